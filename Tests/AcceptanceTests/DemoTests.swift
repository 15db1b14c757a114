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

    @Test("Its accounts are listed for pages of its own, and only while it is served")
    func list() throws {
        struct Account: Decodable, Equatable {
            let role: String
            let name: String
            let organization: String?
            let token: String
        }
        let server = try RunningServer(["--demo", "--cors-origin", "https://app.example"])
        let client = try server.client()
        for fields in [[], ["Sec-Fetch-Site: same-origin"], ["Sec-Fetch-Site: none"], ["Origin: http://localhost"]] {
            let answer = client.get("/demo/accounts", fields: fields)
            #expect(answer.status == 200 && answer.fields("Content-Type") == ["application/json; charset=utf-8"])
            #expect(answer.fields("Cache-Control") == ["no-store"] && !answer.head.contains("Access-Control"))
            let accounts = try JSONDecoder().decode([Account].self, from: Data(answer.body.utf8))
            #expect(accounts.map(\.role) == Self.roles)
            for account in accounts {
                #expect(account.token == (try server.token(of: account.role)))
                let said = "\(account.role): \(account.name)\(account.organization.map { " of \($0)" } ?? "")\n"
                #expect(server.greeting.contains(said))
            }
        }
        for other in [
            ["Sec-Fetch-Site: cross-site"], ["Sec-Fetch-Site: same-site"], ["Origin: https://app.example"],
            ["Origin: null"], ["Origin: https://app.example", "Sec-Fetch-Site: same-origin", "Sec-Fetch-Site: none"],
        ] {
            let refused = client.get("/demo/accounts", fields: other)
            #expect(refused.status == 403 && !refused.body.contains("pt_"), "\(other)")
            #expect(!refused.head.contains("Access-Control"))
            let asked = client.get("/demo/accounts", method: "OPTIONS", fields: other)
            #expect(asked.status == 204 && !asked.head.contains("Access-Control"))
        }
        #expect(client.get("/demo/accounts", method: "POST").status == 405)
        let directory = try TemporaryDirectory()
        let plain = try RunningServer(["--data", directory.file("portico.db")])
        #expect(try plain.client().get("/demo/accounts").status == 404)
        #expect(client.get("/schema.graphql").fields("Link") == ["</demo/accounts>; rel=\"related\""])
        #expect(try plain.client().get("/schema.graphql").fields("Link") == [])
        let log = server.stop().errors
        #expect(log.contains(#""path":"/demo/accounts""#) && !log.contains("pt_"))
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
