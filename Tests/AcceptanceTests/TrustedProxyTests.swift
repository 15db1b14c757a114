import Glibc
import TestSupport
import Testing

/// What a server makes of `X-Forwarded-For`, where it says whose requests a proxy sends.
@Suite("A server behind a proxy")
struct TrustedProxyTests {
    private let directory: TemporaryDirectory

    init() throws { directory = try TemporaryDirectory() }

    /// A way to the server.
    enum Way: CaseIterable {
        case socket, loopback

        /// What `--trusted-proxy` calls who comes this way.
        var proxy: String { self == .socket ? "unix" : "127.0.0.1" }
    }

    /// A server with connections such as a proxy has: the requests of many come on each.
    private struct Server {
        let process: PorticoProcess
        let greeting: String
        let connect: () throws -> Client

        func stop() {
            process.signal(SIGTERM)
            #expect(process.outcome().exitCode == 0)
        }

        var adminToken: String {
            get throws {
                let account = try #require(greeting.split(separator: "\n\n").first { $0.hasPrefix("ADMIN: ") })
                return String(try #require(account.firstMatch(of: #/pt_\w+/#)).0)
            }
        }
    }

    private func server(_ way: Way, _ options: [String]) throws -> Server {
        let socket = directory.file("portico.sock")
        let place = way == .socket ? ["--uds", socket] : ["--port", "0"]
        let process = try PorticoProcess(["--data", directory.file("portico.db")] + place + options)
        let greeting = process.output(through: "Listening on ")
        let port = greeting.split { ":\n".contains($0) }.last.flatMap { UInt16($0) }
        return Server(process: process, greeting: greeting) {
            way == .socket ? try Client(socket: socket) : try Client(port: try #require(port))
        }
    }

    private static func line(_ addresses: String) -> String { "X-Forwarded-For: \(addresses)" }

    private static func signIn(_ names: [String]) -> String {
        let fields = names.map {
            #"\#($0): signIn(email: \"\#($0)@x.example\", password: \"wrong\") { userErrors { code } }"#
        }
        return #"{"query":"mutation { \#(fields.joined(separator: " ")) }"}"#
    }

    /// The code with which somebody is refused to sign in, or that of the request.
    private static func code(_ answer: Client.Answer) -> String? {
        answer.body.firstMatch(of: #/"code":"([A-Z_]+)"/#).map { String($0.1) }
    }

    /// Costs 9,920 of the 25,000 nodes that a caller without a token may ask for: it is taken for a document that nobody knows.
    private static let dear = #"{"query":"{ \#(String(repeating: " ", count: 900 << 10))"}"#

    /// Takes so much that the next that is dear is refused for eleven seconds.
    private static func spend(_ client: Client, _ addresses: String) {
        for _ in 0..<2 { #expect(client.post(dear, fields: [line(addresses)]).status == 200) }
    }

    @Test(
        "Each address has an allowance, and one that has spent it keeps no other from signing in",
        arguments: Way.allCases)
    func allowances(_ way: Way) throws {
        let server = try server(way, ["--rate-limit", "250000", "--trusted-proxy", way.proxy])
        let client = try server.connect()
        Self.spend(client, "192.0.2.1")
        Self.spend(client, "2001:db8::1")
        let spent = [
            "192.0.2.1", "192.0.2.1:567", "::ffff:192.0.2.1", "198.51.100.1, 192.0.2.1", "unknown,192.0.2.1",
            "2001:db8::2", "[2001:db8::ffff]:567",
        ]
        for addresses in spent {
            #expect(client.post(Self.dear, fields: [Self.line(addresses)]).status == 429, "\(addresses)")
        }
        let lines = [Self.line("192.0.2.2"), Self.line("192.0.2.1")]
        #expect(client.post(Self.dear, fields: lines).status == 429, "the last line counts")
        let fresh = ["192.0.2.2", "192.0.2.1,192.0.2.2", "2001:db8:0:1::1", "unknown", "192.0.2.1,", ""]
        for (number, addresses) in fresh.enumerated() {
            let answer = client.post(Self.signIn(["u\(number)"]), fields: [Self.line(addresses)])
            #expect(Self.code(answer) == "INVALID_CREDENTIALS", "\(addresses)")
            let left = answer.fields("RateLimit").first?.firstMatch(of: #/r=(\d+)/#).flatMap { Int($0.1) }
            #expect(try #require(left) > 20_000, "\(addresses)")
        }
        #expect(try server.connect().post(Self.signIn(["a"])).status == 200, "the proxy's own")
        server.stop()
    }

    @Test("The addresses of files and portals are charged to whom the proxy names", arguments: Way.allCases)
    func addresses(_ way: Way) throws {
        let server = try server(way, ["--rate-limit", "250000", "--trusted-proxy", way.proxy])
        let client = try server.connect()
        Self.spend(client, "192.0.2.1")
        for (method, path, status) in [
            ("GET", "/attachments/1", 404), ("PUT", "/attachments/1?upload=x", 404), ("GET", "/portal/south", 302),
        ] {
            var answer = client.get(path, method: method, fields: [Self.line("192.0.2.1")])
            for _ in 0..<3000 where answer.status == status {
                answer = client.get(path, method: method, fields: [Self.line("192.0.2.1")])
            }
            #expect(answer.status == 429, "\(path)")
            #expect(client.get(path, method: method, fields: [Self.line("192.0.2.2")]).status == status, "\(path)")
        }
        server.stop()
    }

    @Test(
        "Where the way is not that of a trusted proxy, all are one caller whatever the header says",
        arguments: Way.allCases, [[], ["--trusted-proxy", "192.0.2.0/24"]])
    func untrusted(_ way: Way, _ options: [String]) throws {
        let server = try server(way, ["--rate-limit", "250000"] + options)
        let client = try server.connect()
        Self.spend(client, "192.0.2.1")
        for fields in [[], [Self.line("192.0.2.2")], [Self.line("198.51.100.1")]] {
            #expect(client.post(Self.dear, fields: fields).status == 429)
        }
        server.stop()
    }

    @Test("Fifty wrong passwords close the address from which they come, and no other", arguments: Way.allCases)
    func wrongPasswords(_ way: Way) throws {
        let server = try server(way, ["--rate-limit", "0", "--trusted-proxy", way.proxy])
        let client = try server.connect()
        for round in 0..<10 {
            let names = (0..<5).map { "u\(round)x\($0)" }
            let answer = client.post(Self.signIn(names), fields: [Self.line("198.51.100.\(round), 127.0.0.9")])
            #expect(answer.body.ranges(of: "INVALID_CREDENTIALS").count == 5, "\(answer)")
        }
        // This machine's own, when a proxy tells it, is an address as any other.
        for (address, code) in [
            ("127.0.0.9", "TOO_MANY_ATTEMPTS"), ("198.51.100.1", "INVALID_CREDENTIALS"),
            ("127.0.0.8", "INVALID_CREDENTIALS"), ("unknown", "INVALID_CREDENTIALS"),
        ] {
            #expect(Self.code(client.post(Self.signIn(["v"]), fields: [Self.line(address)])) == code, "\(address)")
        }
        server.stop()
    }

    @Test("The audit log tells the caller's address, also of what comes as a stream", arguments: Way.allCases)
    func audit(_ way: Way) throws {
        let server = try server(way, ["--demo", "--trusted-proxy", way.proxy])
        let token = try server.adminToken
        let client = try server.connect()
        let people = #"{"query":"{ agents(first: 1) { nodes { phone } } }"}"#
        let addresses = ["192.0.2.1", "192.0.2.66, 192.0.2.2:80", "2001:db8::3"]
        for address in addresses {
            #expect(client.post(people, token: token, fields: [Self.line(address)]).status == 200)
        }
        let stream = try server.connect()
        stream.send(
            Client.request(people, token: token, fields: [Self.line("192.0.2.4"), "Accept: text/event-stream"]))
        #expect(stream.answer().body.contains(#""phone""#))
        let socket = SocketClient(try server.connect(), fields: SocketClient.fields + [Self.line("192.0.2.5")])
        try socket.begin(token: token)
        socket.send(#"{"id":"1","type":"subscribe","payload":\#(people)}"#)
        #expect(try socket.text().contains(#""phone""#))
        let log = client.post(
            #"{"query":"{ auditLog(first: 5) { nodes { ip } } }"}"#, token: token, fields: [Self.line("192.0.2.6")])
        let told = ["192.0.2.5", "192.0.2.4", "2001:db8:0:0:0:0:0:3", "192.0.2.2", "192.0.2.1"]
        let nodes = told.map { #"{"ip":"\#($0)"}"# }.joined(separator: ",")
        #expect(log.body.hasPrefix(#"{"data":{"auditLog":{"nodes":[\#(nodes)]}}"#), "\(log.body)")
        server.stop()
    }
}
