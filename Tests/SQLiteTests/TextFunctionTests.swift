import Testing

@testable import SQLite

@Suite("SQL functions on text")
struct TextFunctionTests {
    private static func value(_ expression: String) throws -> String? {
        let connection = try Connection(path: ":memory:")
        var rows = try connection.prepare("SELECT \(expression)").rows()
        return try rows.step() && !rows.isNull(0) ? rows.text(0) : nil
    }

    @Test(
        "fold writes in small letters, of every script",
        arguments: [
            ("'Acme @[`{ LLC'", "acme @[`{ llc"), ("'ÖKO Яблоко ΔΡ'", "öko яблоко δρ"), ("''", ""), ("NULL", nil),
            ("17", nil), ("x'41'", nil),
        ])
    func fold(_ argument: String, _ result: String?) throws {
        #expect(try Self.value("fold(\(argument))") == result)
    }

    @Test(
        "includes looks for a folded part in any letters",
        arguments: [
            ("'The SCALES stick', 'scales'", "1"), ("'The SCALES stick', 'SCALES'", "0"), ("'abc', 'abcd'", "0"),
            ("'abc', 'c'", "1"), ("'abc', ''", "1"), ("'', ''", "1"), ("'', 'a'", "0"), ("'grüne ÄPFEL', 'äpfel'", "1"),
            ("'apfel', 'ä'", "0"), ("NULL, 'a'", nil), ("'a', NULL", nil), ("7, '7'", nil),
        ])
    func includes(_ arguments: String, _ result: String?) throws {
        #expect(try Self.value("includes(\(arguments))") == result)
    }

    @Test(
        "They take what they do from the work that is allowed",
        arguments: [("fold(text)", "'A'"), ("includes(text, 'z')", "'a'"), ("includes(text, 'z')", "'я'")])
    func work(_ expression: String, _ letter: String) throws {
        let connection = try Connection(path: ":memory:")
        // Ten rows of a hundred thousand bytes or more: hardly any steps of SQLite's machine.
        let sql = """
            WITH RECURSIVE texts(number, text) AS (SELECT 1, replace(printf('%0100000d', 0), '0', \(letter))
                UNION ALL SELECT number + 1, text FROM texts WHERE number < 10)
            SELECT count(\(expression)) FROM texts
            """
        connection.allowWork(steps: 1_000_000_000)
        #expect(try Self.count(sql, connection) == 10)
        connection.allowWork(steps: 150_000)
        let error = #expect(throws: SQLiteError.self) { try Self.count(sql, connection) }
        #expect(error?.reason == .interrupted)
    }

    @Test("Where nothing may be interrupted they take nothing")
    func uninterrupted() throws {
        let connection = try Connection(path: ":memory:")
        connection.allowWork(steps: 10)
        let text = "replace(printf('%0100000d', 0), '0', 'A')"
        for _ in 0..<2 {
            let count = try connection.uninterrupted { try Self.count("SELECT length(fold(\(text)))", $0) }
            #expect(count == 100_000)
        }
        #expect(try Self.count("SELECT length(fold('A'))", connection) == 1)
        _ = try Self.count("SELECT length(fold(\(text)))", connection)
        #expect(throws: SQLiteError.self) { try Self.count("SELECT length(fold('A'))", connection) }
    }

    private static func count(_ sql: String, _ connection: borrowing Connection) throws(SQLiteError) -> Int64 {
        let statement = try connection.prepare(sql)
        var rows = statement.rows()
        return try rows.step() ? rows.integer(0) : 0
    }
}
