import Foundation
import Portal
import SQLite
import Storage
import Testing

@Suite("Importing")
struct ImporterTests {
    private static let now = Timestamp(milliseconds: 1_763_750_096_789)

    private static func importing(
        _ mapping: String, _ csv: String, into db: borrowing Connection, skipInvalid: Bool = false
    ) throws -> ImportReport {
        try importing(Mapping.named(mapping), csv, into: db, skipInvalid: skipInvalid)
    }

    private static func importing(
        _ mapping: Mapping, _ csv: String, into db: borrowing Connection, skipInvalid: Bool = false
    ) throws -> ImportReport {
        let file = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(csv.utf8).write(to: file)
        return try Importer.run(
            mapping, csv: CSVFile(path: file.path()), into: db, now: now, skipInvalid: skipInvalid)
    }

    private static let accounts = """
        account,sector,year_established,revenue,employees,office_location,subsidiary_of
        Little Acorns,technolgy,1996,1100.04,2822,Philipines,Great Oaks
        "Great Oaks, Inc.",medical,1999,251.41,495,United States,
        Great Oaks,retail,1999,1,1,Kenya,

        """

    @Test("Organizations: spellings are mended, numbers scaled, parents found whichever comes first")
    func organizations() throws {
        let db = try Connection.migrated()
        let report = try Self.importing("accounts", Self.accounts, into: db)
        #expect((report.rows, report.created, report.unchanged) == (3, 3, 0))
        let rows = try db.texts(
            """
            SELECT format('%s|%s|%s|%s|%s|%s|%s|%s', o.name, o.sector, o.country, o.annual_revenue, o.employees, o.tin_check, o.website,
                p.name) FROM organization o LEFT JOIN organization p ON p.id = o.parent_id ORDER BY o.id
            """)
        #expect(
            rows == [
                "Little Acorns|technology|PH|11000400000000|2822|VALID|https://little-acorns.example|Great Oaks",
                "Great Oaks, Inc.|medical|US|2514100000000|495|VALID|https://great-oaks-inc.example|",
                "Great Oaks|retail|KE|10000000000|1|VALID|https://great-oaks.example|",
            ])
    }

    @Test("Running twice changes nothing")
    func twice() throws {
        let db = try Connection.migrated()
        _ = try Self.importing("accounts", Self.accounts, into: db)
        let before = try db.content(of: "organization")
        let report = try Self.importing("accounts", Self.accounts, into: db)
        #expect((report.rows, report.created, report.unchanged) == (3, 0, 3))
        #expect(try db.content(of: "organization") == before)
    }

    private static let flawed = """
        account,sector,year_established,revenue,employees,office_location,subsidiary_of
        Good,retail,1996,1,2,Kenya,
        ,retail,1996,1,2,Kenya,
        Lost,retail,1996,1,2,Atlantis,
        Many,retail,1996,1,2.5,Kenya,
        Good,retail,1996,1,2,Kenya,
        Short,retail
        Child,retail,1996,1,2,Kenya,Nobody

        """
    private static let refusals = [
        RefusedRow(line: 3, field: "name", reason: "a value is required"),
        RefusedRow(line: 4, field: "country", reason: "«Atlantis» has no translation"),
        RefusedRow(line: 5, field: "employees", reason: "«2.5» is not a whole number"),
        RefusedRow(line: 6, field: "name", reason: "«Good» has come before"),
        RefusedRow(line: 7, field: nil, reason: "it has 2 fields, the header has 7"),
        RefusedRow(line: 8, field: "parent", reason: "there is no organization «Nobody»"),
    ]

    @Test("One refused row spoils the file, and all of them are told")
    func allOrNothing() throws {
        let db = try Connection.migrated()
        #expect(throws: ImportError.refused(Self.refusals)) {
            try Self.importing("accounts", Self.flawed, into: db)
        }
        #expect(try db.integers("SELECT count(*) FROM organization") == [0])
    }

    @Test("Skipping the invalid rows takes the others")
    func skipInvalid() throws {
        let db = try Connection.migrated()
        let report = try Self.importing("accounts", Self.flawed, into: db, skipInvalid: true)
        #expect(report.refused == Self.refusals)
        #expect(try db.texts("SELECT name FROM organization ORDER BY id") == ["Good", "Child"])
    }

    @Test("A column that the file does not have is an error of the mapping")
    func missingColumn() throws {
        let db = try Connection.migrated()
        let error = ImportError.mapping(
            member: "fields.annualRevenue.column", reason: "the file has no column «revenue»")
        #expect(throws: error) { try Self.importing("accounts", "account,sector\nA,b\n", into: db) }
    }

    @Test("What tells one record from another cannot be made up")
    func generatedReference() throws {
        let db = try Connection.migrated()
        let mapping = try Mapping(
            json: Data(#"{"target": "organizations", "fields": {"name": {"generate": "name"}}}"#.utf8))
        let error = ImportError.mapping(
            member: "fields.name.generate", reason: "it tells the records apart, so the file must have it")
        #expect(throws: error) { try Self.importing(mapping, "a\nb\n", into: db) }
    }

    @Test("Of two columns of a name that the mapping has the first is taken, with a notice")
    func doubleColumn() throws {
        let db = try Connection.migrated()
        let csv = "series,product,note,sales_price,series,note\nA,B,,1,C,\n"
        let report = try Self.importing("products", csv, into: db)
        #expect(
            report.notices == [
                RefusedRow(line: 1, field: "series", reason: "of the columns «series» the first is taken")
            ])
        #expect(try db.texts("SELECT DISTINCT series FROM product") == ["A"])
    }

    @Test("What two companies may not share is named in words for a person")
    func likeness() throws {
        let db = try Connection.migrated()
        let mapping = try Mapping(
            json: Data(
                #"""
                {"target": "organizations", "fields": {
                    "name": {"column": "n"}, "website": {"column": "w"}, "tin": {"column": "t"}}}
                """#.utf8))
        let csv = "n,w,t\nA,a.example,500100732259\nB,b.example,500100732259\nC,www.a.example:8443,7707083893\n"
        let file = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString).csv")
        defer { try? FileManager.default.removeItem(at: file) }
        try Data(csv.utf8).write(to: file)
        let report = try Importer.run(
            mapping, csv: CSVFile(path: file.path()), into: db, now: Self.now, skipInvalid: true)
        #expect(
            report.refused == [
                RefusedRow(line: 3, field: nil, reason: "there is another record with the same TIN"),
                RefusedRow(line: 4, field: nil, reason: "there is another record with the same website"),
            ])
    }

    private static let people = try? Mapping(
        json: Data(
            #"""
            {"target": "sales-teams", "fields": {
                "user": {"column": "name"}, "email": {"column": "mail"}, "partner": {"constant": "Acme Partners"},
                "supervisor": {"column": "boss"}, "supervisorEmailHost": {"constant": "МЮЛЛЕР.example"},
                "salesDirection": {"constant": "North"}}}
            """#.utf8))

    @Test("People are known by the key of their address, however it is written")
    func addresses() throws {
        let db = try Connection.migrated()
        let people = try #require(Self.people)
        let report = try Self.importing(people, "name,mail,boss\nAda Ace,Ada@MÜLLER.example,Bo\n", into: db)
        #expect(report.created == 1)
        let keys = ["bo@xn--e1alacx4f.example", "ada@xn--mller-kva.example"]
        #expect(try db.texts("SELECT login FROM credential ORDER BY actor_id") == keys)
        #expect(
            try db.texts("SELECT email FROM partner_user ORDER BY id") == ["bo@МЮЛЛЕР.example", "Ada@MÜLLER.example"])
        let again = try Self.importing(people, "name,mail,boss\nAda,ada@xn--mller-kva.example,Bo\n", into: db)
        #expect((again.created, again.unchanged) == (0, 1))
        let email = try EmailAddress("ada@müller.example")
        #expect(throws: AccountError.emailTaken) {
            try AccountStore.add(email, name: "Ada", role: .admin, partner: nil, at: Self.now, in: db)
        }
        #expect(try CredentialStore.give("$y$new", toLogin: email, at: Self.now, in: db))
        #expect(try CredentialStore(db).credential(ofLogin: email)?.hash == "$y$new")
        #expect(
            try TokenStore.insert(
                [UInt8](repeating: 7, count: 32), prefix: "pt_", forLogin: email, at: Self.now, in: db))
    }

    @Test("A host that is none refuses the row that it would make an address for")
    func noAddress() throws {
        let db = try Connection.migrated()
        let mapping = try Mapping(
            json: Data(
                #"""
                {"target": "sales-teams", "fields": {
                    "user": {"column": "name"}, "email": {"generate": "email", "prefix": "no host"},
                    "partner": {"constant": "Acme Partners"}, "salesDirection": {"constant": "North"}}}
                """#.utf8))
        let report = try Self.importing(mapping, "name\nAda Ace\n", into: db, skipInvalid: true)
        #expect(report.refused.map(\.field) == ["email"])
    }

    @Test("A malformed line stops the import")
    func malformed() throws {
        let db = try Connection.migrated()
        let error = ImportError.csv(CSVError(line: 2, reason: "a quote is opened and never closed"))
        #expect(throws: error) { try Self.importing("products", "product,series,sales_price\n\"A", into: db) }
    }

    @Test("A file that is missing or a directory is named", arguments: ["/nowhere.csv", "/"])
    func unreadable(_ path: String) {
        #expect(throws: ImportError.unreadable(path: path)) { try CSVFile(path: path) }
    }

    @Test("The events of a case become one case, its changes and its clock")
    func caseEvents() throws {
        let db = try Connection.migrated()
        let header = """
            number,ident_state,reopen_count,sys_mod_count,caller_id,opened_at,sys_updated_at,category,u_symptom,priority,\
            assignment_group,assigned_to,resolved_at,closed_at

            """
        let events = """
            7,New,0,0,90,1/2/2016 10:00,1/2/2016 10:05,5,?,3,56,?,1/2/2016 14:00,8/2/2016 14:00
            7,Awaiting User Info,0,2,90,1/2/2016 10:00,1/2/2016 11:00,5,?,3,56,17,1/2/2016 14:00,8/2/2016 14:00
            7,-100,0,3,90,1/2/2016 10:00,1/2/2016 12:00,5,?,2,56,17,1/2/2016 14:00,8/2/2016 14:00
            7,Active,0,4,90,1/2/2016 10:00,1/2/2016 13:00,5,?,2,56,17,1/2/2016 14:00,8/2/2016 14:00
            7,Closed,1,5,90,1/2/2016 10:00,8/2/2016 14:00,5,?,2,56,17,?,8/2/2016 14:00

            """
        let report = try Self.importing("incidents", header + events, into: db)
        #expect((report.rows, report.created, report.refused) == (5, 1, []))
        #expect(
            report.notices == [
                RefusedRow(line: 4, field: "status", reason: "«-100» is no status; the case kept the one it had")
            ])
        let cases = try db.texts(
            """
            SELECT format('%s|%s|%s|%s|%s|%s|%s|%s|%s', external_reference, case_number, status, priority, reopen_count, waited_ms / 3600000,
                partner_contact_name, datetime(resolved_at / 1000, 'unixepoch'), version) FROM support_case
            """)
        #expect(cases == ["INC7|CASE-000001|CLOSED|HIGH|1|2|Caller 90|2016-02-08 14:00:00|5"])
        let changes = try db.texts(
            """
            SELECT format('%s %s %s %s %s', request_id, kind, coalesce(field, '-'), coalesce(old_value, '-'),
                coalesce(new_value, '-'))
            FROM change ORDER BY sequence
            """)
        #expect(
            changes == [
                "import line 2 CREATED - - -", #"import line 2 STATE_CHANGE status - "NEW""#,
                #"import line 2 FIELD_CHANGE assignedGroup - "Group 56""#,
                #"import line 3 STATE_CHANGE status "NEW" "WAITING_FOR_CUSTOMER""#,
                #"import line 3 FIELD_CHANGE assignedAgent - "Agent 17""#,
                #"import line 4 FIELD_CHANGE priority "MEDIUM" "HIGH""#,
                #"import line 5 STATE_CHANGE status "WAITING_FOR_CUSTOMER" "IN_PROGRESS""#,
                #"import line 6 STATE_CHANGE status "IN_PROGRESS" "CLOSED""#,
            ])
    }
}

extension Connection {
    /// An empty database of today's layout.
    static func migrated() throws -> Connection {
        let db = try Connection(path: ":memory:")
        try db.execute("PRAGMA foreign_keys = ON")
        try Migrations.migrator.migrate(db)
        return db
    }
}
