import Portal
import SQLite
import Storage
import Testing

@Suite("Accepting a lead")
struct LeadStoreTests {
    @Test("The first partner wins: the lead, its offers, its contact and the log tell of it")
    func wins() throws {
        let db = try SampleDatabase.openForWriting()
        let accepted = try db.transaction { try LeadStore.accept(201, by: SampleDatabase.user, context, in: $0) }
        #expect(
            accepted
                == Performed(
                    AcceptedLead(rows: ["lead": 201, "share": 1, "contact": 6])
                        ?? accepted.outcome, isReplayed: false))
        #expect(
            try db.texts(
                "SELECT state, accepted_by_id, accepted_by_user_id, accepted_at, version, updated_at FROM lead WHERE id = 201",
                columns: 6) == ["ACCEPTED|1|2|\(now.milliseconds)|2|\(now.milliseconds)"])
        #expect(
            try db.texts("SELECT id, state, responded_at FROM lead_share WHERE lead_id = 201", columns: 3)
                == ["1|ACCEPTED|\(now.milliseconds)", "2|TAKEN|"])
        #expect(try db.text("SELECT shared_from_lead_id FROM contact WHERE id = 6") == "201")
        #expect(try db.changes(of: 201) == [#"2|STATE_CHANGE|state|"SHARED"|"ACCEPTED"|open|"#])
    }

    @Test("The loser learns that it was too late, and not who was faster")
    func loses() throws {
        let db = try SampleDatabase.openForWriting()
        _ = try db.transaction { try LeadStore.accept(201, by: SampleDatabase.rival, context, in: $0) }
        let before = try db.rowCounts()
        #expect(
            try refusals(in: db) { try LeadStore.accept(201, by: SampleDatabase.user, context, in: $0) }
                == ["LEAD_ALREADY_ACCEPTED id"])
        #expect(try db.rowCounts() == before)
        #expect(try db.text("SELECT accepted_by_id FROM lead WHERE id = 201") == "2")
    }

    @Test("The winner may accept again, also through a colleague, and changes nothing")
    func again() throws {
        let db = try SampleDatabase.openForWriting()
        _ = try db.transaction { try LeadStore.accept(201, by: SampleDatabase.user, context, in: $0) }
        let before = try db.rowCounts()
        let again = try db.transaction {
            try LeadStore.accept(201, by: SampleDatabase.supervisor, context.later(5), in: $0)
        }
        #expect(again.isReplayed)
        #expect(again.outcome.rows == ["lead": 201, "share": 1, "contact": 6])
        #expect(try db.text("SELECT version FROM lead WHERE id = 201") == "2")
        #expect(try db.rowCounts() == before)
    }

    static let refused: [(lead: Int64, viewer: Viewer, before: String, codes: [String])] = [
        (202, SampleDatabase.user, "", ["LEAD_EXPIRED id"]),
        (202, SampleDatabase.rival, "", ["NOT_FOUND id"]),
        (205, SampleDatabase.user, "", ["NOT_FOUND id"]),
        (999, SampleDatabase.user, "", ["NOT_FOUND id"]),
        (201, SampleDatabase.agent, "", ["NOT_FOUND id"]),
        (204, SampleDatabase.user, "", ["LEAD_ALREADY_ACCEPTED id"]),
        (
            201, SampleDatabase.user, "UPDATE lead_share SET state = 'DECLINED', decline_reason = 'OTHER' WHERE id = 1",
            ["INVALID_TRANSITION id"]
        ),
        (
            201, SampleDatabase.user,
            "UPDATE lead SET state = 'RECALLED' WHERE id = 201; "
                + "UPDATE lead_share SET state = 'RECALLED' WHERE lead_id = 201",
            ["INVALID_TRANSITION id"]
        ),
        (
            201, SampleDatabase.user,
            "UPDATE lead SET state = 'EXPIRED' WHERE id = 201; "
                + "UPDATE lead_share SET state = 'EXPIRED' WHERE lead_id = 201",
            ["LEAD_EXPIRED id"]
        ),
    ]

    @Test("A lead that is not on offer is refused and stays as it is", arguments: refused.indices)
    func refuses(index: Int) throws {
        let (lead, viewer, before, codes) = Self.refused[index]
        let db = try SampleDatabase.openForWriting()
        try db.execute(before)
        let rows = try db.rowCounts()
        #expect(try refusals(in: db) { try LeadStore.accept(lead, by: viewer, context, in: $0) } == codes)
        #expect(try db.rowCounts() == rows)
    }

    @Test("Never offered and not there read the same")
    func noOracle() throws {
        let db = try SampleDatabase.openForWriting()
        #expect(throws: Refusals(.notFound.at(["id"]))) {
            try LeadStore.accept(205, by: SampleDatabase.user, context, in: db)
        }
        #expect(throws: Refusals(.notFound.at(["id"]))) {
            try LeadStore.accept(999, by: SampleDatabase.user, context, in: db)
        }
    }

    @Test("A lead without a contact on file shares a new one made of what it names")
    func newContact() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute(
            """
            UPDATE lead SET contact_id = NULL, contact_name = 'Anna Maria Berg', contact_email = 'anna@berg.example',
                contact_phone = '+7 495 123-45-67', organization_id = 5 WHERE id = 201
            """)
        let accepted = try db.transaction { try LeadStore.accept(201, by: SampleDatabase.user, context, in: $0) }
        let contact = try #require(accepted.outcome.contact)
        #expect(
            try db.texts(
                """
                SELECT organization_id, first_name, last_name, email, phone, phone_key, shared_from_lead_id,
                    created_by_partner_id FROM contact WHERE id = \(contact)
                """, columns: 8) == ["5|Anna|Maria Berg|anna@berg.example|+7 495 123-45-67|+74951234567|201|"])
        #expect(try db.text("SELECT contact_id FROM lead WHERE id = 201") == "\(contact)")
    }

    @Test("A lead that names nobody shares no contact")
    func nobody() throws {
        let db = try SampleDatabase.openForWriting()
        try db.execute("UPDATE lead SET contact_id = NULL WHERE id = 201")
        let accepted = try db.transaction { try LeadStore.accept(201, by: SampleDatabase.user, context, in: $0) }
        #expect(accepted.outcome.rows == ["lead": 201, "share": 1])
    }
}
