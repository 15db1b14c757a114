import Portal
import SQLite
import Storage
import Testing

@Suite("Opening a case")
struct CaseStoreTests {
    static var form: CaseForm {
        var form = CaseForm()
        form.title = "Scales stick"
        form.summary = "They stick\nagain."
        form.category = .support
        form.priority = .high
        return form
    }

    /// Group 1 with agents 11 and 12, of whom 12 has less to do, works on support.
    private func open(_ before: String = "") throws -> Connection {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            INSERT INTO assignment_rule (category, group_id) VALUES ('SUPPORT', 1);
            INSERT INTO agent_group_member VALUES (1, 12);
            UPDATE support_case SET assigned_agent_id = 11 WHERE id = 403;
            \(before)
            """)
        return db
    }

    private func create(
        _ form: CaseForm, by viewer: Viewer = SampleDatabase.user, in db: borrowing Connection
    ) throws -> Int64 {
        try db.transaction { try CaseStore.create(form, by: viewer, context, in: $0).row }
    }

    @Test("A case goes to the group of its category and to the agent who has the least to do")
    func creates() throws {
        let db = try open()
        var form = Self.form
        form.organization = .new(name: "Fern LLC")
        form.opportunity = 301
        form.attachments = [3]
        let row = try create(form, in: db)
        #expect(
            try db.texts(
                """
                SELECT case_number, title, summary, status, priority, category, partner_id, sales_direction_id,
                    partner_contact_id, partner_contact_name, created_by_id, organization_name, contact_id,
                    opportunity_id, assigned_group_id, assigned_agent_id, version FROM support_case WHERE id = \(row)
                """, columns: 17) == [
                    "CASE-000004|Scales stick|They stick\nagain.|ASSIGNED|HIGH|SUPPORT|1|1|2|Uma User|2|Fern LLC||301|1|12|1"
                ])
        #expect(
            try db.texts(
                """
                SELECT sla_policy, first_response_due_at - created_at, resolution_due_at - created_at, waiting_since,
                    first_response_at, created_at FROM support_case WHERE id = \(row)
                """, columns: 6) == ["High|\(4 * Timestamp.hour)|\(24 * Timestamp.hour)|||\(now.milliseconds)"])
        #expect(
            try db.texts(
                "SELECT name_key, website, tin, created_by_partner_id FROM organization WHERE name = 'Fern LLC'",
                columns: 4) == ["fern llc|||1"])
        #expect(try db.text("SELECT record_id FROM attachment WHERE id = 3") == "\(row)")
        #expect(
            try db.changes(of: row) == [
                "2|CREATED||||open|", #"2|STATE_CHANGE|status||"NEW"|open|"#,
                #"1|FIELD_CHANGE|assignedGroup||"Support team"|open|"#,
                #"1|FIELD_CHANGE|assignedAgent||"Mona Manager"|open|"#,
                #"1|STATE_CHANGE|status|"NEW"|"ASSIGNED"|open|"#, "2|ATTACHMENT||||open|",
            ])
        #expect(try db.text("SELECT count(*) FROM known_agent WHERE partner_id = 1 AND agent_id = 12") == "1")
    }

    static let desks: [(before: String, category: CaseCategory, group: String, agent: String, status: String)] = [
        // A tie goes to the lower id; an agent who has left gets nothing.
        ("UPDATE support_case SET assigned_agent_id = NULL", .support, "1", "11", "ASSIGNED"),
        ("UPDATE agent SET active = 0 WHERE id = 12", .support, "1", "11", "ASSIGNED"),
        ("UPDATE agent SET active = 0 WHERE id IN (11, 12)", .support, "1", "", "NEW"),
        // Nor does one who may only read.
        ("UPDATE agent SET read_only = 1 WHERE id = 12", .support, "1", "11", "ASSIGNED"),
        (
            "UPDATE partner_organization SET account_manager_id = 10; UPDATE agent SET read_only = 1 WHERE id = 10",
            .sales, "", "", "NEW"
        ),
        // What is resolved is no work.
        (
            """
            UPDATE support_case SET status = 'RESOLVED', resolved_at = 1 WHERE id = 403;
            UPDATE support_case SET assigned_agent_id = 12 WHERE id = 402
            """, .support, "1", "11", "ASSIGNED"
        ),
        ("", .implementation, "", "", "NEW"),
        ("UPDATE partner_organization SET account_manager_id = 10", .sales, "", "10", "ASSIGNED"),
        ("UPDATE partner_organization SET account_manager_id = 10", .support, "1", "12", "ASSIGNED"),
        (
            """
            INSERT INTO assignment_rule (category, group_id) VALUES ('SALES', 1);
            UPDATE partner_organization SET account_manager_id = 10; UPDATE agent SET active = 0 WHERE id = 10
            """, .sales, "1", "12", "ASSIGNED"
        ),
    ]

    @Test("The desk of a case depends on its category and on who is there", arguments: desks.indices)
    func routes(index: Int) throws {
        let (before, category, group, agent, status) = Self.desks[index]
        let db = try open(before)
        var form = Self.form
        form.category = category
        let row = try create(form, in: db)
        #expect(
            try db.texts(
                "SELECT assigned_group_id, assigned_agent_id, status FROM support_case WHERE id = \(row)", columns: 3)
                == ["\(group)|\(agent)|\(status)"])
    }

    @Test("A case about a person alone is about their company as well", arguments: [(4, "4"), (5, "")])
    func contact(_ contact: Int64, _ organization: String) throws {
        let db = try open()
        var form = Self.form
        form.contact = contact
        let row = try create(form, in: db)
        #expect(
            try db.texts("SELECT contact_id, organization_id FROM support_case WHERE id = \(row)", columns: 2)
                == ["\(contact)|\(organization)"])
    }

    @Test("Who knows the whole TIN of a rival's company opens a case about it")
    func companyByTin() throws {
        let db = try open("UPDATE organization SET tin = '500100732259', tin_check = 'VALID' WHERE id = 3")
        var form = Self.form
        form.organization = .known(tin: "5001 0073 2259")
        let row = try create(form, in: db)
        #expect(
            try db.texts("SELECT organization_id, company_tin FROM support_case WHERE id = \(row)", columns: 2)
                == ["3|500100732259"])
        form.opportunity = 301
        let agents = try create(form, by: SampleDatabase.agent, in: db)
        // What the agent knows is not the partner's.
        #expect(
            try db.texts("SELECT organization_id, company_tin FROM support_case WHERE id = \(agents)", columns: 2)
                == ["3|"])
    }

    @Test("A program opens a case of its partner without a partner contact")
    func program() throws {
        let db = try open()
        let row = try create(Self.form, by: SampleDatabase.integration, in: db)
        #expect(
            try db.texts(
                "SELECT partner_id, partner_contact_id, created_by_id FROM support_case WHERE id = \(row)", columns: 3)
                == ["1||6"])
    }

    @Test("An agent opens a case for the partner of an opportunity, and may begin further on")
    func agent() throws {
        let db = try open()
        var form = Self.form
        form.opportunity = 301
        form.status = .waitingForCustomer
        let row = try create(form, by: SampleDatabase.agent, in: db)
        #expect(
            try db.texts(
                """
                SELECT partner_id, sales_direction_id, partner_contact_id, status, waiting_since, assigned_agent_id
                  FROM support_case WHERE id = \(row)
                """, columns: 6) == ["1|1||WAITING_FOR_CUSTOMER|\(now.milliseconds)|12"])
    }

    @Test(
        "Its customer is chosen by id where a look-up by name finds it, seen before or not: what a rival entered it does not",
        arguments: [
            ("", SampleDatabase.user, 4, true), ("", SampleDatabase.user, 5, true), ("", SampleDatabase.user, 3, false),
            ("", SampleDatabase.rival, 4, false), ("", SampleDatabase.user, 99, false),
            ("UPDATE opportunity SET organization_id = 3 WHERE id = 303", SampleDatabase.user, 3, true),
            ("UPDATE lead SET organization_id = 3 WHERE id = 205", SampleDatabase.user, 3, true),
            ("UPDATE support_case SET organization_id = 3 WHERE id = 401", SampleDatabase.user, 3, false),
            ("UPDATE organization SET active = 0 WHERE id = 5", SampleDatabase.user, 5, false),
        ])
    func choosable(_ change: String, _ viewer: Viewer, _ company: Int64, _ isChosen: Bool) throws {
        let db = try open(change)
        var form = Self.form
        form.organization = .existing(company)
        #expect(
            try refusals(in: db) { try CaseStore.create(form, by: viewer, context, in: $0) }
                == (isChosen ? [] : ["NOT_FOUND input.organization.existingId"]))
    }

    static let refused: [(before: String, viewer: Viewer, @Sendable (inout CaseForm) -> Void, codes: [String])] = [
        ("", SampleDatabase.user, { $0.title = nil }, ["REQUIRED input.title"]),
        ("", SampleDatabase.user, { $0.status = .assigned }, ["INVALID_TRANSITION input.status"]),
        (
            "", SampleDatabase.admin, { $0.status = .closed },
            ["INVALID_TRANSITION input.status", "REQUIRED input.opportunityId"]
        ),
        ("", SampleDatabase.admin, { _ in }, ["REQUIRED input.opportunityId"]),
        ("", SampleDatabase.admin, { $0.opportunity = 304 }, ["REQUIRED input.opportunityId"]),
        ("", SampleDatabase.user, { $0.opportunity = 303 }, ["NOT_FOUND input.opportunityId"]),
        ("", SampleDatabase.user, { $0.organization = .existing(99) }, ["NOT_FOUND input.organization.existingId"]),
        // The rival's: it exists, and its number can be guessed.
        ("", SampleDatabase.user, { $0.organization = .existing(3) }, ["NOT_FOUND input.organization.existingId"]),
        (
            "", SampleDatabase.user, { $0.organization = .known(tin: "500100732259") },
            ["NOT_FOUND input.organization.existingTin"]
        ),
        (
            "", SampleDatabase.user, { $0.organization = .new(name: "cask") },
            ["DUPLICATE_COMPANY_NAME input.organization.newName"]
        ),
        (
            "", SampleDatabase.user, { $0.organization = .new(name: "bolt") },
            ["DUPLICATE_COMPANY_NAME input.organization.newName Organization 2"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .existing(1)
                $0.contact = 4
            }, ["CONTACT_NOT_OF_COMPANY input.contactId"]
        ),
        ("", SampleDatabase.user, { $0.contact = 3 }, ["NOT_FOUND input.contactId"]),
        // Nobody works for a company that is new.
        (
            "", SampleDatabase.user,
            {
                $0.organization = .new(name: "Fern")
                $0.contact = 4
            }, ["CONTACT_NOT_OF_COMPANY input.contactId"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .new(name: "Fern")
                $0.contact = 5
            }, ["CONTACT_NOT_OF_COMPANY input.contactId"]
        ),
        // Nor can anybody tell who works for one that has to be chosen anew.
        (
            "", SampleDatabase.user,
            {
                $0.organization = .known(tin: "77*****893")
                $0.contact = 4
            }, ["INVALID_TIN input.organization.existingTin"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .new(name: " ")
                $0.contact = 4
            }, ["REQUIRED input.organization.newName"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .new(name: "bolt")
                $0.contact = 4
            }, ["DUPLICATE_COMPANY_NAME input.organization.newName Organization 2"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .existing(99)
                $0.contact = 4
            }, ["NOT_FOUND input.organization.existingId"]
        ),
        // Whose the case would be does not matter for what is known.
        (
            "", SampleDatabase.admin, { $0.organization = .new(name: "bolt") },
            [
                "REQUIRED input.opportunityId", "DUPLICATE_COMPANY_NAME input.organization.newName Organization 2",
            ]
        ),
        (
            "UPDATE partner_organization SET status = 'SUSPENDED'", SampleDatabase.user, { _ in }, ["PARTNER_INACTIVE "]
        ),
        ("UPDATE sales_direction SET active = 0", SampleDatabase.user, { _ in }, ["PARTNER_INACTIVE "]),
        (
            "", SampleDatabase.user,
            {
                $0.opportunity = 999
                $0.organization = .existing(99)
                $0.contact = 98
                $0.attachments = [97]
            },
            [
                "NOT_FOUND input.opportunityId", "NOT_FOUND input.organization.existingId", "NOT_FOUND input.contactId",
                "NOT_FOUND input.attachmentIds.0",
            ]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.organization = .new(name: "Fern")
                $0.attachments = [97]
            }, ["NOT_FOUND input.attachmentIds.0"]
        ),
        (
            "", SampleDatabase.user,
            {
                $0.title = nil
                $0.opportunity = 999
                $0.organization = .existing(99)
                $0.contact = 98
                $0.attachments = [97]
            },
            [
                "REQUIRED input.title", "NOT_FOUND input.opportunityId", "NOT_FOUND input.organization.existingId",
                "NOT_FOUND input.contactId", "NOT_FOUND input.attachmentIds.0",
            ]
        ),
        ("", SampleDatabase.admin, { $0.title = nil }, ["REQUIRED input.title", "REQUIRED input.opportunityId"]),
        (
            "", SampleDatabase.user,
            {
                $0.summary = nil
                $0.organization = .new(name: "bolt")
            }, ["REQUIRED input.summary", "DUPLICATE_COMPANY_NAME input.organization.newName Organization 2"]
        ),
    ]

    @Test(
        "A form that the database cannot take is refused with all its faults and leaves nothing",
        arguments: refused.indices)
    func refuses(index: Int) throws {
        let (before, viewer, change, codes) = Self.refused[index]
        let db = try open(before)
        let rows = try db.rowCounts()
        var form = Self.form
        change(&form)
        #expect(try refusals(in: db) { try CaseStore.create(form, by: viewer, context, in: $0) } == codes)
        #expect(try db.rowCounts() == rows)
    }
}
