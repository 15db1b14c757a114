import TestSupport
import Testing

/// Signing in with a password, over real sockets.
@Suite("Signing in")
struct SignInTests {
    private static let email = "ada@vendor.example"
    private static let password = "correct horse battery"

    private let directory: TemporaryDirectory
    private let place: [String]

    init() throws {
        directory = try TemporaryDirectory()
        place = ["--data", directory.file("portico.db")]
        #expect(try PorticoProcess.run(["user", "add", Self.email, "--name", "Ada"] + place).exitCode == 0)
    }

    private func give(_ password: String, to email: String = email) throws -> PorticoProcess.Outcome {
        let input = try directory.write(password, to: "password")
        return try PorticoProcess.run(["user", "password", email] + place, input: input)
    }

    private static func body(_ password: String, of email: String = email) -> String {
        #"{"query":"mutation($p: String!) { signIn(email: \"\#(email)\", password: $p) { token userErrors { code } } }","variables":{"p":"\#(password)"}}"#
    }

    private func session(_ client: Client, _ password: String = password, of email: String = email) -> String {
        let token = client.post(Self.body(password, of: email)).body.firstMatch(of: #/"token":"(pt_[0-9a-f]{64})"/#)
        return token.map { String($0.1) } ?? ""
    }

    /// A client that is told of changes.
    private func stream(_ server: borrowing RunningServer, _ token: String) throws -> Client {
        let query = #"{"query":"subscription { recordChanged { sequence } }"}"#
        let client = try server.client()
        client.send(Client.request(query, token: token, fields: ["Accept: text/event-stream"]))
        #expect(client.head().status == 200)
        return client
    }

    private static let role = #"{"query":"{ viewer { role passwordChangeRecommended } }"}"#
    private static let signOut = #"{"query":"mutation { signOut { ok } }"}"#

    @Test("Whoever is given a password signs in with it, and out again; nothing of it is in the log")
    func session() throws {
        #expect(try give(Self.password + "\r\n").output == "\(Self.email) has a new password\n")
        let server = try RunningServer(place)
        let client = try server.client()
        let token = session(client)
        let viewer = client.post(Self.role, token: token)
        #expect(viewer.body.hasPrefix(#"{"data":{"viewer":{"role":"ADMIN","passwordChangeRecommended":true}}"#))
        #expect(client.post(Self.body("wrong horse battery")).body.contains(#""token":null"#))
        #expect(client.post(Self.signOut, token: token).body.hasPrefix(#"{"data":{"signOut":{"ok":true}}"#))
        #expect(client.post(Self.role, token: token).status == 401)
        let metrics = client.get("/metrics").body
        let log = server.stop().errors
        for text in [metrics, log] {
            #expect(!text.contains("horse") && !text.contains(token) && !text.contains(Self.email))
        }
        #expect(log.contains(#""operation":"mutation""#))
    }

    @Test("An address with letters beyond ASCII is one for the commands and for signing in, however it is written")
    func international() throws {
        let names = ["Bo@Müller.example", "bo@MÜLLER.example", "bo@xn--mller-kva.example"]
        #expect(try PorticoProcess.run(["user", "add", names[0], "--name", "Bo"] + place).exitCode == 0)
        #expect(try PorticoProcess.run(["user", "add", names[1], "--name", "Bo"] + place).exitCode == 1)
        for (number, name) in names.enumerated() {
            #expect(try PorticoProcess.run(["user", "token", name] + place).exitCode == 0)
            #expect(try give("\(number) \(Self.password)", to: name).output == "\(name) has a new password\n")
        }
        let server = try RunningServer(place)
        let client = try server.client()
        for name in names { #expect(session(client, "2 \(Self.password)", of: name) != "", "\(name)") }
    }

    @Test("Another password ends the sessions of a server that runs within a second")
    func replaced() throws {
        _ = try give(Self.password)
        let server = try RunningServer(place)
        let client = try server.client()
        let token = session(client)
        let stream = try stream(server, token)
        #expect(try give("battery horse correct").exitCode == 0)
        #expect(stream.event().contains("UNAUTHENTICATED"))
        // A look-up is trusted for a second, as the password was given beside the server.
        let start = ContinuousClock.now
        var status = 200
        while status == 200, ContinuousClock.now - start < .seconds(60) {
            status = client.post(Self.role, token: token).status
        }
        #expect(status == 401)
        let old = client.post(Self.body(Self.password))
        #expect(old.body.contains(#""token":null"#), "\(token) \(old)")
        #expect(session(client, "battery horse correct") != "")
    }

    @Test("Signing out ends the session's streams")
    func streams() throws {
        _ = try give(Self.password)
        let server = try RunningServer(place)
        let client = try server.client()
        let token = session(client)
        let stream = try stream(server, token)
        let start = ContinuousClock.now
        #expect(client.post(Self.signOut, token: token).status == 200)
        #expect(stream.event().contains("UNAUTHENTICATED"))
        #expect(stream.event() == "")
        if BuiltProgram.isGiven { #expect(ContinuousClock.now - start < .seconds(1)) }
    }

    @Test(
        "A password that cannot be given is refused with the reason",
        arguments: [
            (
                "short\n", email,
                "A password has 12 to 128 characters that are not all the same, and is not what you sign in as."
            ),
            (
                "", email,
                "A password has 12 to 128 characters that are not all the same, and is not what you sign in as."
            ),
            (
                "correct horse battery", "bob@vendor.example",
                "nobody signs in as «bob@vendor.example»: give the email address of an active user"
            ),
            (String(repeating: "x", count: 5000), email, "the line on standard input is too long"),
        ])
    func refused(_ password: String, _ email: String, _ reason: String) throws {
        let outcome = try give(password, to: email)
        #expect(outcome.errors == "portico: \(reason)\n")
        #expect(outcome.exitCode == 1)
    }
}
