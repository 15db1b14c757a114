import Foundation
import Glibc
import TestSupport
import Testing

@Suite("A server on a socket in the file system")
struct UnixSocketTests {
    private let directory: TemporaryDirectory
    private let socket: String

    init() throws {
        directory = try TemporaryDirectory()
        socket = directory.file("portico.sock")
    }

    private func start(_ more: String...) throws -> PorticoProcess {
        let process = try PorticoProcess(["--uds", socket, "--data", directory.file("portico.db")] + more)
        #expect(process.output(through: "Listening on ").hasSuffix("Listening on unix:\(socket)\n"))
        return process
    }

    private func mode() throws -> UInt32 {
        var file = stat()
        try #require(lstat(socket, &file) == 0)
        return file.st_mode
    }

    @Test("It answers there, for its owner and group, on all loops, and takes the file away when it ends")
    func serves() throws {
        let process = try start("--loops", "3")
        #expect(try mode() & 0o777 == 0o660)
        let clients = try (0..<30).map { _ in try Client(socket: socket) }
        for client in clients { #expect(client.get("/readyz").status == 200) }
        for client in clients {
            #expect(client.post(#"{"query":"{ __typename }"}"#).body.hasPrefix(#"{"data":{"__typename":"Query"}"#))
        }
        process.signal(SIGTERM)
        let outcome = process.outcome()
        #expect(outcome.exitCode == 0)
        #expect(directory.names == ["portico.db", "portico.db-lock"])
        #expect(throws: Client.Failure(errno: ENOENT)) { try Client(socket: socket) }
    }

    @Test("All who ask there without a token are one caller")
    func rates() throws {
        let process = try start("--rate-limit", "250000")
        let dear = #"{"query":"{ \#(String(repeating: " ", count: 900 << 10))"}"#
        let answers = try (0..<3).map { _ in try Client(socket: socket).post(dear) }
        #expect(answers.map(\.status) == [200, 200, 429])
        process.signal(SIGTERM)
        #expect(process.outcome().exitCode == 0)
    }

    @Test("The audit log has no address of who asks there")
    func audit() throws {
        let process = try PorticoProcess(["--demo", "--uds", socket])
        let greeting = process.output(through: "Listening on ")
        #expect(greeting.contains("curl -s --unix-socket '\(socket)' http://localhost/graphql"))
        let account = try #require(greeting.split(separator: "\n\n").first { $0.hasPrefix("ADMIN: ") })
        let token = try #require(account.firstMatch(of: #/pt_\w+/#)).0
        let client = try Client(socket: socket)
        #expect(
            client.post(#"{"query":"{ agents(first: 1) { nodes { phone } } }"}"#, token: String(token)).status == 200)
        let log = client.post(
            #"{"query":"{ auditLog(first: 1) { nodes { ip } } }"}"#, token: String(token))
        #expect(log.body.hasPrefix(#"{"data":{"auditLog":{"nodes":[{"ip":null}]}}"#), "\(log.body)")
        process.signal(SIGTERM)
        #expect(process.outcome().exitCode == 0)
    }

    @Test("What a killed server has left is replaced")
    func leftover() throws {
        let killed = try start()
        killed.signal(SIGKILL)
        #expect(killed.outcome().exitCode == nil)
        #expect(try mode() & S_IFMT == S_IFSOCK)
        let next = try start()
        #expect(try Client(socket: socket).get("/healthz").status == 200)
        next.signal(SIGTERM)
        #expect(next.outcome().exitCode == 0)
    }

    @Test("One that another server listens on is refused with 69, and the other goes on")
    func inUse() throws {
        let first = try start()
        let second = try PorticoProcess.run(["--uds", socket, "--data", directory.file("other.db")])
        #expect(
            second.errors
                == "portico: \(socket) is in use by another program: stop it, or choose another --uds\n")
        #expect(second.exitCode == 69)
        #expect(!directory.names.contains("other.db"))
        #expect(try Client(socket: socket).get("/healthz").status == 200)
        first.signal(SIGTERM)
        #expect(first.outcome().exitCode == 0)
    }

    @Test("A server that cannot have its database leaves no socket")
    func noDatabase() throws {
        let data = try directory.write("not a database, which has at least a header", to: "portico.db")
        let outcome = try PorticoProcess.run(["--uds", socket, "--data", data])
        #expect(outcome.exitCode == 78)
        #expect(directory.names == ["portico.db"])
    }

    @Test("What cannot be a socket is refused with 2, and left alone")
    func unsuitable() throws {
        let file = try directory.write("precious", to: "file")
        let long = directory.file(String(repeating: "s", count: 108))
        let nowhere = directory.file("nowhere/portico.sock")
        for (path, reason) in [
            (file, "it is there already, and is no socket"),
            (long, "it has more than 107 bytes"),
            (nowhere, "No such file or directory"),
        ] {
            let outcome = try PorticoProcess.run(["--uds", path, "--data", directory.file("portico.db")])
            #expect(
                outcome.errors
                    == "portico: --uds: «\(path)» cannot be listened on: \(reason): name a new file in a directory that is there\n"
            )
            #expect(outcome.exitCode == 2)
        }
        #expect(directory.names == ["file"])
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "precious")
    }
}
