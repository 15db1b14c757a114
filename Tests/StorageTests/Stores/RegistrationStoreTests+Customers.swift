import Portal
import SQLite
import Storage
import Testing

/// Which company a registration is about, and what stands against it.
extension RegistrationStoreTests {
    @Test(
        "A company is chosen by its id when the caller's side brought it, the vendor deals with it, or nobody did",
        arguments: [
            ("", SampleDatabase.user, 4, true), ("", SampleDatabase.user, 5, true), ("", SampleDatabase.user, 3, false),
            ("", SampleDatabase.rival, 4, false),
            ("UPDATE opportunity SET organization_id = 3 WHERE id = 303", SampleDatabase.user, 3, true),
            ("UPDATE lead SET organization_id = 3 WHERE id = 205", SampleDatabase.user, 3, true),
            ("UPDATE support_case SET organization_id = 3 WHERE id = 401", SampleDatabase.user, 3, false),
        ])
    func choosable(_ change: String, _ viewer: Viewer, _ company: Int64, _ isChosen: Bool) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(change)
        var form = Self.existing
        form.product = nil
        form.representative = viewer.actorID
        form.company = .existing(company)
        form.contact = .new(firstName: "Fay", lastName: "Fern")
        for submit in [false, true] {
            #expect(
                try refusals(in: db) {
                    try RegistrationStore.register(form, submit: submit, by: viewer, context, in: $0)
                } == (isChosen ? [] : ["NOT_FOUND input.company.existingId"]))
        }
    }

    @Test("Who knows the whole TIN of a company registers for it, whoever has entered it; the receipt says how")
    func companyByTin() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE organization SET tin = '500100732259', tin_check = 'VALID' WHERE id = 3")
        var form = Self.existing
        form.company = .known(tin: "5001 0073 2259")
        form.contact = .new(firstName: "Fay", lastName: "Fern")
        let row = try register(form, in: db)
        #expect(
            try db.texts(
                """
                SELECT new_company, organization_id, company_name, company_tin, company_tin_check
                  FROM registration WHERE id = \(row)
                """, columns: 5) == ["0|3|Cask|500100732259|VALID"])
    }

    @Test(
        "The check digits of a TIN that chose a company are seen from its country, unless only a rival has told that",
        arguments: [
            ("100582334", "UZ", "NOT_APPLICABLE", "CHECKSUM_MISMATCH"), ("500100732259", "RU", "VALID", "VALID"),
            ("500100732259", "KZ", "CHECKSUM_MISMATCH", "VALID"),
        ], [true, false])
    func tinCheck(_ company: (tin: String, country: String, check: String, alone: String), submit: Bool) throws {
        let db = try SampleDatabase.openForWriting()
        var form = Self.form
        form.company = .new(name: "Fern", website: "fern.example", tin: company.tin, country: company.country)
        form.product = nil
        form.representative = 5
        form.attachments = []
        var rows = [try register(form, by: SampleDatabase.rival, in: db)]
        form.company = .known(tin: company.tin)
        form.representative = 2
        rows.append(try register(form, submit: submit, in: db))
        // The vendor takes it up.
        try db.execute(
            """
            UPDATE registration SET state = 'WITHDRAWN' WHERE partner_id = 1;
            UPDATE lead SET organization_id = (SELECT id FROM organization WHERE name = 'Fern') WHERE id = 205;
            """)
        rows.append(try register(form, submit: submit, in: db))
        let checks = try rows.map {
            try db.text("SELECT company_tin || ' ' || company_tin_check FROM registration WHERE id = \($0)")
        }
        #expect(checks == [company.check, company.alone, company.check].map { "\(company.tin) \($0)" })
    }

    @Test(
        "What a rival has entered is in the way without being named; its TIN is enough to choose it",
        arguments: [true, false])
    func unnamedDuplicates(submit: Bool) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE organization SET website = 'https://cask.example', website_key = 'cask.example',
                tin = '500100732259', tin_check = 'VALID' WHERE id = 3
            """)
        var form = Self.form
        form.company = .new(name: "Cask", website: "cask.example", tin: "500100732259")
        let refusals = try #require(throws: Refusals.self) { try register(form, submit: submit, in: db) }
        #expect(refusals.all.map(\.code) == [.duplicateCompanyName, .duplicateCompanyWebsite, .duplicateCompanyTin])
        #expect(refusals.all.map(\.conflicting) == [nil, nil, nil])
        #expect(refusals.all.map(\.suggestion) == [.contactVendor, .contactVendor, .useExisting])
    }

    @Test(
        "Name, website and tax number that are taken are told at once, each with its company", arguments: [true, false])
    func duplicates(submit: Bool) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE organization SET website = 'https://cask.example', website_key = 'cask.example',
                created_by_partner_id = NULL WHERE id = 3
            """)
        let rows = try db.rowCounts()
        var form = Self.form
        form.company = .new(name: "«BOLT»", website: "http://www.cask.example/x", tin: "7707 083 893")
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(form, submit: submit, by: SampleDatabase.user, context, in: $0)
            } == [
                "DUPLICATE_COMPANY_NAME input.company.new.name Organization 2",
                "DUPLICATE_COMPANY_WEBSITE input.company.new.website Organization 3",
                "DUPLICATE_COMPANY_TIN input.company.new.tin Organization 1",
            ])
        #expect(try db.rowCounts() == rows)
    }

    @Test("A company that cannot be chosen is in the way without being named")
    func hiddenDuplicate() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE organization SET active = 0 WHERE id = 2")
        var form = Self.form
        form.company = .new(name: "Bolt", website: "fern.example", tin: "500100732259")
        do {
            _ = try register(form, in: db)
            Issue.record("registered")
        } catch let refusals as Refusals {
            #expect(refusals == Refusals(.duplicateCompanyName(nil).at(["input", "company", "new", "name"])))
            #expect(refusals.first.suggestion == .contactVendor)
        }
    }

    @Test(
        "A rival's new company is named once the vendor has taken it up; whoever knows its whole TIN chooses it by that",
        arguments: [
            ("5001007322", "", ""), ("500100732259", "", ""),
            ("500100732259", "UPDATE opportunity SET organization_id = 2", " Organization 2"),
            ("500100732259", "UPDATE organization SET created_by_partner_id = 1 WHERE id = 2", " Organization 2"),
        ])
    func rivalsCompany(tin: String, changes: String, named: String) throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE organization SET created_by_partner_id = 2, website = 'https://bolt.example',
                website_key = 'bolt.example', tin = '5001007322', tin_check = 'VALID' WHERE id = 2;
            \(changes)
            """)
        var form = Self.form
        form.company = .new(name: "Bolt", website: "bolt.example", tin: tin)
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(form, by: SampleDatabase.user, context, in: $0)
            }
                == [
                    "DUPLICATE_COMPANY_NAME input.company.new.name\(named)",
                    "DUPLICATE_COMPANY_WEBSITE input.company.new.website\(named)",
                ] + (tin == "5001007322" ? ["DUPLICATE_COMPANY_TIN input.company.new.tin\(named)"] : []))
    }

    @Test("The same customer and product cannot be registered twice while the first is alive")
    func duplicateRegistration() throws {
        let db = try SampleDatabase.openForWriting()
        let first = try register(Self.existing, in: db)
        let rows = try db.rowCounts()
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(Self.existing, by: SampleDatabase.supervisor, context, in: $0)
            } == ["DUPLICATE_REGISTRATION input.company OpportunityRegistration \(first)"])
        var nameless = Self.existing
        nameless.name = nil
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(nameless, by: SampleDatabase.user, context, in: $0)
            } == ["REQUIRED input.name", "DUPLICATE_REGISTRATION input.company OpportunityRegistration \(first)"])
        #expect(try db.rowCounts() == rows)

        // A draft is not alive.
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(nameless, submit: false, by: SampleDatabase.user, context, in: $0)
            } == ["REQUIRED input.name"])
        #expect(throws: Never.self) { try register(Self.existing, submit: false, in: db) }

        var other = Self.existing
        other.product = nil
        #expect(throws: Never.self) { try register(other, in: db) }
        try db.execute("UPDATE registration SET state = 'WITHDRAWN' WHERE id = \(first)")
        #expect(throws: Never.self) { try register(Self.existing, in: db) }
    }

    @Test("Of a colleague's registration that the viewer does not see the id is not told")
    func unseenDuplicate() throws {
        let db = try SampleDatabase.openForWriting()
        var form = Self.existing
        form.representative = 3
        _ = try register(form, by: SampleDatabase.supervisor, in: db)
        form.representative = 2
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(form, by: SampleDatabase.user, context, in: $0)
            } == ["DUPLICATE_REGISTRATION input.company"])
    }

    @Test("Registering one's own new company again tells of the company and of the registration")
    func ownDuplicate() throws {
        let db = try SampleDatabase.openForWriting()
        let first = try register(Self.form, in: db)
        let organization = try #require(try db.text("SELECT organization_id FROM registration WHERE id = \(first)"))
        var again = Self.form
        again.attachments = []
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(again, by: SampleDatabase.user, context, in: $0)
            } == [
                "DUPLICATE_COMPANY_NAME input.company.new.name Organization \(organization)",
                "DUPLICATE_COMPANY_WEBSITE input.company.new.website Organization \(organization)",
                "DUPLICATE_COMPANY_TIN input.company.new.tin Organization \(organization)",
                "DUPLICATE_REGISTRATION input.company OpportunityRegistration \(first)",
            ])
    }

    @Test("Rivals for one customer are suspected on both sides, and neither can tell")
    func conflict() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE organization SET tin = '500100732259', tin_check = 'VALID' WHERE id = 4")
        let ours = try register(Self.existing, in: db)
        var form = Self.existing
        form.company = .known(tin: "500100732259")
        form.product = 2
        form.representative = 5
        form.contact = .new(firstName: "Dan", lastName: "Dove")
        let theirs = try register(form, by: SampleDatabase.rival, context.later(1), in: db)
        #expect(
            try db.texts(
                "SELECT conflict_state, version, updated_at FROM registration WHERE id IN (\(ours), \(theirs)) ORDER BY id",
                columns: 3) == ["SUSPECTED|1|\(now.milliseconds)", "SUSPECTED|1|\(now.milliseconds + 1)"])
        #expect(try db.changes(of: ours).last == #"1|FIELD_CHANGE|conflictState|"NONE"|"SUSPECTED"|internal|"#)
        #expect(try db.changes(of: theirs).last == #"1|FIELD_CHANGE|conflictState|"NONE"|"SUSPECTED"|internal|"#)
    }

    @Test("Companies whose names differ in their legal form only are suspected")
    func similarName() throws {
        let db = try SampleDatabase.openForWriting()
        let ours = try register(Self.form, in: db)
        var form = Self.form
        form.company = .new(name: "Fern GmbH", website: "fern.de", tin: "100582333")
        form.product = nil
        form.representative = 5
        form.attachments = []
        _ = try register(form, by: SampleDatabase.rival, in: db)
        #expect(try db.text("SELECT conflict_state FROM registration WHERE id = \(ours)") == "SUSPECTED")
    }
}
