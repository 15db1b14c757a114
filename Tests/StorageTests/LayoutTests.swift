import SQLite
import Storage
import Testing

@Suite("The layout of the database")
struct LayoutTests {
    @Test("An empty file becomes Portico's, once")
    func migrates() throws {
        let connection = try Connection(path: ":memory:")
        try Migrations.migrator.migrate(connection)
        try Migrations.migrator.migrate(connection)
        #expect(try Migrations.migrator.version(of: connection) == Migrations.all.count)
        #expect(try connection.texts("SELECT display_name FROM actor") == ["Portico"])
    }

    @Test("Logins that an import has kept as they were written become keys, unless the key is somebody's")
    func loginKeys() throws {
        let step = try #require(Migrations.all.firstIndex { $0.name == "login keys" })
        let former = Migrator(applicationID: Migrations.applicationID, migrations: Array(Migrations.all[..<step]))
        let connection = try Connection(path: ":memory:")
        try former.migrate(connection)
        try connection.execute(
            """
            INSERT INTO actor (id, kind, display_name) VALUES (2, 'AGENT', 'A'), (3, 'AGENT', 'B'), (4, 'AGENT', 'C'),
                (5, 'AGENT', 'D');
            INSERT INTO credential (actor_id, login) VALUES (2, 'ada@müller.example'), (3, 'bo@ärger.example'),
                (4, 'bo@xn--rger-koa.example'), (5, 'cy@plain.example');
            """)
        try Migrations.migrator.migrate(connection)
        #expect(
            try connection.texts("SELECT login FROM credential ORDER BY actor_id") == [
                "ada@xn--mller-kva.example", "bo@ärger.example", "bo@xn--rger-koa.example", "cy@plain.example",
            ])
    }

    static let refused = [
        // A representative of another partner.
        "UPDATE registration SET representative_id = 5 WHERE id = 101",
        // A sales direction in which the partner does not work.
        "UPDATE registration SET sales_direction_id = 2 WHERE id = 101",
        "UPDATE support_case SET sales_direction_id = 3 WHERE id = 401",
        // A state without what it needs.
        "UPDATE registration SET state = 'ACTION_REQUIRED' WHERE id = 101",
        "UPDATE registration SET state = 'REJECTED' WHERE id = 101",
        "UPDATE registration SET state = 'SUBMITTED' WHERE id = 102",
        "UPDATE opportunity SET status = 'WON', status_reason = 'WON', closed_at = 1 WHERE id = 301",
        "UPDATE opportunity SET status_reason = 'LOST_PRICE' WHERE id = 301",
        "UPDATE support_case SET status = 'RESOLVED' WHERE id = 401",
        "UPDATE support_case SET status = 'WAITING_FOR_CUSTOMER' WHERE id = 401",
        "UPDATE support_case SET company_tin = '7707083893', organization_id = NULL WHERE id = 401",
        // A lead accepted by a partner that it was not offered to, and one accepted twice.
        "UPDATE lead SET state = 'ACCEPTED', accepted_by_id = 1, accepted_at = 1 WHERE id = 205",
        "UPDATE lead_share SET state = 'ACCEPTED' WHERE id = 5",
        // A record of another type, an actor of another kind.
        "INSERT INTO lead (id, number, name, state, source, sales_direction_id, created_by_id, created_at, updated_at)"
            + " VALUES (401, 'LEAD-9', 'x', 'NEW', 'CALL', 1, 10, 0, 0)",
        "INSERT INTO agent (id, email, created_at) VALUES (2, 'x', 0)",
        // What is never edited or deleted.
        "UPDATE change SET reason = 'x'", "DELETE FROM change", "UPDATE audit_entry SET ip = 'x'",
        "DELETE FROM audit_entry", "DELETE FROM record", "DELETE FROM support_case", "DELETE FROM comment",
        // Values outside their domain.
        "UPDATE support_case SET priority = 'SOON' WHERE id = 401", "UPDATE organization SET tin = '123' WHERE id = 2",
        "UPDATE registration SET estimated_closure_date = '2024-02-30' WHERE id = 101",
        "UPDATE registration SET estimated_value = 1 WHERE id = 101",
        "UPDATE portal SET path_name = 'No Spaces' WHERE id = 1",
    ]

    @Test("The database refuses what breaks its rules", arguments: refused)
    func refuses(_ sql: String) throws {
        let connection = try SampleDatabase.open()
        let error = #expect(throws: SQLiteError.self) {
            try connection.transaction { db in try db.execute(sql) }
        }
        switch error?.reason {
        case .constraint, .notUnique: break
        default: Issue.record("\(String(describing: error))")
        }
    }

    @Test("A second live registration of the same customer and product is not unique")
    func liveRegistration() throws {
        let connection = try SampleDatabase.open()
        let error = #expect(throws: SQLiteError.self) {
            try connection.execute(
                """
                UPDATE registration SET state = 'SUBMITTED', submitted_at = 7, receipt_sequence = 3,
                    receipt_sha256 = printf('%064d', 3), organization_id = 1 WHERE id = 102
                """)
        }
        #expect(error?.reason == .notUnique(columns: "index 'registration_live_organization'"))
    }

    @Test("A row carries the names of the rows it refers to, and follows their changes")
    func names() throws {
        let connection = try SampleDatabase.open()
        let registration = "SELECT company_name || ', ' || representative_name FROM registration WHERE id = 101"
        let supportCase = "SELECT organization_name || ', ' || partner_contact_name FROM support_case WHERE id = 401"
        #expect(try connection.texts(registration) == ["Acme, Uma User"])
        #expect(try connection.texts(supportCase) == ["Acme, Uma User"])
        try connection.execute(
            "UPDATE organization SET name = 'Apex' WHERE id = 1; UPDATE partner_user SET last_name = 'Urban' WHERE id = 2"
        )
        #expect(try connection.texts(registration) == ["Apex, Uma Urban"])
        #expect(try connection.texts(supportCase) == ["Apex, Uma Urban"])
        try connection.execute("UPDATE support_case SET organization_id = NULL, partner_contact_id = 3 WHERE id = 401")
        #expect(try connection.texts(supportCase) == [", Cora Colleague"])
    }

    @Test("The search indexes hold exactly what the rows say, also after changes")
    func search() throws {
        let connection = try SampleDatabase.open()
        try connection.execute(
            """
            UPDATE organization SET name = 'Époque' WHERE id = 1;
            UPDATE support_case SET title = 'Weights stuck' WHERE id = 401;
            UPDATE contact SET last_name = 'Époque' WHERE id = 1;
            UPDATE lead SET name = 'Closed' WHERE id = 201;
            """)
        for table in ["registration", "opportunity", "support_case", "lead", "organization", "contact"] {
            try connection.execute("INSERT INTO \(table)_search (\(table)_search, rank) VALUES ('integrity-check', 1)")
        }
        #expect(
            try connection.texts(
                "SELECT rowid FROM support_case_search WHERE support_case_search MATCH 'epoque weigh*'")
                == ["401"])
        #expect(
            try connection.texts("SELECT rowid FROM registration_search WHERE registration_search MATCH 'epoque'")
                == ["101"])
        #expect(
            try connection.texts("SELECT rowid FROM organization_search WHERE organization_search MATCH 'acme'") == [])
    }

    @Test("Ranks follow the life cycle, and rows without a value have a place in their order")
    func orders() throws {
        let connection = try SampleDatabase.open()
        #expect(try connection.texts("SELECT state_rank FROM registration ORDER BY id") == ["2", "0", "0", "2"])
        #expect(
            try connection.texts("SELECT submitted_at_order FROM registration ORDER BY id") == ["5", "0", "0", "6"])
        #expect(
            try connection.texts("SELECT DISTINCT resolution_due_at_order FROM support_case") == ["253402300800000"])
    }
}
