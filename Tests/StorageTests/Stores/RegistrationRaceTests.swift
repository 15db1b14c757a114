import Foundation
import Portal
import SQLite
import Testing

@testable import Storage

@Suite("Many at once")
struct RegistrationRaceTests {
    @Test("Of 64 clients who register the same new company at once exactly one wins")
    func oneWinner() async throws {
        let directory = FileManager.default.temporaryDirectory.appending(path: "portico-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: directory) }
        let path = directory.appending(path: "race.db").path
        let db = try SampleDatabase.openForWriting()
        try db.execute("VACUUM INTO '\(path)'")

        let answers = await withTaskGroup(of: [String].self) { group in
            for client in 0..<64 {
                group.addTask { Self.register(client, in: path) }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.count { $0 == [] } == 1)
        #expect(
            answers.count {
                $0.prefix(3).map { $0.prefix { $0 != " " } } == [
                    "DUPLICATE_COMPANY_NAME", "DUPLICATE_COMPANY_WEBSITE", "DUPLICATE_COMPANY_TIN",
                ]
            } == 63)
        let after = try Connection(path: path, mode: .readOnly)
        #expect(try after.text("SELECT count(*) FROM organization WHERE name_key = 'fern llc'") == "1")
        #expect(try after.text("SELECT count(*) FROM registration WHERE company_name = 'Fern LLC'") == "1")
        #expect(try after.text("SELECT last FROM counter WHERE series = 'RECEIPT'") == "3")
    }

    @Test("A company that somebody adds after it was looked for is refused as the duplicate it is")
    func overtakenCompany() throws {
        let db = try SampleDatabase.openForWriting()
        let company = try NewCompany(
            name: CompanyName("Fern LLC"), website: Website("fern.example"), tin: TaxNumber("500100732259"),
            country: CountryCode("RU"))
        let fields = NewCompanyFields(within: ["input", "company", "new"])
        let viewer = SampleDatabase.user
        var findings = Findings()
        let found = try Customer.find(company, at: fields, for: viewer, context, noting: &findings, in: db)
        let customer = try #require(found)
        let theirs = try Customer.new(company, at: fields).added(
            broughtBy: 2, for: SampleDatabase.rival, context, in: db)
        #expect(
            try refusals(in: db) { try customer.added(broughtBy: 1, for: viewer, context, in: $0) } == [
                "DUPLICATE_COMPANY_NAME input.company.new.name", "DUPLICATE_COMPANY_WEBSITE input.company.new.website",
                "DUPLICATE_COMPANY_TIN input.company.new.tin",
            ])
        #expect(try db.texts("SELECT id FROM organization WHERE id > 5", columns: 1) == ["\(theirs)"])

        // What no input explains is not the user's fault.
        try db.execute(
            """
            UPDATE organization SET name_key = 'x', website_key = 'x', tin = '100582333' WHERE id = \(theirs);
            CREATE UNIQUE INDEX one_of_a_country ON organization (country);
            """)
        let error = #expect(throws: SQLiteError.self) {
            try customer.added(broughtBy: 1, for: viewer, context, in: db)
        }
        #expect(error?.reason == .notUnique(columns: "organization.country"))
    }

    @Test(
        "A registration that a colleague makes after the last look is refused as the duplicate it is",
        arguments: [
            (CompanyChoice.existing(4), "organization_id = 4"), (.known(tin: "500100732259"), "organization_id = 4"),
            (.known(tin: "500100732259"), "organization_id = NULL, company_tin = '500100732259'"),
        ])
    func overtakenRegistration(_ company: CompanyChoice, _ same: String) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE organization SET tin = '500100732259', tin_check = 'VALID' WHERE id = 4;
            CREATE TRIGGER overtaken AFTER INSERT ON record
                BEGIN UPDATE registration SET product_id = 1, \(same) WHERE id = 101; END;
            """)
        var form = RegistrationStoreTests.existing
        form.company = company
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(form, by: SampleDatabase.user, context, in: $0)
            } == ["DUPLICATE_REGISTRATION input.company OpportunityRegistration 101"])
        #expect(try db.text("SELECT count(*) FROM registration WHERE number = 'REG-000005'") == "0")
    }

    @Test("A number that is taken is no fault of the user's, whatever else is registered", arguments: [true, false])
    func takenNumber(submit: Bool) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE registration SET number = 'REG-000005' WHERE id = 101")
        // A draft may be about the customer of a live registration.
        if !submit { try db.execute("UPDATE registration SET product_id = 1, organization_id = 4 WHERE id = 101") }
        let error = #expect(throws: SQLiteError.self) {
            try RegistrationStore.register(
                RegistrationStoreTests.existing, submit: submit, by: SampleDatabase.user, context, in: db)
        }
        #expect(error?.reason == .notUnique(columns: "registration.number"))
    }

    /// One client's answer, over a connection of its own; even ones work for one partner, odd ones for the other.
    private static func register(_ client: Int, in path: String) -> [String] {
        var form = RegistrationStoreTests.form
        form.product = nil
        form.attachments = []
        form.representative = client % 2 == 0 ? 3 : 5
        let viewer = client % 2 == 0 ? SampleDatabase.user : SampleDatabase.rival
        do {
            let connection = try Connection(path: path, mode: .readWrite)
            connection.waitForLocks(milliseconds: 60_000)
            try connection.execute("PRAGMA foreign_keys = ON; PRAGMA synchronous = OFF")
            return try refusals(in: connection) { [form] in
                try RegistrationStore.register(form, by: viewer, context, in: $0)
            }
        } catch {
            return ["\(error)"]
        }
    }
}
