import Foundation
import SQLite
import Storage
import TestSupport
import Testing

/// What the server does about a database file that it cannot use: it says so, ends with 78 and leaves the file as it is.
@Suite("The database file")
struct DatabaseFileTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    @Test("A file that is no database is refused and left alone")
    func noDatabase() throws {
        let path = try directory.write("A shopping list, certainly no database.", to: "list")
        try expectRefusal(of: path, "\(path) cannot be used: the file is not a database, or it is damaged")
        #expect(directory.names == ["list"])
    }

    @Test(
        "A database that is cut off, or damaged where its layout is read, is refused and left alone",
        arguments: ["the first page and a half", "half of it", "garbage behind the first page"])
    func damaged(_ rest: String) throws {
        let path = directory.file("portico.db")
        _ = try RunningServer(["--data", path]).stop()
        let whole = try Data(contentsOf: URL(filePath: path))
        let damaged =
            switch rest {
            case "half of it": whole.prefix(whole.count / 2)
            case "the first page and a half": whole.prefix(Self.pageSize * 3 / 2)
            default: whole.prefix(Self.pageSize) + Data(repeating: 0xA5, count: whole.count - Self.pageSize)
            }
        try damaged.write(to: URL(filePath: path))
        try expectRefusal(of: path, "\(path) cannot be used: the file is not a database, or it is damaged")
        #expect(try Data(contentsOf: URL(filePath: path)) == damaged)
    }

    @Test(
        "Damage that is met only by a request is that request's error, without a word about the file",
        arguments: [("support_case", 200), ("access_token", 500)])
    func damagedPages(of table: String, _ status: Int) throws {
        let path = directory.file("portico.db")
        let account = ["user", "add", "ada@vendor.example", "--name", "Ada", "--data", path]
        #expect(try PorticoProcess.run(account).exitCode == 0)
        let token = try PorticoProcess.run(["user", "token", "ada@vendor.example", "--data", path]).output
        try damagePages(of: table, in: path)
        let server = try RunningServer(["--data", path])
        let client = try server.client()
        let answer = client.post(
            #"{"query":"{ cases { totalCount nodes { id } } }"}"#, token: token.trimmingCharacters(in: .newlines))
        #expect(answer.status == status)
        #expect(answer.body.contains(#""code":"INTERNAL","requestId":"#), "\(answer.body)")
        for secret in ["SELECT", table, "portico.db", "SQLite", "malformed"] {
            #expect(!answer.body.contains(secret), "\(answer.body)")
        }
        #expect(client.get("/healthz").status == 200)
        #expect(client.post(#"{"query":"{ __typename }"}"#).body.hasPrefix(#"{"data":{"__typename":"Query"}"#))
        let outcome = server.stop()
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.contains("malformed"))
    }

    @Test("An empty file becomes a database")
    func empty() throws {
        let path = try directory.write("", to: "portico.db")
        #expect(try RunningServer(["--data", path]).stop().exitCode == 0)
        #expect(try Database(path: path).connectForReading().isEmptyPortal())
    }

    @Test("A database of another program is refused and left alone")
    func foreign() throws {
        let path = directory.file("other.db")
        try Connection(path: path).execute("CREATE TABLE shopping (item TEXT)")
        try expectRefusal(of: path, "\(path) cannot be used: the file is a database of another program")
        #expect(directory.names == ["other.db"])
    }

    @Test("A database of a newer version is refused and left alone")
    func newer() throws {
        let path = directory.file("newer.db")
        let known = Migrations.all.count
        try Connection(path: path).execute(
            "PRAGMA application_id = \(Migrations.applicationID); PRAGMA user_version = \(known + 1)")
        try expectRefusal(
            of: path,
            "\(path) cannot be used: the file has layout \(known + 1), written by a newer version; this one knows layouts up to \(known)"
        )
        #expect(directory.names == ["newer.db"])
    }

    @Test("A file in a directory that is not there, and a directory itself, are refused")
    func inaccessible() throws {
        let missing = directory.file("nowhere/portico.db")
        try expectRefusal(of: missing, "\(missing) cannot be used: No such file or directory")
        try expectRefusal(of: directory.path, "\(directory.path) cannot be used: it is no regular file")
    }

    @Test("A file that another server has is refused, and the other goes on")
    func inUse() throws {
        let path = directory.file("portico.db")
        let server = try RunningServer(["--data", path])
        try expectRefusal(
            of: path, "\(path) is in use by another Portico server: stop that server, or choose another file")
        #expect(try server.client().get("/healthz").status == 200)
    }

    @Test("While another program holds the database changes are refused and reading goes on; then both go on")
    func locked() throws {
        let path = directory.file("portico.db")
        let server = try RunningServer(["--demo", "--data", path])
        let client = try server.client()
        let token = try server.token(of: "PARTNER_USER")
        let mutation =
            #"{"query":"mutation{createCase(input:{title:\"a\",summary:\"b\",category:SUPPORT}){replayed}}"}"#
        let other = try Connection.besideServer(path)
        try other.execute("BEGIN IMMEDIATE")
        let refused = client.post(mutation, token: token)
        #expect(refused.status == 503)
        #expect(refused.fields("Retry-After") == ["1"])
        #expect(refused.error == "Another program is using our database. Try again later. OVERLOADED")
        #expect(client.post(#"{"query":"{cases{totalCount}}"}"#, token: token).status == 200)
        try other.execute("ROLLBACK")
        #expect(client.post(mutation, token: token).body.hasPrefix(#"{"data":{"createCase":{"replayed":false}}"#))
        let outcome = server.stop()
        #expect(outcome.exitCode == 0)
        #expect(outcome.errors.contains("database is locked"))
        let told = outcome.errors.split(separator: "\n").filter { $0.contains(#""level":"error""#) }
        #expect(told.count == 2)
        #expect(
            told.last?.contains(#""status":503,"#) == true && told.last?.hasSuffix(#""codes":["OVERLOADED"]}"#) == true)
    }

    @Test("A port in use ends with 69, and makes no database")
    func portInUse() throws {
        let server = try RunningServer(["--data", directory.file("portico.db")])
        let outcome = try PorticoProcess.run(["--port", "\(server.port)", "--data", directory.file("second.db")])
        #expect(
            outcome.errors
                == "portico: port \(server.port) of 127.0.0.1 is in use by another program: stop it, or choose another --port (0 picks one)\n"
        )
        #expect(outcome.exitCode == 69)
        #expect(!directory.names.contains { $0.hasPrefix("second") })
        #expect(try server.client().get("/healthz").status == 200)
    }

    @Test("Demo data is filled into a new file once, and refused into it a second time")
    func demo() throws {
        let path = directory.file("demo.db")
        let outcome = try RunningServer(["--demo", "--data", path]).stop()
        #expect(outcome.exitCode == 0)
        try expectRefusal(
            of: path,
            "\(path) has data already, and --demo only fills a new file: leave --demo out, or name another --data",
            "--demo")
    }

    @Test("A token is refused for a file that is not there, and for a user who is not there")
    func tokens() throws {
        let path = directory.file("portico.db")
        let early = try PorticoProcess.run(["user", "token", "nobody@example.com", "--data", path])
        #expect(
            early.errors == "portico: \(path) does not exist: start the server once, or name the right file\n")
        #expect(early.exitCode == 78)
        #expect(directory.names.isEmpty)
        _ = try RunningServer(["--data", path]).stop()
        let late = try PorticoProcess.run(["user", "token", "nobody@example.com", "--data", path])
        #expect(
            late.errors
                == "portico: nobody signs in as «nobody@example.com»: give the email address of an active user\n")
        #expect(late.exitCode == 1)
    }

    /// Bytes; SQLite's standard.
    private static let pageSize = 4096

    /// Overwrites the first page of a table and those of its indexes, while nobody has the file open.
    private func damagePages(of table: String, in path: String) throws {
        let pages = try { () throws in
            let connection = try Connection(path: path)
            var rows = try connection.prepare(
                "SELECT rootpage FROM sqlite_schema WHERE tbl_name = '\(table)' AND rootpage > 0"
            ).rows()
            var pages: [Int] = []
            while try rows.step() { pages.append(Int(rows.integer(0))) }
            return pages
        }()
        #expect(!pages.isEmpty)
        let file = try FileHandle(forUpdating: URL(filePath: path))
        for page in pages {
            try file.seek(toOffset: UInt64((page - 1) * Self.pageSize))
            try file.write(contentsOf: Data(repeating: 0xA5, count: Self.pageSize))
        }
        try file.close()
    }

    private func expectRefusal(
        of path: String, _ message: String, _ options: String..., sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let outcome = try PorticoProcess.run(["--port", "0", "--data", path] + options)
        #expect(outcome.errors == "portico: \(message)\n", sourceLocation: sourceLocation)
        #expect(outcome.output.isEmpty, sourceLocation: sourceLocation)
        #expect(outcome.exitCode == 78, sourceLocation: sourceLocation)
    }
}
