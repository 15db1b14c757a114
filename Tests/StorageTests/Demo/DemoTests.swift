import Foundation
import Portal
import SQLite
import Storage
import TestSupport
import Testing

@Suite("The demo's data")
struct DemoTests {
    private static let now = Timestamp(milliseconds: 1_763_750_096_789)

    private static func open() throws -> Connection {
        let db = try Connection(path: ":memory:")
        try db.execute("PRAGMA foreign_keys = ON")
        try Migrations.migrator.migrate(db)
        return db
    }

    private static func demo(seed: UInt64 = 1) throws -> Connection {
        let db = try open()
        let directory = try TemporaryDirectory()
        _ = try Demo.fill(db, FileDirectory(path: directory.file("files")), .fixed(at: now, seed: seed))
        return db
    }

    @Test("The demo has this much of everything")
    func counts() throws {
        let db = try Self.demo()
        let expected: [(table: String, rows: Int64)] = [
            ("portal", 3), ("sales_direction", 3), ("portal_context", 6), ("partner_organization", 6),
            ("partner_user", 40), ("agent", 22), ("agent_group", 4), ("integration_account", 6), ("product", 9),
            ("organization", 300), ("registration", 500), ("lead", 336), ("opportunity", 300), ("support_case", 1_000),
            ("comment", 5_000), ("touch_point", 800), ("attachment", 400), ("access_token", 5),
        ]
        for (table, rows) in expected {
            let count = try db.integers("SELECT count(*) FROM \(table)")
            #expect(count == [rows], "\(table)")
        }
        #expect(try db.integers("SELECT count(*) FROM agent WHERE is_manager") == [4])
        #expect(try db.integers("SELECT count(*) FROM agent WHERE role = 'ADMIN' AND read_only") == [1])
        #expect(try db.integers("SELECT count(*) FROM change")[0] > 10_000)
    }

    @Test("Every value of an enum occurs")
    func enums() throws {
        let db = try Self.demo()
        let expected: [(table: String, column: String, values: [String])] = [
            ("registration", "state", RegistrationState.allCases.map(\.rawValue)),
            ("registration", "rejection_reason", RejectionReason.allCases.map(\.rawValue)),
            ("lead", "state", LeadState.allCases.map(\.rawValue)),
            ("lead", "source", LeadSource.allCases.map(\.rawValue)),
            ("lead_share", "state", LeadShareState.allCases.map(\.rawValue)),
            ("opportunity", "stage", OpportunityStage.allCases.map(\.rawValue)),
            ("opportunity", "status_reason", OpportunityStatusReason.allCases.map(\.rawValue)),
            ("opportunity", "source", OpportunitySource.allCases.map(\.rawValue)),
            ("support_case", "status", CaseStatus.allCases.map(\.rawValue)),
            ("support_case", "priority", CasePriority.allCases.map(\.rawValue)),
            ("support_case", "category", CaseCategory.allCases.map(\.rawValue)),
            ("comment", "kind", CommentKind.allCases.map(\.rawValue)),
            ("touch_point", "kind", TouchPointKind.allCases.map(\.rawValue)),
        ]
        for (table, column, values) in expected {
            let sql = "SELECT DISTINCT \(column) FROM \(table) WHERE \(column) IS NOT NULL ORDER BY 1"
            #expect(try db.texts(sql) == values.sorted(), "\(table).\(column)")
        }
    }

    @Test("SQLite finds nothing to complain about")
    func integrity() throws {
        let db = try Self.demo()
        #expect(try db.texts("PRAGMA foreign_key_check") == [])
        #expect(try db.texts("PRAGMA integrity_check") == ["ok"])
    }

    @Test("The same day and dice give the same rows")
    func repeatable() throws {
        let first = try Self.demo()
        let second = try Self.demo()
        for table in try first.tables() where table != "server_secret" {
            #expect(try first.content(of: table) == second.content(of: table), "\(table)")
        }
    }

    @Test("Other dice change the tokens only")
    func otherDice() throws {
        let first = try Self.demo(seed: 1)
        let second = try Self.demo(seed: 2)
        let different = try first.tables().filter { table in
            try table != "server_secret" && first.content(of: table) != second.content(of: table)
        }
        #expect(different == ["access_token"])
    }

    @Test("Every attachment has a file, which is what its row says")
    func files() throws {
        let db = try Self.open()
        let directory = try TemporaryDirectory()
        let files = FileDirectory(path: directory.file("files"))
        _ = try Demo.fill(db, files, .fixed(at: Self.now, seed: 1))
        var rows = try db.prepare("SELECT file, file_name, media_type, size, sha256 FROM attachment").rows()
        var names: Set<String> = []
        while try rows.step() {
            let content = Array(try Data(contentsOf: URL(filePath: files.path(of: rows.text(0)))))
            #expect(FileType.found(in: content.span, named: rows.text(1))?.mediaType == rows.text(2))
            #expect(content.count == Int(rows.integer(3)))
            #expect(SHA256.digest(content.span).hexadecimal == rows.text(4))
            names.insert(rows.text(0))
        }
        #expect(names.count == 6)
    }

    @Test("There is one account per role, whose token is kept as a hash")
    func accounts() throws {
        let db = try Self.open()
        let directory = try TemporaryDirectory()
        let files = FileDirectory(path: directory.file("files"))
        let accounts = try Demo.fill(db, files, .fixed(at: Self.now, seed: 1))
        #expect(accounts.map(\.role) == [.partnerUser, .partnerSupervisor, .agent, .admin, .integration])
        let holder = try db.prepare(
            """
            SELECT coalesce(partner_user.role, agent.role, 'INTEGRATION'), actor.display_name
              FROM access_token JOIN actor ON actor.id = actor_id LEFT JOIN agent ON agent.id = actor_id
              LEFT JOIN partner_user ON partner_user.id = actor_id WHERE hash = ?1 AND expires_at > ?2
            """)
        for account in accounts {
            var rows = holder.rows(.blob(account.token.hash), .integer(Self.now.milliseconds))
            #expect(try rows.step())
            #expect(rows.text(0) == account.role.rawValue)
            #expect(rows.text(1) == account.displayName)
        }
    }

    @Test("Every history leads to where its record stands")
    func histories() throws {
        let db = try Self.demo()
        let last = """
            SELECT DISTINCT record_id, field, last_value(new_value ->> '$') OVER
                (PARTITION BY record_id, field ORDER BY sequence ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS value
            FROM change WHERE kind = 'STATE_CHANGE'
            """
        let records = [
            ("registration", "state"), ("lead", "state"), ("opportunity", "stage"), ("support_case", "status"),
        ]
        for (table, column) in records {
            let strays = try db.integers(
                """
                SELECT count(*) FROM \(table) AS r
                WHERE r.\(column) IS NOT (SELECT value FROM (\(last)) WHERE record_id = r.id AND field = '\(column)')
                """)
            #expect(strays == [0], "\(table)")
        }
        let gaps = """
            SELECT count(*) FROM (SELECT old_value AS old, lag(new_value) OVER
                (PARTITION BY record_id, field ORDER BY sequence) AS previous FROM change
                WHERE kind = 'STATE_CHANGE' AND field <> 'status') WHERE old IS NOT previous
            """
        #expect(try db.integers(gaps) == [0])
    }

    @Test("No case took a step that its state machine forbids")
    func caseSteps() throws {
        let db = try Self.demo()
        let steps = try db.texts(
            """
            SELECT DISTINCT (old_value ->> '$') || '→' || (new_value ->> '$') FROM change
            WHERE record_type = 'Case' AND kind = 'STATE_CHANGE' AND old_value IS NOT NULL
            """)
        let allowed = CaseStatus.allCases.flatMap { from in
            CaseSide.allCases.flatMap { from.allowed(by: $0) }.map { "\(from.rawValue)→\($0.rawValue)" }
        }
        #expect(steps.count == 9)
        #expect(Set(steps).subtracting(allowed) == [])
    }

    @Test("Numbers, sequences and time run in step, and nothing comes from the future")
    func order() throws {
        let db = try Self.demo()
        let receipts = try db.integers("SELECT count(*) FROM registration WHERE submitted_at IS NOT NULL")[0]
        #expect(
            try db.texts("SELECT series FROM counter ORDER BY series") == ["CASE", "LEAD", "OPP", "RECEIPT", "REG"])
        #expect(try db.integers("SELECT last FROM counter ORDER BY series") == [1_000, 336, 300, receipts, 500])
        let backward = "SELECT count(*) FROM (SELECT at, lag(at) OVER (ORDER BY sequence) AS before FROM change) "
        #expect(try db.integers(backward + "WHERE at < before") == [0])
        #expect(try db.integers("SELECT max(at) FROM change")[0] < Self.now.milliseconds)
        #expect(try db.integers("SELECT max(updated_at) FROM comment")[0] < Self.now.milliseconds)
    }
}

extension Connection {
    /// The first column of every row.
    borrowing func integers(_ sql: String) throws -> [Int64] {
        var rows = try prepare(sql).rows()
        var integers: [Int64] = []
        while try rows.step() { integers.append(rows.integer(0)) }
        return integers
    }

    /// Every table that holds rows of its own.
    borrowing func tables() throws -> [String] {
        try texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND instr(name, '_search') = 0 ORDER BY name")
    }

    /// Every row of a table as one text.
    borrowing func content(of table: String) throws -> [String] {
        let columns = try texts("SELECT 'quote(\"' || name || '\")' FROM pragma_table_xinfo('\(table)')")
        return try texts("SELECT \(columns.joined(separator: "||','||")) FROM \"\(table)\"")
    }
}
