import Portal
import SQLite
import Testing

@testable import Storage

@Suite("Qualifying a registration")
struct QualifyTests {
    /// Registration 101: in review with `SampleDatabase.agent`, of partner 1, with a new contact at organization 1.
    private func open(_ before: String = "") throws -> Connection {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE opportunity SET source = 'IMPORT', registration_id = NULL WHERE id = 301;
            UPDATE registration SET contact_first_name = 'Fay', contact_last_name = 'Fern',
                contact_email = 'fay@fern.example', contact_phone = '8 (495) 123', product_id = 1,
                estimated_value = 5, estimated_value_currency = 'EUR', estimated_closure_date = '2024-02-29',
                external_reference = 'CRM-7', customer_requirements = 'Two pans.', waiting_since = 1 WHERE id = 101;
            \(before)
            """)
        return db
    }

    private func qualify(
        _ form: QualificationForm = QualificationForm(), version: Int64 = 1, by viewer: Viewer = SampleDatabase.agent,
        in db: borrowing Connection
    ) throws -> QualifiedRegistration {
        try db.transaction {
            try RegistrationStore.qualify(101, form, expectedVersion: version, by: viewer, context, in: $0)
        }
    }

    @Test("A qualified registration becomes a lead and an opportunity with its customer, and its creator hears of it")
    func qualifies() throws {
        let db = try open()
        var form = QualificationForm()
        form.opportunityName = "Scales, big ones"
        form.stage = .proposal
        form.probability = 60
        form.message = "Well done."
        form.internalNote = "Check their credit."
        let qualified = try qualify(form, in: db)
        #expect(
            qualified.rows == ["registration": 101, "lead": 404, "opportunity": 405, "organization": 1, "contact": 7])

        let protectedUntil = now.adding(90 * Timestamp.day)
        #expect(
            try db.texts(
                """
                SELECT state, state_reason, organization_id, contact_id, protected_until, waiting_since, version,
                    updated_at FROM registration WHERE id = 101
                """, columns: 8) == [
                    "QUALIFIED|Well done.|1|7|\(protectedUntil.milliseconds)||2|\(now.milliseconds)"
                ])
        #expect(
            try db.texts(
                """
                SELECT number, name, state, source, sales_direction_id, product_id, company_name, company_tin, need,
                    contact_name, contact_email, contact_phone, organization_id, contact_id, registration_id, owner_id,
                    created_by_id, estimated_value, estimated_value_currency FROM lead WHERE id = 404
                """, columns: 19) == [
                    "LEAD-000006|Scales for Acme|CONVERTED|PARTNER|1|1|Acme|7707083893|Two pans.|Fay Fern"
                        + "|fay@fern.example|8 (495) 123|1|7|101|10|10|5|EUR"
                ])
        #expect(
            try db.texts(
                """
                SELECT number, name, stage, status, status_reason, source, partner_id, sales_direction_id, product_id,
                    organization_id, organization_name, contact_id, representative_id, originator_id, registration_id,
                    lead_id, estimated_value, estimated_value_currency, estimated_closure_date, engaged_at,
                    protected_until, external_reference, responsible_id, probability FROM opportunity WHERE id = 405
                """, columns: 24) == [
                    "OPP-000005|Scales, big ones|PROPOSAL|OPEN|IN_PROGRESS|REGISTRATION|1|1|1|1|Acme|7|2|2|101|404|5|EUR"
                        + "|2024-02-29|\(now.milliseconds)|\(protectedUntil.milliseconds)|CRM-7|10|60"
                ])
        #expect(
            try db.texts(
                "SELECT organization_id, display_name, email, phone_key, created_by_partner_id FROM contact WHERE id = 7",
                columns: 5) == ["1|Fay Fern|fay@fern.example||1"])
        #expect(
            try db.changes(of: 101) == [
                #"10|FIELD_CHANGE|protectedUntil||"\#(protectedUntil.text)"|open|"#,
                #"10|FIELD_CHANGE|contact||"Fay Fern"|open|"#,
                #"10|STATE_CHANGE|state|"IN_REVIEW"|"QUALIFIED"|open|Well done."#, "10|COMMENT||||internal|",
            ])
        #expect(
            try db.changes(of: 404) == ["10|CREATED||||open|", #"10|STATE_CHANGE|state||"CONVERTED"|open|"#])
        #expect(
            try db.changes(of: 405) == [
                "10|CREATED||||open|", #"10|STATE_CHANGE|stage||"PROPOSAL"|open|"#,
                #"10|STATE_CHANGE|status||"OPEN"|open|"#,
            ])
        #expect(
            try db.texts("SELECT kind, body, author_id FROM comment WHERE record_id = 101", columns: 3)
                == ["INTERNAL_NOTE|Check their credit.|10"])
        #expect(
            try db.texts("SELECT kind, recipient, subject, body FROM outbox_message WHERE id > 1", columns: 4) == [
                "REGISTRATION_QUALIFIED|uma@ares.example|REG-000001 was qualified"
                    + "|Your registration REG-000001, Scales for Acme, is an opportunity now.\n\nWell done."
            ])
    }

    @Test("Registered, taken up and qualified, an opportunity keeps the company that registering has added")
    func wholeWay() throws {
        let db = try SampleDatabase.openForWriting()
        let row = try db.transaction {
            try RegistrationStore.register(RegistrationStoreTests.form, by: SampleDatabase.user, context, in: $0)
        }.registration
        try db.execute("UPDATE registration SET state = 'IN_REVIEW', assigned_agent_id = 10 WHERE id = \(row)")
        let organizations = try db.text("SELECT count(*) FROM organization")
        let qualified = try db.transaction {
            try RegistrationStore.qualify(
                row, QualificationForm(), expectedVersion: 1, by: SampleDatabase.admin, context, in: $0)
        }
        #expect(try db.text("SELECT count(*) FROM organization") == organizations)
        #expect(
            try db.texts(
                """
                SELECT stage, responsible_id, organization_name, representative_id, originator_id
                  FROM opportunity WHERE id = \(qualified.opportunity)
                """, columns: 5) == ["QUALIFICATION|10|Fern LLC|3|2"])
    }

    @Test("The agent may link another organization; a company nobody else uses is deactivated")
    func otherOrganization() throws {
        let db = try open(
            "UPDATE organization SET created_by_partner_id = 1 WHERE id = 5; UPDATE registration SET organization_id = 5 WHERE id = 101;"
        )
        try db.execute("UPDATE contact SET organization_id = 2 WHERE id = 6")
        var form = QualificationForm()
        form.organization = 2
        let qualified = try qualify(form, in: db)
        #expect(qualified.organization == 2)
        #expect(try db.texts("SELECT id FROM organization WHERE NOT active", columns: 1) == ["5"])
        #expect(try db.text("SELECT company_name FROM registration WHERE id = 101") == "Bolt")
        #expect(try db.changes(of: 101).contains(#"10|FIELD_CHANGE|organization|"Echo"|"Bolt"|open|"#))
    }

    @Test("A registration that came without its company gets it now, as its partner's")
    func newOrganization() throws {
        let db = try open(
            """
            UPDATE registration SET organization_id = NULL, company_name = 'Fern LLC', company_website = 'fern.example',
                company_tin = '500100732259', company_country = 'RU' WHERE id = 101
            """)
        let qualified = try qualify(in: db)
        #expect(
            try db.texts(
                """
                SELECT name, website_key, tin, tin_check, created_by_partner_id FROM organization
                 WHERE id = \(qualified.organization)
                """, columns: 5) == ["Fern LLC|fern.example|500100732259|VALID|1"])
    }

    @Test("A program's registration is told to its representative")
    func program() throws {
        let db = try open("UPDATE registration SET created_by_id = 6, representative_id = 3 WHERE id = 101")
        _ = try qualify(in: db)
        #expect(
            try db.texts("SELECT recipient FROM outbox_message WHERE id > 1", columns: 1) == ["cora@ares.example"])
    }

    static let refused:
        [(before: String, viewer: Viewer, version: Int64, @Sendable (inout QualificationForm) -> Void, codes: [String])] =
            [
                ("", SampleDatabase.manager, 1, { _ in }, ["NOT_FOUND id"]),
                (
                    "INSERT INTO agent_direction VALUES (12, 1)", SampleDatabase.manager, 1, { _ in },
                    ["NOT_ASSIGNEE id"]
                ),
                (
                    "INSERT INTO agent_direction VALUES (11, 1)", SampleDatabase.teamAgent, 1, { _ in },
                    ["NOT_ASSIGNEE id"]
                ),
                ("", SampleDatabase.rival, 1, { _ in }, ["NOT_FOUND id"]),
                (
                    "UPDATE registration SET state = 'SUBMITTED' WHERE id = 101", SampleDatabase.agent, 1, { _ in },
                    ["INVALID_TRANSITION id"]
                ),
                ("", SampleDatabase.agent, 1, { $0.opportunityName = "  " }, ["REQUIRED input.opportunityName"]),
                ("", SampleDatabase.agent, 7, { _ in }, ["VERSION_CONFLICT expectedVersion"]),
                ("", SampleDatabase.agent, .min, { _ in }, ["VERSION_CONFLICT expectedVersion"]),
                (
                    "UPDATE registration SET state = 'WITHDRAWN', version = 2 WHERE id = 101", SampleDatabase.agent, 1,
                    { $0.probability = 101 },
                    [
                        "INVALID_TRANSITION id", "VERSION_CONFLICT expectedVersion",
                        "VALUE_OUT_OF_RANGE input.probability",
                    ]
                ),
                (
                    "", SampleDatabase.agent, 1,
                    {
                        $0.stage = .closed
                        $0.protectedUntil = now.adding(-1)
                        $0.probability = -1
                    },
                    [
                        "INVALID_TRANSITION input.stage", "VALUE_OUT_OF_RANGE input.probability",
                        "DATE_IN_PAST input.protectedUntil",
                    ]
                ),
                (
                    "UPDATE registration SET estimated_value = NULL, estimated_value_currency = NULL WHERE id = 101",
                    SampleDatabase.agent, 1, { $0.stage = .proposal }, ["STAGE_REQUIREMENTS_MISSING input.stage"]
                ),
                ("", SampleDatabase.agent, 1, { $0.organization = 999 }, ["NOT_FOUND input.organizationId"]),
                (
                    "UPDATE registration SET new_contact = 0, contact_id = 1 WHERE id = 101", SampleDatabase.agent, 1,
                    { $0.organization = 2 }, ["CONTACT_NOT_OF_COMPANY input.organizationId"]
                ),
                (
                    "UPDATE registration SET new_contact = 0, contact_id = 1 WHERE id = 101", SampleDatabase.agent, 1,
                    { $0.organization = 999 }, ["NOT_FOUND input.organizationId"]
                ),
                (
                    "UPDATE registration SET estimated_value = NULL, estimated_value_currency = NULL WHERE id = 101",
                    SampleDatabase.agent, 7,
                    {
                        $0.stage = .proposal
                        $0.probability = 101
                        $0.organization = 999
                    },
                    [
                        "VERSION_CONFLICT expectedVersion", "STAGE_REQUIREMENTS_MISSING input.stage",
                        "VALUE_OUT_OF_RANGE input.probability", "NOT_FOUND input.organizationId",
                    ]
                ),
                (
                    """
                    UPDATE registration SET state = 'WITHDRAWN', organization_id = NULL, company_name = 'BOLT!',
                        company_tin = NULL WHERE id = 101
                    """,
                    SampleDatabase.agent, 1, { _ in },
                    ["INVALID_TRANSITION id", "DUPLICATE_COMPANY_NAME input.organizationId Organization 2"]
                ),
                (
                    """
                    UPDATE registration SET organization_id = NULL, company_name = 'Fern', company_tin = NULL
                     WHERE id = 101
                    """,
                    SampleDatabase.agent, 1, { $0.probability = -1 }, ["VALUE_OUT_OF_RANGE input.probability"]
                ),
                (
                    """
                    UPDATE registration SET organization_id = NULL, company_name = '!', company_tin = NULL
                     WHERE id = 101
                    """,
                    SampleDatabase.agent, 1, { _ in }, ["INVALID_FORMAT input.organizationId"]
                ),
                (
                    "UPDATE registration SET organization_id = NULL, company_name = 'BOLT!' WHERE id = 101",
                    SampleDatabase.agent, 1, { _ in },
                    [
                        "DUPLICATE_COMPANY_NAME input.organizationId Organization 2",
                        "DUPLICATE_COMPANY_TIN input.organizationId Organization 1",
                    ]
                ),
            ]

    @Test("What cannot be qualified is refused with all its faults and stays as it is", arguments: refused.indices)
    func refuses(index: Int) throws {
        let (before, viewer, version, change, codes) = Self.refused[index]
        let db = try open(before)
        let rows = try db.rowCounts()
        let state = try db.text("SELECT state || version FROM registration WHERE id = 101")
        var form = QualificationForm()
        change(&form)
        #expect(
            try refusals(in: db) {
                try RegistrationStore.qualify(101, form, expectedVersion: version, by: viewer, context, in: $0)
            } == codes)
        #expect(try db.rowCounts() == rows)
        #expect(try db.text("SELECT state || version FROM registration WHERE id = 101") == state)
    }

    @Test("A conflict of versions tells the versions and the fields that changed since")
    func versionConflict() throws {
        let db = try open(
            """
            UPDATE registration SET version = 3 WHERE id = 101;
            INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, request_id) VALUES
                (101, 'OpportunityRegistration', 1, 2, 'FIELD_CHANGE', 'UPDATED', 'budget', 'a'),
                (101, 'OpportunityRegistration', 2, 2, 'FIELD_CHANGE', 'UPDATED', 'name', 'b'),
                (101, 'OpportunityRegistration', 2, 2, 'FIELD_CHANGE', 'UPDATED', 'estimatedValue', 'b'),
                (101, 'OpportunityRegistration', 3, 2, 'STATE_CHANGE', 'UPDATED', 'state', 'c');
            """)
        #expect(
            throws: Refusals(.versionConflict(yours: 1, current: 3, changed: ["estimatedValue", "name", "state"]))
        ) { try qualify(in: db) }
    }

    @Test("A registration that leaves its state while it is being qualified is not overwritten")
    func overtaken() throws {
        let db = try open()
        let viewer = SampleDatabase.agent
        let reviewed = try #require(try ReviewedRegistration.find(101, for: viewer, context, in: db))
        let customer = try QualifiedCustomer(.known(row: 1, name: "Acme"), of: reviewed, for: viewer, context, in: db)
        let qualification = Qualification(
            registration: reviewed, form: try QualificationForm().read(at: now, having: reviewed.requirements),
            customer: customer, viewer: viewer, context: context)
        try db.execute("UPDATE registration SET state = 'WITHDRAWN' WHERE id = 101")
        #expect(
            throws: Refusals(.invalidTransition(from: "WITHDRAWN", to: "QUALIFIED", allowed: []).at(["id"]))
        ) { try qualification.settleRegistration(in: db) }
        #expect(try db.text("SELECT state || version FROM registration WHERE id = 101") == "WITHDRAWN1")
    }

    @Test("A second qualifying finds the first")
    func twice() throws {
        let db = try open()
        _ = try qualify(in: db)
        let rows = try db.rowCounts()
        #expect(
            try refusals(in: db) {
                try RegistrationStore.qualify(
                    101, QualificationForm(), expectedVersion: 2, by: SampleDatabase.agent, context.later(1), in: $0)
            } == ["INVALID_TRANSITION id"])
        #expect(try db.rowCounts() == rows)
    }

    @Test("A repetition under the same key brings the same rows")
    func replay() throws {
        let db = try open()
        let key = try IdempotencyKey("k", of: "qualifyRegistration", argumentsHash: SHA256.digest([1, 2].span))
        let answers = try (0..<2).map { time in
            try db.transaction { db in
                try IdempotencyStore.once(key, by: SampleDatabase.agent, context.later(Int64(time)), in: db) { db in
                    try RegistrationStore.qualify(
                        101, QualificationForm(), expectedVersion: 1, by: SampleDatabase.agent, context, in: db)
                }
            }
        }
        #expect(answers.map(\.isReplayed) == [false, true])
        #expect(answers.first?.outcome == answers.last?.outcome)
    }
}
