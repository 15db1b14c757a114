import Foundation
import Glibc
import SQLite
import Storage
import TestSupport
import Testing

@Suite("Backups")
struct BackupTests {
    private let directory: TemporaryDirectory
    private let database: Database
    private let target: String

    init() throws {
        directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        database = try ServedDatabase(path: path).database
        target = directory.file("copy.db")
    }

    private static let value = "SELECT value FROM system_property WHERE name = 'crm.allow.quick.closing'"

    @Test("A copy is the database as it was at the beginning, in one file for its owner, whoever writes meanwhile")
    func snapshot() throws {
        let writer = try database.connectForWriting()
        // Larger than some steps.
        try writer.execute("CREATE TABLE ballast AS SELECT zeroblob(20000000) AS zeros")
        try writer.execute("UPDATE system_property SET value = 'before'")
        var shares: [Double] = []
        try database.backUp(to: target) { share in
            shares.append(share)
            try? writer.execute("UPDATE system_property SET value = 'after'; INSERT INTO ballast VALUES (0)")
            return true
        }
        #expect(shares.count > 3)
        #expect(shares == shares.sorted(), "It never begins anew.")
        let copy = try Connection(path: target, mode: .readOnly)
        #expect(try copy.texts(Self.value) == ["before"])
        #expect(try copy.texts("PRAGMA integrity_check") == ["ok"])
        #expect(try copy.texts("SELECT count(*) FROM ballast") == ["1"])
        #expect(try copy.texts("PRAGMA journal_mode") == ["delete"])
        #expect(try writer.texts(Self.value) == ["after"])
        var status = stat()
        stat(target, &status)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(!directory.names.contains { $0.hasPrefix("copy.db") && $0 != "copy.db" })
    }

    @Test("A server can begin with a copy, and nothing stays beside a database that nobody has open")
    func servable() throws {
        try database.connectForWriting().execute("UPDATE system_property SET value = 'kept'")
        try database.backUp(to: target) { _ in true }
        #expect(directory.names == ["copy.db", "portico.db", "portico.db-lock"])
        let served = try ServedDatabase(path: target)
        #expect(try served.database.connectForReading().texts(Self.value) == ["kept"])
        _ = consume served
    }

    @Test("One that is broken off leaves nothing")
    func brokenOff() throws {
        try database.connectForWriting().execute("CREATE TABLE ballast AS SELECT zeroblob(20000000) AS zeros")
        let before = directory.names
        #expect(throws: BackupError.brokenOff(path: target)) { try database.backUp(to: target) { _ in false } }
        #expect(directory.names == before)
    }

    @Test("Nothing that is there already is written over")
    func existing() throws {
        let target = target
        let path = database.path
        _ = try directory.write("precious", to: "copy.db")
        #expect(throws: BackupError.exists(path: target)) { try database.backUp(to: target) { _ in true } }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
        let other = directory.file("other.db")
        _ = try directory.write("precious", to: "other.db.part")
        #expect(throws: BackupError.unfinished(path: other + ".part")) { try database.backUp(to: other) { _ in true } }
        #expect(try String(contentsOfFile: other + ".part", encoding: .utf8) == "precious")
        for own in ["", "-wal", "-shm", "-journal", "-lock"] {
            #expect(throws: BackupError.ofItself(path: path + own)) {
                try database.backUp(to: path + own) { _ in true }
            }
        }
        let link = directory.file("link.db")
        symlink(path, link)
        #expect(throws: BackupError.ofItself(path: link)) { try database.backUp(to: link) { _ in true } }
        #expect(try database.connectForReading().texts("PRAGMA integrity_check") == ["ok"])
    }

    @Test("What cannot be copied, or not to there, is told")
    func impossible() throws {
        let missing = directory.file("none.db")
        #expect(throws: DatabaseError.missing(path: missing)) {
            try Database(path: missing).backUp(to: target) { _ in true }
        }
        let foreign = directory.file("foreign.db")
        try Connection(path: foreign).execute("CREATE TABLE shopping (item TEXT)")
        #expect(throws: DatabaseError.unsuitable(path: foreign, .foreign)) {
            try Database(path: foreign).backUp(to: target) { _ in true }
        }
        let nowhere = directory.file("nowhere/copy.db")
        #expect(throws: BackupError.inaccessible(path: nowhere, reason: "No such file or directory")) {
            try database.backUp(to: nowhere) { _ in true }
        }
        #expect(directory.names == ["foreign.db", "portico.db", "portico.db-lock"])
    }
}
