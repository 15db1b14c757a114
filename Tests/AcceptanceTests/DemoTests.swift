import Foundation
import SQLite
import Storage
import TestSupport
import Testing

@Suite("The demo")
struct DemoTests {
    private static let roles = ["PARTNER_USER", "PARTNER_SUPERVISOR", "AGENT", "ADMIN", "INTEGRATION"]
    private static let cases =
        #"{"query":"query($first: Int, $after: Cursor) { cases(first: $first, after: $after) { nodes { caseNumber } } }","variables":"#

    @Test(
        "It prints an account for each role, whose lines work as they are pasted, and leaves nothing behind",
        .enabled(if: Shell.hasCurl, "curl is not installed"))
    func accounts() throws {
        let server = try RunningServer(["--demo"])
        let accounts = server.greeting.split(separator: "\n\n").filter { $0.contains("curl") }
        #expect(accounts.map { String($0.prefix { $0 != ":" }) } == Self.roles)
        for (role, account) in zip(Self.roles, accounts) {
            let answer = try Shell.run(account.split(separator: "\n").dropFirst().joined(separator: "\n"))
            #expect(answer.hasPrefix(#"{"data":{"viewer":{"role":"\#(role)"},"cases":{"totalCount":"#), "\(answer)")
            #expect(!answer.contains("errors"))
        }
        let outcome = server.stop()
        #expect(outcome.exitCode == 0)
        let data = try #require(outcome.errors.firstMatch(of: /"data":"(\/[^"]+)\/portico.db"/)).1
        #expect(!FileManager.default.fileExists(atPath: String(data)))
    }

    @Test("Pages have at most 100 rows, cursors are of the list they came from, and a new token works at once")
    func pages() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("demo.db")
        let server = try RunningServer(["--demo", "--data", path])
        let email = try Self.login(in: path)
        let token = try PorticoProcess.run(["user", "token", email, "--data", path])
        #expect(token.exitCode == 0)
        #expect(token.errors.isEmpty)
        let client = try server.client()
        func ask(_ variables: String) -> String {
            client.post(Self.cases + variables + "}", token: token.output.trimmingCharacters(in: .newlines)).body
        }
        #expect(ask(#"{"first":100}"#).hasPrefix(#"{"data":{"cases":{"nodes":[{"caseNumber":"CASE-"#))
        #expect(ask(#"{"first":101}"#).contains(#""extensions":{"code":"PAGE_SIZE_INVALID""#))
        #expect(ask(#"{"first":5,"after":"nonsense"}"#).contains(#""extensions":{"code":"CURSOR_INVALID""#))
        #expect(ask(#"{"first":1}"#).hasPrefix(#"{"data":{"cases":{"nodes":[{"caseNumber":"CASE-"#))
    }

    /// The address with which an agent of the demo signs in.
    private static func login(in path: String) throws -> String {
        let connection = try Database(path: path).connectForReading()
        var rows = try connection.prepare("SELECT login FROM credential JOIN agent ON agent.id = actor_id").rows()
        try #require(try rows.step())
        return rows.text(0)
    }
}
