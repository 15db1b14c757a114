import Portal
import SQLite
import Storage
import Testing

@Suite("Registering an opportunity")
struct RegistrationStoreTests {
    /// A form that `SampleDatabase.user` may submit: everything new.
    static var form: RegistrationForm {
        var form = RegistrationForm()
        form.name = "Scales for Fern"
        form.product = 1
        form.company = .new(
            name: "Fern LLC", website: "https://www.fern.example/en", tin: "500100732259", country: "RU")
        form.contact = .new(
            firstName: "Fay", lastName: "Fern", middleName: "F.", email: "fay@fern.example", phone: "+7 495 123-45-67")
        form.representative = 3
        form.budget = "As little as can be"
        form.estimatedValue = MoneyForm(amount: "1250.5", currency: "EUR")
        form.estimatedClosureDate = "2024-02-29"
        form.customerRequirements = "Two pans."
        form.additionalComments = "They are in a hurry."
        form.externalReference = "CRM-7"
        form.attachments = [3]
        return form
    }

    /// The same form about a company and a person who are known.
    static var existing: RegistrationForm {
        var form = form
        form.company = .existing(4)
        form.contact = .existing(4)
        form.attachments = []
        return form
    }

    func register(
        _ form: RegistrationForm, portalPath: String? = nil, submit: Bool = true,
        by viewer: Viewer = SampleDatabase.user, _ context: WriteContext = context, in db: borrowing Connection
    ) throws -> Int64 {
        try db.transaction { db in
            try RegistrationStore.register(
                form, portalPath: portalPath, submit: submit, by: viewer, context, in: db
            ).registration
        }
    }

    @Test("A submitted form becomes a registration with its company, receipt, comment, file and history")
    func submits() throws {
        let db = try SampleDatabase.openForWriting()
        let row = try register(Self.form, in: db)
        let organization = try #require(try db.text("SELECT id FROM organization WHERE name = 'Fern LLC'"))
        #expect(
            try db.texts(
                """
                SELECT number, name, state, partner_id, sales_direction_id, product_id, new_company,
                    organization_id = \(organization), company_name, company_website, company_website_key, company_tin,
                    company_tin_check, company_country FROM registration WHERE id = \(row)
                """, columns: 14) == [
                    "REG-000005|Scales for Fern|IN_REVIEW|1|1|1|1|1|Fern LLC|https://www.fern.example/en|fern.example"
                        + "|500100732259|VALID|RU"
                ])
        #expect(
            try db.texts(
                """
                SELECT new_contact, contact_id, contact_first_name, contact_last_name, contact_middle_name,
                    contact_email, contact_phone, representative_id, representative_name, created_by_id, budget,
                    estimated_value, estimated_value_currency, estimated_closure_date, customer_requirements,
                    external_reference, conflict_state, assigned_agent_id FROM registration WHERE id = \(row)
                """, columns: 18) == [
                    "1||Fay|Fern|F.|fay@fern.example|+7 495 123-45-67|3|Cora Colleague|2|As little as can be|12505000|EUR"
                        + "|2024-02-29|Two pans.|CRM-7|NONE|10"
                ])
        #expect(
            try db.texts(
                """
                SELECT submitted_at, waiting_since, created_at, updated_at, version, receipt_sequence, expires_at
                  FROM registration WHERE id = \(row)
                """, columns: 7) == [
                    "\(now.milliseconds)|\(now.milliseconds)|\(now.milliseconds)|\(now.milliseconds)|1|3|"
                ])
        #expect(
            try db.texts(
                """
                SELECT name_key, name_core, website, website_key, tin, tin_check, country, created_by_partner_id, active
                  FROM organization WHERE id = \(organization)
                """, columns: 9) == [
                    "fern llc|fern|https://www.fern.example/en|fern.example|500100732259|VALID|RU|1|1"
                ])
        #expect(
            try db.texts(
                "SELECT id, kind, body, author_id, created_at FROM comment WHERE record_id = \(row)", columns: 5)
                == ["6|ADDITIONAL_COMMENT|They are in a hurry.|2|\(now.milliseconds)"])
        #expect(try db.text("SELECT record_id FROM attachment WHERE id = 3") == "\(row)")
        #expect(
            try db.changes(of: row) == [
                "2|CREATED||||open|", #"2|STATE_CHANGE|state||"SUBMITTED"|open|"#, "2|COMMENT||||open|",
                "2|ATTACHMENT||||open|", #"1|FIELD_CHANGE|assignedAgent||"Anna Agent"|open|"#,
                #"1|STATE_CHANGE|state|"SUBMITTED"|"IN_REVIEW"|open|"#,
            ])
        #expect(try db.text("SELECT count(*) FROM known_agent WHERE partner_id = 1 AND agent_id = 10") == "1")
    }

    static let desks: [(before: String, agent: String, state: String)] = [
        // Agent 10 has one to decide about.
        ("INSERT INTO agent_direction VALUES (12, 1), (13, 1)", "12", "IN_REVIEW"),
        (
            "INSERT INTO agent_direction VALUES (12, 1), (13, 1); UPDATE agent SET read_only = 1 WHERE id = 12", "13",
            "IN_REVIEW"
        ),
        ("INSERT INTO agent_direction VALUES (12, 1); UPDATE agent SET active = 0 WHERE id = 12", "10", "IN_REVIEW"),
        // A tie goes to the lower id; what waits for the partner is still to be decided about, what is over is not.
        ("INSERT INTO agent_direction VALUES (11, 1)", "10", "IN_REVIEW"),
        (
            """
            INSERT INTO agent_direction VALUES (11, 1);
            UPDATE registration SET state = 'ACTION_REQUIRED', action_required_message = 'More.',
                action_required_fields = '[]' WHERE id = 104
            """, "10", "IN_REVIEW"
        ),
        (
            "INSERT INTO agent_direction VALUES (11, 1); UPDATE registration SET state = 'WITHDRAWN' WHERE id = 104",
            "11", "IN_REVIEW"
        ),
        ("UPDATE agent SET active = 0", "", "SUBMITTED"), ("DELETE FROM agent_direction", "", "SUBMITTED"),
        ("UPDATE agent_direction SET sales_direction_id = 2", "", "SUBMITTED"),
    ]

    @Test(
        "A submitted form goes to the agent of its direction with the fewest to decide about, if there is one",
        arguments: desks.indices)
    func routes(index: Int) throws {
        let (before, agent, state) = Self.desks[index]
        let db = try SampleDatabase.openForWriting()
        try db.execute(before)
        let row = try register(Self.existing, in: db)
        #expect(
            try db.texts("SELECT assigned_agent_id, state, version FROM registration WHERE id = \(row)", columns: 3)
                == ["\(agent)|\(state)|1"])
        #expect(try db.changes(of: row).contains { $0.hasPrefix("1|") } == (agent != ""))
    }

    @Test("The receipt is the digest of the form as JSON with its names in order")
    func receipt() throws {
        let db = try SampleDatabase.openForWriting()
        let row = try register(Self.form, in: db)
        let text = #"""
            {"additionalComments":"They are in a hurry.","attachmentIds":[3],"budget":"As little as can be",\#
            "company":{"country":"RU","name":"Fern LLC","tin":"500100732259","website":"https://www.fern.example/en"},\#
            "contact":{"email":"fay@fern.example","firstName":"Fay","lastName":"Fern","middleName":"F.",\#
            "phone":"+7 495 123-45-67"},"customerRequirements":"Two pans.","estimatedClosureDate":"2024-02-29",\#
            "estimatedValue":{"amount":"1250.5","currency":"EUR"},"externalReference":"CRM-7","name":"Scales for Fern",\#
            "productId":1,"representativeId":3}
            """#
        let digest = SHA256.digest(Array(text.utf8).span).map { byte in
            let digits = String(byte, radix: 16)
            return digits.count == 1 ? "0" + digits : digits
        }
        #expect(try db.text("SELECT receipt_sha256 FROM registration WHERE id = \(row)") == digest.joined())
        let next = try register(Self.existing, in: db)
        #expect(try db.text("SELECT receipt_sequence FROM registration WHERE id = \(next)") == "4")
    }

    @Test("A draft has no receipt and adds no company")
    func draft() throws {
        let db = try SampleDatabase.openForWriting()
        let row = try register(Self.form, submit: false, in: db)
        #expect(
            try db.texts(
                """
                SELECT number, state, organization_id, company_name, submitted_at, receipt_sequence, waiting_since,
                    assigned_agent_id FROM registration WHERE id = \(row)
                """, columns: 8) == ["REG-000005|DRAFT||Fern LLC||||"])
        #expect(try db.text("SELECT count(*) FROM organization") == "5")
        #expect(try db.text("SELECT last FROM counter WHERE series = 'RECEIPT'") == "2")
        #expect(try db.changes(of: row).dropFirst().first == #"2|STATE_CHANGE|state||"DRAFT"|open|"#)
    }

    @Test("A known company and person are linked and not copied")
    func links() throws {
        let db = try SampleDatabase.openForWriting()
        let row = try register(Self.existing, portalPath: "north", in: db)
        #expect(
            try db.texts(
                """
                SELECT new_company, organization_id, company_name, company_tin, new_contact, contact_id,
                    contact_first_name FROM registration WHERE id = \(row)
                """, columns: 7) == ["0|4|Dove||0|4|"])
        #expect(try db.text("SELECT count(*) FROM organization") == "5")
    }

    static let refused: [(String, @Sendable (inout RegistrationForm) -> Void, codes: [String])] = [
        ("", { $0.product = 2 }, ["NOT_FOUND input.productId"]),
        ("UPDATE product SET active = 0", { _ in }, ["NOT_FOUND input.productId"]),
        ("", { $0.representative = 5 }, ["REPRESENTATIVE_NOT_OF_PARTNER input.representativeId"]),
        ("", { $0.representative = 999 }, ["REPRESENTATIVE_NOT_OF_PARTNER input.representativeId"]),
        (
            "UPDATE partner_user SET active = 0 WHERE id = 3", { _ in },
            ["REPRESENTATIVE_NOT_OF_PARTNER input.representativeId"]
        ),
        ("UPDATE partner_organization SET status = 'SUSPENDED' WHERE id = 1", { _ in }, ["PARTNER_INACTIVE "]),
        ("UPDATE sales_direction SET active = 0", { _ in }, ["NOT_FOUND input.portalPath"]),
        ("", { $0.company = .existing(999) }, ["NOT_FOUND input.company.existingId"]),
        ("UPDATE organization SET active = 0 WHERE id = 4", { _ in }, ["NOT_FOUND input.company.existingId"]),
        // The rival's: it exists, and its number can be guessed.
        ("", { $0.company = .existing(3) }, ["NOT_FOUND input.company.existingId"]),
        ("", { $0.company = .known(tin: "500100732259") }, ["NOT_FOUND input.company.existingTin"]),
        (
            "UPDATE organization SET tin = '500100732259', tin_check = 'VALID', active = 0 WHERE id = 3",
            { $0.company = .known(tin: "500100732259") }, ["NOT_FOUND input.company.existingTin"]
        ),
        // Of the rival's customer: out of sight, so not even "of another company".
        ("", { $0.contact = .existing(3) }, ["NOT_FOUND input.contact.existingId"]),
        ("", { $0.contact = .existing(1) }, ["CONTACT_NOT_OF_COMPANY input.contact.existingId"]),
        (
            "", { $0.attachments = [3, 1, 999] },
            ["NOT_FOUND input.attachmentIds.1", "NOT_FOUND input.attachmentIds.2"]
        ),
        ("", { $0.name = " " }, ["REQUIRED input.name"]),
        (
            "UPDATE sales_direction SET tin_checksum = 'STRICT'",
            { $0.company = .new(name: "Fern", website: "fern.example", tin: "7707083894") },
            ["TIN_CHECKSUM_MISMATCH input.company.new.tin"]
        ),
        // Nobody works for a company that is new, and nobody can tell who works for one that has to be chosen anew.
        (
            "", { $0.company = .new(name: "Fern", website: "fern.example", tin: "500100732259") },
            ["CONTACT_NOT_OF_COMPANY input.contact.existingId"]
        ),
        (
            "", { $0.company = .new(name: "Bolt", website: "fern.example", tin: "500100732259") },
            ["DUPLICATE_COMPANY_NAME input.company.new.name Organization 2"]
        ),
        // What can be read of one that cannot wholly be read may be taken all the same.
        (
            "", { $0.company = .new(name: "Bolt", website: "no website", tin: "7707083893") },
            [
                "INVALID_URL input.company.new.website", "DUPLICATE_COMPANY_NAME input.company.new.name Organization 2",
                "DUPLICATE_COMPANY_TIN input.company.new.tin Organization 1",
            ]
        ),
        ("", { $0.company = .known(tin: "77*****893") }, ["INVALID_TIN input.company.existingTin"]),
        (
            "",
            {
                $0.company = .new(name: "Fern", website: "fern.example", tin: "500100732259")
                $0.contact = .existing(998)
                $0.representative = nil
            },
            ["REQUIRED input.representativeId", "NOT_FOUND input.contact.existingId"]
        ),
        // The partner's live registration of a customer whom nobody has entered.
        (
            """
            UPDATE registration SET company_tin = '500100732259', product_id = 1, organization_id = NULL WHERE id = 101
            """,
            {
                $0.company = .new(name: "Fern", website: "fern.example", tin: "500100732259")
                $0.contact = .new(firstName: "Fay", lastName: "Fern")
            },
            ["DUPLICATE_REGISTRATION input.company OpportunityRegistration 101"]
        ),
        (
            """
            UPDATE registration SET company_tin = '500100732259', product_id = 1 WHERE id = 101;
            UPDATE organization SET tin = '500100732259', tin_check = 'VALID' WHERE id = 4
            """, { $0.company = .known(tin: "500100732259") },
            ["DUPLICATE_REGISTRATION input.company OpportunityRegistration 101"]
        ),
        (
            "UPDATE partner_organization SET status = 'INACTIVE' WHERE id = 1",
            {
                $0.company = .existing(999)
                $0.contact = .existing(998)
                $0.product = 997
                $0.representative = 996
            },
            [
                "PARTNER_INACTIVE ", "NOT_FOUND input.productId",
                "REPRESENTATIVE_NOT_OF_PARTNER input.representativeId", "NOT_FOUND input.company.existingId",
                "NOT_FOUND input.contact.existingId",
            ]
        ),
        // What the form says of itself, and what the database has against it.
        (
            "",
            {
                $0.name = nil
                $0.company = nil
                $0.contact = .existing(998)
                $0.product = 997
                $0.representative = 996
                $0.attachments = [995]
            },
            [
                "REQUIRED input.name", "REQUIRED input.company", "NOT_FOUND input.productId",
                "REPRESENTATIVE_NOT_OF_PARTNER input.representativeId", "NOT_FOUND input.attachmentIds.0",
                "NOT_FOUND input.contact.existingId",
            ]
        ),
        (
            "",
            {
                $0.company = .new(name: "«BOLT»", website: "fern.example", tin: "500100732259")
                $0.contact = .new(firstName: "Fay", lastName: nil)
                $0.representative = nil
            },
            [
                "REQUIRED input.contact.new.lastName", "REQUIRED input.representativeId",
                "DUPLICATE_COMPANY_NAME input.company.new.name Organization 2",
            ]
        ),
    ]

    @Test(
        "A form that the database cannot take is refused with all its faults and leaves nothing",
        arguments: refused.indices)
    func refuses(index: Int) throws {
        let (before, change, codes) = Self.refused[index]
        let db = try SampleDatabase.openForWriting()
        try db.execute(before)
        let rows = try db.rowCounts()
        var form = Self.existing
        change(&form)
        #expect(
            try refusals(in: db) { try RegistrationStore.register(form, by: SampleDatabase.user, context, in: $0) }
                == codes)
        #expect(try db.rowCounts() == rows)
    }

    @Test("A portal in which the partner does not work does not exist", arguments: ["south", "nowhere", ""])
    func portal(path: String) throws {
        let db = try SampleDatabase.openForWriting()
        #expect(
            try refusals(in: db) {
                try RegistrationStore.register(
                    Self.existing, portalPath: path, by: SampleDatabase.user, context, in: $0)
            } == ["NOT_FOUND input.portalPath"])
    }
}
