import Foundation
import Glibc
import Portal
import SQLite
import Synchronization
import TestSupport
import Testing

@testable import Storage

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
        let missing = try database.backUp(to: target) { share in
            shares.append(share)
            try? writer.execute("UPDATE system_property SET value = 'after'; INSERT INTO ballast VALUES (0)")
            return true
        }
        #expect(missing == 0)
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
        #expect(try database.backUp(to: target) { _ in true } == 0)
        #expect(directory.names == ["copy.db", "portico.db", "portico.db-lock"])
        let served = try ServedDatabase(path: target)
        #expect(try served.database.connectForReading().texts(Self.value) == ["kept"])
        _ = consume served
    }

    @Test("The files of attachments lie beside the copy, and what is missing is told")
    func attachments() throws {
        let files = FileDirectory(beside: database)
        let connection = try database.connectForWriting()
        _ = try Demo.fill(connection, files, .fixed(at: Timestamp(milliseconds: 1_763_750_096_789), seed: 1))
        let names = try connection.texts("SELECT DISTINCT file FROM attachment ORDER BY file")
        unlink(files.path(of: names[0]))
        #expect(try database.backUp(to: target) { _ in true } == 1)
        let copies = FileDirectory(beside: Database(path: target))
        #expect(copies.names.sorted() == Array(names.dropFirst()))
        files.remove()
        let sizes = try Connection(path: target, mode: .readOnly).texts(
            "SELECT max(size) FROM attachment GROUP BY file ORDER BY file"
        ).dropFirst()
        #expect(copies.names.sorted().map { size(of: copies.path(of: $0)) } == sizes.map { Int($0) })
        // The name of the directory is looked at before anything is copied.
        unlink(target)
        #expect(throws: BackupError.exists(path: copies.path)) { try database.backUp(to: target) { _ in true } }
    }

    @Test("A file that a server forgets while it is copied is not there, and no failure")
    func forgotten() throws {
        let (files, copies) = (
            FileDirectory(path: directory.file("files")), FileDirectory(path: directory.file("copies"))
        )
        let name = String(repeating: "0", count: 32)
        let kept = try directory.write("x", to: "kept")
        for path in [files.path, files.folder(of: name)] { mkdir(path, 0o700) }
        let isOver = Mutex(false)
        let file = files.path(of: name)
        let server = try Storage.Thread {
            while !isOver.withLock({ $0 }) {
                link(kept, file)
                unlink(file)
            }
        }
        defer {
            isOver.withLock { $0 = true }
            server.join()
        }
        var results: Set<Bool> = []
        for _ in 1...5000 {
            let isCopied = try copies.copy(name, from: files)
            #expect((unlink(copies.path(of: name)) == 0) == isCopied)
            results.insert(isCopied)
        }
        #expect(results == [true, false])
    }

    private func size(of file: String) -> Int? {
        var status = stat()
        return stat(file, &status) == 0 ? status.st_size : nil
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
        let unfinished = BackupError.unfinished(part: other + ".part", files: other + "-attachments")
        #expect(throws: unfinished) { try database.backUp(to: other) { _ in true } }
        // One that was killed while it copied the files has left both.
        mkdir(other + "-attachments", 0o700)
        #expect(throws: unfinished) { try database.backUp(to: other) { _ in true } }
        #expect(
            unfinished.description
                == "\(other).part exists already: another backup is writing it, or one was killed and left it: "
                + "then remove it and \(other)-attachments")
        #expect(try String(contentsOfFile: other + ".part", encoding: .utf8) == "precious")
        // Beside a whole copy nothing is to be removed.
        _ = try directory.write("precious", to: "copy.db.part")
        #expect(throws: BackupError.exists(path: target)) { try database.backUp(to: target) { _ in true } }
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
