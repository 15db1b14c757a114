import SQLite
import Testing

@Suite("Statements")
struct StatementTests {
    static let values: [Value] = [.null, 7, .integer(.min), .real(0.5), "naïve", "", "a\u{0}b", .blob([0, 255])]

    @Test("A value comes back as it was bound", arguments: values)
    func roundTrip(_ value: Value) throws {
        let connection = try Connection(path: ":memory:")
        var rows = try connection.prepare("SELECT ?1").rows(value)
        #expect(try rows.step())
        #expect(rows.value(0) == value)
        #expect(try !rows.step())
    }

    @Test("What was bound is kept until the statement forgets it")
    func forgetting() throws {
        let connection = try Connection(path: ":memory:")
        let statement = try connection.prepare("SELECT ?1")
        let run = statement.run
        run.bind("kept", at: 1)
        #expect(run.step() == .row && run.value(0) == "kept")
        run.reset()
        #expect(run.step() == .row && run.value(0) == "kept")
        run.forget()
        #expect(run.step() == .row && run.value(0) == nil)
    }

    @Test("A broken UNIQUE constraint names its columns")
    func notUnique() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE company (tin TEXT UNIQUE) STRICT; INSERT INTO company VALUES ('1')")
        let error = #expect(throws: SQLiteError.self) { try connection.execute("INSERT INTO company VALUES ('1')") }
        #expect(error?.reason == .notUnique(columns: "company.tin"))
    }

    @Test("A file that is not a database is told from one that cannot be opened")
    func foreignFiles() throws {
        let error = #expect(throws: SQLiteError.self) { _ = try Connection(path: "/nonexistent/x.db") }
        #expect(error?.reason == .cannotOpen)
    }

    @Test("Work beyond the allowance is interrupted, and the next allowance is whole again")
    func interrupted() throws {
        let connection = try Connection(path: ":memory:")
        let count = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ?1) SELECT max(i) FROM n"
        let statement = try connection.prepare(count)
        connection.allowWork(steps: 1_000_000)
        let error = #expect(throws: SQLiteError.self) { try statement.execute(10_000_000) }
        #expect(error?.reason == .interrupted)
        connection.allowWork(steps: 1_000_000)
        var rows = statement.rows(1000)
        #expect(try rows.step())
        #expect(rows.integer(0) == 1000)
    }

    @Test("A transaction that throws leaves nothing behind")
    func rollsBack() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute("CREATE TABLE t (a INTEGER) STRICT")
        struct Stop: Error {}
        #expect(throws: Stop.self) {
            try connection.transaction { db in
                try db.execute("INSERT INTO t VALUES (1)")
                throw Stop()
            }
        }
        var rows = try connection.prepare("SELECT count(*) FROM t").rows()
        #expect(try rows.step())
        #expect(rows.integer(0) == 0)
    }
}
