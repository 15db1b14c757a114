import SQLite
import Testing

@Suite("Migrations")
struct MigratorTests {
    static let first = Migration(name: "first", sql: "CREATE TABLE a (x INTEGER) STRICT")
    static let second = Migration(name: "second", sql: "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO b VALUES (1)")
    static let broken = Migration(name: "broken", sql: "CREATE TABLE c (x INTEGER) STRICT; CREATE TABLE c (x)")

    static func migrator(_ migrations: Migration..., id: Int32 = 77) -> Migrator {
        Migrator(applicationID: id, migrations: migrations)
    }

    func tables(of connection: borrowing Connection) throws -> [String] {
        var rows = try connection.prepare("SELECT name FROM sqlite_schema ORDER BY name").rows()
        var names: [String] = []
        while try rows.step() { names.append(rows.text(0)) }
        return names
    }

    @Test("Only the missing steps are run")
    func missingSteps() throws {
        let connection = try Connection(path: ":memory:")
        try Self.migrator(Self.first).migrate(connection)
        #expect(try tables(of: connection) == ["a"])
        try Self.migrator(Self.first, Self.second).migrate(connection)
        #expect(try tables(of: connection) == ["a", "b"])
        try Self.migrator(Self.first, Self.second).migrate(connection)
        #expect(try Self.migrator(Self.first, Self.second).version(of: connection) == 2)
    }

    @Test("A step that fails leaves nothing behind, and the steps before it stand")
    func failingStep() throws {
        let connection = try Connection(path: ":memory:")
        let error = #expect(throws: MigrationError.self) {
            try Self.migrator(Self.first, Self.broken).migrate(connection)
        }
        guard case .failed(migration: "broken", let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.message == "table c already exists")
        #expect(try tables(of: connection) == ["a"])
        #expect(try Self.migrator(Self.first, Self.broken).version(of: connection) == 1)
    }

    @Test("A file of a newer version is refused")
    func newer() throws {
        let connection = try Connection(path: ":memory:")
        try Self.migrator(Self.first, Self.second).migrate(connection)
        let error = #expect(throws: MigrationError.self) { try Self.migrator(Self.first).migrate(connection) }
        #expect(error == .newer(version: 2, known: 1))
        #expect(
            error?.description
                == "the file has layout 2, written by a newer version; this one knows layouts up to 1")
    }

    @Test("A database of another program is refused")
    func foreign() throws {
        let connection = try Connection(path: ":memory:")
        try Self.migrator(Self.first).migrate(connection)
        #expect(throws: MigrationError.foreign) { try Self.migrator(Self.first, id: 78).migrate(connection) }
        let unmarked = try Connection(path: ":memory:")
        try unmarked.execute("CREATE TABLE notes (x)")
        #expect(throws: MigrationError.foreign) { try Self.migrator(Self.first).migrate(unmarked) }
    }

    @Test("A file that is not a database is refused")
    func notADatabase() throws {
        // Any file longer than SQLite's header serves; this one is always there.
        let connection = try Connection(path: #filePath, mode: .readOnly)
        #expect(throws: MigrationError.notADatabase) { try Self.migrator(Self.first).migrate(connection) }
    }
}
