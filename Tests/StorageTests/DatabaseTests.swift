import Glibc
import SQLite
import Storage
import TestSupport
import Testing

@Suite("The database file")
struct DatabaseTests {
    let directory: TemporaryDirectory
    let path: String

    init() throws {
        directory = try TemporaryDirectory()
        path = directory.file("portico.db")
    }

    @Test("A missing file is made, in WAL mode, readable by its owner only")
    func creates() throws {
        let served = try ServedDatabase(path: path)
        let writer = try served.database.connectForWriting()
        let reader = try served.database.connectForReading()
        #expect(try writer.texts("PRAGMA journal_mode") == ["wal"])
        #expect(try writer.texts("PRAGMA synchronous") == ["2"])
        #expect(try writer.texts("PRAGMA foreign_keys") == ["1"])
        #expect(try reader.texts("SELECT display_name FROM actor") == ["Portico"])
        var status = stat()
        stat(path, &status)
        #expect(status.st_mode & 0o777 == 0o600)
        _ = consume served
    }

    @Test("A connection for reading cannot write")
    func readsOnly() throws {
        let served = try ServedDatabase(path: path)
        let reader = try served.database.connectForReading()
        #expect(throws: SQLiteError.self) { try reader.execute("DELETE FROM system_property") }
        _ = consume served
    }

    @Test("A second server is refused, and the next one after the first has ended is not")
    func locked() throws {
        let path = path
        do {
            let served = try ServedDatabase(path: path)
            let error = #expect(throws: DatabaseError.self) { _ = try ServedDatabase(path: path) }
            #expect(error == .inUse(path: path))
            #expect(
                error?.description
                    == "\(path) is in use by another Portico server: stop that server, or choose another file")
            _ = consume served
        }
        _ = try ServedDatabase(path: path)
    }

    @Test("A command beside the server writes")
    func besideServer() throws {
        let served = try ServedDatabase(path: path)
        let command = try Database(path: path).connectBesideServer()
        try command.execute("UPDATE system_property SET value = 'true' WHERE name = 'crm.allow.quick.closing'")
        let value = "SELECT value FROM system_property WHERE name = 'crm.allow.quick.closing'"
        #expect(try served.database.connectForReading().texts(value) == ["true"])
        _ = consume served
    }

    @Test("A command needs a file that exists and has today's layout")
    func besideNothing() throws {
        let path = path
        #expect(throws: DatabaseError.missing(path: path)) { _ = try Database(path: path).connectBesideServer() }
        #expect(directory.names == [])
        try older().execute("PRAGMA user_version")
        #expect(throws: DatabaseError.outdated(path: path)) { _ = try Database(path: path).connectBesideServer() }
    }

    @Test("A file with an older layout is copied before it is brought up to date")
    func copies() throws {
        try older().execute("UPDATE sales_direction SET name = 'Kept'")
        // As a server leaves it that is killed while it copies.
        _ = try directory.write("half of a copy", to: "portico.db.layout-1.part")
        _ = try ServedDatabase(path: path)
        #expect(directory.names == ["portico.db", "portico.db-lock", "portico.db.layout-1"])
        let copy = try Connection(path: path + ".layout-1", mode: .readOnly)
        #expect(try copy.texts("SELECT name FROM sales_direction") == ["Kept"])
        #expect(try copy.texts("PRAGMA user_version") == ["1"])
        let today = try Database(path: path).connectForReading()
        #expect(try today.texts("SELECT name FROM sales_direction") == ["Kept"])
        #expect(try today.texts("PRAGMA user_version") == ["\(Migrations.all.count)"])
    }

    @Test("A file in a missing directory, and one that is no database, are told apart")
    func unsuitable() throws {
        let missing = directory.file("none/portico.db")
        #expect(throws: DatabaseError.inaccessible(path: missing, reason: "No such file or directory")) {
            _ = try ServedDatabase(path: missing)
        }
        let path = path
        let file = try #require(fopen(path, "w"))
        fputs(String(repeating: "not a database ", count: 100), file)
        fclose(file)
        #expect(throws: DatabaseError.unsuitable(path: path, .notADatabase)) { _ = try ServedDatabase(path: path) }
    }

    /// A file that has seen the first step only.
    private func older() throws -> Connection {
        let connection = try Connection(path: path)
        try Migrator(applicationID: Migrations.applicationID, migrations: Array(Migrations.all.prefix(1)))
            .migrate(connection)
        try connection.execute("INSERT INTO sales_direction (name) VALUES ('Old')")
        return connection
    }
}
