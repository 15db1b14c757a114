import Foundation
import Portal
import TestSupport
import Testing

/// Documents of the operator's and of clients, over a real socket.
@Suite("Trusted documents")
struct TrustedDocumentTests {
    private static let source = "query Name { __typename }\n"
    private static let hash = SHA256.digest(Array(source.utf8).span).hexadecimal
    private static let answer = #"{"data":{"__typename":"Query"}"#

    private let directory: TemporaryDirectory
    private let folder: String

    init() throws {
        directory = try TemporaryDirectory()
        folder = directory.file("documents")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    }

    private func put(_ source: String, in name: String) throws {
        try Data(source.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    private func persisted(_ hash: String) -> String {
        #""extensions":{"persistedQuery":{"version":1,"sha256Hash":"\#(hash)"}}"#
    }

    @Test("Files of the folder are named by their hash, and with --trusted-only nothing else is answered")
    func named() throws {
        try put(Self.source, in: "name.graphql")
        try put("no GraphQL", in: "notes.txt")
        for only in [false, true] {
            let server = try RunningServer(
                ["--data", directory.file("\(only).db"), "--trusted", folder] + (only ? ["--trusted-only"] : []))
            let client = try server.client()
            for answer in [
                client.get("/graphql?documentId=sha256:\(Self.hash)"), client.get("/graphql?documentId=\(Self.hash)"),
                client.get(
                    "/graphql?extensions={%22persistedQuery%22:{%22version%22:1,%22sha256Hash%22:%22\(Self.hash)%22}}"),
                client.post(#"{"documentId":"\#(Self.hash)"}"#), client.post("{\(persisted(Self.hash))}"),
                client.get("/graphql?documentId=\(Self.hash)", fields: ["Accept: text/html,*/*;q=0.8"]),
            ] {
                #expect(answer.status == 200)
                #expect(answer.body.hasPrefix(Self.answer), "\(answer.body)")
            }
            let plain = client.post(#"{"query":"{__typename}"}"#)
            #expect(plain.status == 200)
            #expect(plain.error?.hasSuffix(" QUERY_NOT_ALLOWED") ?? false == only)
        }
    }

    @Test("A client that is told that its document is not known sends it, and is understood by its hash on every loop")
    func automatic() throws {
        let server = try RunningServer(["--data", directory.file("portico.db"), "--loops", "4"])
        let plain = ["Accept: application/json"]
        let response = ["Accept: application/graphql-response+json"]
        let client = try server.client()
        let unknown = client.post("{\(persisted(Self.hash))}", fields: plain)
        #expect(unknown.status == 200)
        #expect(unknown.error == "PersistedQueryNotFound PERSISTED_QUERY_NOT_FOUND")
        #expect(client.post("{\(persisted(Self.hash))}", fields: response).status == 400)
        let other = String(repeating: "0", count: 64)
        #expect(client.post(#"{"query":"{__typename}",\#(persisted(other))}"#, fields: plain).status == 400)
        let query = Self.source.replacing("\n", with: "\\n")
        #expect(client.post(#"{"query":"\#(query)",\#(persisted(Self.hash))}"#).status == 200)
        for _ in 0..<16 {
            let answer = try server.client().post("{\(persisted(Self.hash))}")
            #expect(answer.body.hasPrefix(Self.answer), "\(answer.body)")
        }
    }

    @Test("A folder that cannot be used ends with 78 and one line that says where")
    func unusable() throws {
        func message() throws -> String {
            let outcome = try PorticoProcess.run(["--trusted", folder, "--data", "new.db"], in: directory.path)
            #expect(outcome.exitCode == 78)
            #expect(directory.names == ["documents"] || directory.names.isEmpty)
            return outcome.errors
        }
        #expect(
            try message()
                == "portico: \(folder): has no .graphql file: put documents there, or leave --trusted out\n")
        try put("{ nonsense }", in: "a.graphql")
        let place = "\(folder)/a.graphql:1:3"
        #expect(try message().hasPrefix("portico: \(place): Cannot query field \"nonsense\" on type \"Query\"."))
        try Data([0x7B, 0xFF, 0x7D]).write(to: URL(fileURLWithPath: "\(folder)/a.graphql"))
        #expect(try message() == "portico: \(folder)/a.graphql: is not UTF-8\n")
        try put(String(repeating: " ", count: 1 << 20 + 1), in: "a.graphql")
        #expect(try message() == "portico: \(folder)/a.graphql: is larger than 1 MiB, the most that is read\n")
        try FileManager.default.removeItem(atPath: folder)
        #expect(try message() == "portico: \(folder): cannot be read: No such file or directory\n")
    }
}
