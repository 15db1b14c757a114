import Foundation
import Glibc
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

    @Test(
        "A password for whose hash there is no memory is not a wrong one",
        .enabled(if: FileManager.default.fileExists(atPath: "/usr/bin/prlimit"), "prlimit is not installed"))
    func unavailable() throws {
        _ = try give(Self.password)
        let server = try RunningServer(place)
        let client = try server.client()
        #expect(session(client) != "")
        // A hash takes 16 MiB, everything else very little.
        let limit = try ProcessFigures(id: server.id).addressedBytes() + 8 << 20
        _ = try Shell.run("prlimit --pid \(server.id) --as=\(limit):")
        for _ in 0..<6 {
            let answer = client.post(Self.body(Self.password))
            #expect(answer.status == 500)
            #expect(answer.body.hasPrefix(#"{"errors":[{"message":"Something failed on our side."#), "\(answer.body)")
        }
        _ = try Shell.run("prlimit --pid \(server.id) --as=unlimited:")
        #expect(session(client) != "", "five wrong ones would have closed the account")
        #expect(server.stop().errors.ranges(of: "a password could not be hashed").count == 6)
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

    @Test("Signing out ends what a shared stream tells of, and what waits for one that nobody has taken up is not told")
    func sharedStreams() throws {
        _ = try give(Self.password)
        let server = try RunningServer(place)
        let client = try server.client()
        let token = session(client)
        let streams = (0..<2).map { _ in
            client.get("/graphql", method: "PUT", fields: ["Authorization: Bearer \(token)"]).body
        }
        for (stream, query) in zip(streams, ["subscription { recordChanged { sequence } }", "{ viewer { role } }"]) {
            let request = #"{"query":"\#(query)","extensions":{"operationId":"a"}}"#
            #expect(
                client.post(request, token: token, fields: ["X-GraphQL-Event-Stream-Token: \(stream)"]).status == 202)
        }
        let reader = try server.client()
        func open(_ stream: String) -> Int {
            reader.send(
                "GET /graphql?token=\(stream) HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n")
            return reader.head().status
        }
        #expect(open(streams[0]) == 200)
        #expect(client.post(Self.signOut, token: token).status == 200)
        let end = reader.event()
        #expect(end.contains(#"data: {"id":"a","payload":{"errors":[{"message":"The bearer token is wrong"#), "\(end)")
        let late = client.get("/graphql?token=\(streams[1])", fields: ["Accept: text/event-stream"])
        #expect(late.status == 404)
        #expect(late.error == "There is no such reserved stream, or it is not yours. STREAM_NOT_FOUND")
    }

    @Test("A session may be begun over a WebSocket, for others: one that goes by a session ends when that signs out")
    func sockets() throws {
        _ = try give(Self.password)
        let server = try RunningServer(place)
        let anonymous = SocketClient(try server.client())
        anonymous.send(#"{"type":"connection_init"}"#)
        #expect(anonymous.receive() == .text(#"{"type":"connection_ack"}"#))
        anonymous.send(#"{"id":"1","type":"subscribe","payload":\#(Self.body(Self.password))}"#)
        let answer = try anonymous.text()
        #expect(answer.hasPrefix(#"{"id":"1","type":"next","payload":{"data":{"signIn":{"token":"pt_"#), "\(answer)")
        #expect(try anonymous.text() == #"{"id":"1","type":"complete"}"#)
        let token = String(try #require(answer.firstMatch(of: #/"token":"(pt_[0-9a-f]{64})"/#)).1)
        let socket = SocketClient(try server.client())
        try socket.begin(token: token)
        let query = #"{"query":"subscription { recordChanged { sequence } }"}"#
        socket.send(#"{"id":"s","type":"subscribe","payload":\#(query)}"#)
        // It is answered behind the subscription.
        socket.send(#"{"type":"ping"}"#)
        #expect(socket.receive() == .text(#"{"type":"pong"}"#))
        #expect(try server.client().post(Self.signOut, token: token).status == 200)
        #expect(socket.receive() == .close(code: 4403, reason: "Forbidden"))
        anonymous.send(#"{"type":"ping"}"#)
        #expect(anonymous.receive() == .text(#"{"type":"pong"}"#))
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

    private func ask(at keyboard: Keyboard) throws -> PorticoProcess {
        try PorticoProcess(["user", "password", Self.email] + place, input: keyboard.path, limit: "-c 0")
    }

    @Test("Whoever types a password sees nothing of it, and types it twice", arguments: [true, false])
    func typed(_ isRepeated: Bool) throws {
        let keyboard = try Keyboard()
        let process = try ask(at: keyboard)
        #expect(process.errors(through: ": ") == "Password for \(Self.email): ")
        #expect(keyboard.isSilent)
        keyboard.type(Self.password)
        #expect(process.errors(through: ": ") == "\nOnce more: ")
        #expect(keyboard.isSilent)
        keyboard.type(isRepeated ? Self.password : "correct horse")
        let outcome = process.outcome()
        #expect(keyboard.isUsual)
        #expect(keyboard.shown() == "")
        #expect(outcome.exitCode == (isRepeated ? 0 : 1))
        #expect(outcome.output == (isRepeated ? "\(Self.email) has a new password\n" : ""))
        #expect(outcome.errors == (isRepeated ? "\n" : "\nportico: The two passwords differ.\n"))
    }

    @Test("Whoever ends it while a password is typed has a terminal that echoes")
    func interrupted() throws {
        let keyboard = try Keyboard()
        let process = try ask(at: keyboard)
        _ = process.errors(through: ": ")
        #expect(keyboard.isSilent)
        process.signal(SIGINT)
        #expect(process.outcome().exitCode == 1)
        #expect(keyboard.isUsual)
        let server = try RunningServer(place)
        #expect(session(try server.client()) == "", "nothing was changed")
    }

    @Test(
        "A password that cannot be given is refused with the reason",
        arguments: [
            (
                "short\n", email,
                "A password has 12 to 128 characters, in at most 511 bytes, that are not all the same, and is not what you sign in as."
            ),
            (
                "", email,
                "A password has 12 to 128 characters, in at most 511 bytes, that are not all the same, and is not what you sign in as."
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
