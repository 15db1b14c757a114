import Foundation
import TestSupport
import Testing

/// Sessions that pages of this server keep in a cookie, over real sockets.
@Suite("The session's cookie")
struct SessionCookieTests {
    private static let password = "correct horse battery"
    private static let taken = "portico_session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax"
    private static let role = #"{"query":"{ viewer { role } }"}"#
    private static let admin = #"{"data":{"viewer":{"role":"ADMIN"}}"#
    private static let signOut = #"{"query":"mutation { signOut { ok } }"}"#
    private static let impossible =
        "Only the answer to a POST of a page of this server can set the cookie: leave \\\"cookie\\\" out. BAD_USER_INPUT"

    private let directory: TemporaryDirectory
    private let server: RunningServer

    init() throws {
        directory = try TemporaryDirectory()
        let place = ["--data", directory.file("portico.db")]
        for (email, role) in [("ada", "ADMIN"), ("bob", "AGENT")] {
            let person = ["\(email)@vendor.example"]
            let added = ["user", "add"] + person + ["--name", email, "--role", role] + place
            #expect(try PorticoProcess.run(added).exitCode == 0)
            let input = try directory.write(Self.password, to: "password")
            #expect(try PorticoProcess.run(["user", "password"] + person + place, input: input).exitCode == 0)
        }
        server = try RunningServer(place + ["--batch", "3", "--cors-origin", "https://app.example"])
    }

    private static func signIn(
        _ email: String = "ada@vendor.example", _ password: String = password, cookie: Bool = true
    ) -> String {
        let call = #"signIn(email: \"\#(email)\", password: $p, cookie: \#(cookie)) { token userErrors { code } }"#
        return #"{"query":"mutation($p: String!) { \#(call) }","variables":{"p":"\#(password)"}}"#
    }

    /// The token that an answer has the browser keep for 14 days.
    ///
    /// - Parameter attributes: Those behind the common ones.
    private static func kept(_ answer: Client.Answer, _ attributes: String = "") throws -> String {
        let fields = answer.fields("Set-Cookie")
        #expect(fields.count == 1)
        let token = try #require(fields.first?.firstMatch(of: #/^portico_session=(pt_[0-9a-f]{64});/#)).1
        #expect(
            fields == ["portico_session=\(token); Path=/; Max-Age=1209600; HttpOnly; SameSite=Lax\(attributes)"])
        #expect(!answer.body.contains(token))
        return String(token)
    }

    private static func cookie(_ token: String) -> String { "Cookie: portico_session=\(token)" }

    @Test(
        "A page signs in, asks by POST and by GET, and signs out, and sees no token; it is secure where the page is",
        arguments: [
            (["Origin: http://localhost", "Sec-Fetch-Site: same-origin"], ""),
            (["Origin: https://portal.example", "Sec-Fetch-Site: same-origin"], "; Secure"),
            (["Origin: https://localhost"], "; Secure"), (["Sec-Fetch-Site: same-origin"], ""), ([], ""),
        ])
    func session(_ page: [String], _ attributes: String) throws {
        let client = try server.client()
        let begun = client.post(Self.signIn(), fields: page)
        #expect(begun.body.hasPrefix(#"{"data":{"signIn":{"token":null,"userErrors":[]}}"#))
        let token = try Self.kept(begun, attributes)
        let fields = page + [Self.cookie(token)]
        for answer in [
            client.post(Self.role, fields: fields),
            client.post(Self.role, fields: fields + ["GraphQL-Require-Preflight: 1"]),
            client.get("/graphql?query={viewer{role}}", fields: fields),
        ] {
            #expect(answer.body.hasPrefix(Self.admin))
            #expect(answer.fields("Set-Cookie").isEmpty)
        }
        let over = client.post(Self.signOut, fields: fields)
        #expect(over.body.hasPrefix(#"{"data":{"signOut":{"ok":true}}"#))
        #expect(over.fields("Set-Cookie") == [Self.taken + attributes])
        let metrics = client.get("/metrics").body
        let log = server.stop().errors
        #expect(log.contains(#""operation":"mutation""#) && !log.contains(token) && !metrics.contains(token))
        // Nobody has it open any more: all that was written is in it.
        let database = try Data(contentsOf: URL(filePath: directory.file("portico.db")))
        #expect(database.range(of: Data(token.utf8)) == nil)
    }

    @Test("A cookie that is no longer good is taken away with the answer that says so, and by no other")
    func takenAway() throws {
        let client = try server.client()
        let token = try Self.kept(client.post(Self.signIn()))
        let stale = Self.cookie(token)
        #expect(client.post(Self.signOut, token: token, fields: [stale]).fields("Set-Cookie").isEmpty)
        let events = "Accept: text/event-stream"
        for answer in [
            client.post(Self.role, fields: [stale]), client.post(Self.signIn(), fields: [stale]),
            client.post("[\(Self.role),\(Self.role)]", fields: [stale]),
            client.get("/graphql?query={viewer{role}}", fields: [stale]),
            client.get("/graphql?query={viewer{role}}", fields: [stale, events]),
            client.get("/graphql", method: "PUT", fields: [stale]), client.get("/portal/crm", fields: [stale]),
            client.get("/portal/crm", fields: [stale, "Sec-Fetch-Site: cross-site"]),
        ] {
            #expect(answer.status == 401)
            #expect(answer.fields("Set-Cookie") == [Self.taken])
        }
        let secure = client.post(Self.role, fields: [stale, "Origin: https://localhost"])
        #expect(secure.fields("Set-Cookie") == [Self.taken + "; Secure"])
        let origin = "Origin: https://app.example"
        for answer in [
            client.post(Self.role, token: "pt_wrong", fields: [stale]), client.post(Self.role, token: "pt_wrong"),
            client.get("/graphql", method: "PUT"), client.get("/graphql", method: "PUT", fields: [stale, origin]),
        ] {
            #expect(answer.status == 401)
            #expect(answer.fields("Set-Cookie").isEmpty)
        }
        #expect(client.post(Self.role, fields: [stale, origin]).status == 200, "its cookie does not count")
        _ = try Self.kept(client.post(Self.signIn()))
    }

    @Test(
        "Pages of other sites, WebSockets and reserved streams are told that they get no cookie; no password is tried")
    func impossible() throws {
        let client = try server.client()
        let wrong = Self.signIn("ada@vendor.example", "wrong")
        let token = try Self.kept(client.post(Self.signIn()))
        let reserved = client.get("/graphql", method: "PUT", fields: [Self.cookie(token)])
        #expect(reserved.status == 201)
        let socket = SocketClient(try server.client(), fields: SocketClient.fields + [Self.cookie(token)])
        socket.send(#"{"type":"connection_init"}"#)
        #expect(try socket.text() == #"{"type":"connection_ack"}"#)
        let inStream = ["X-GraphQL-Event-Stream-Token: \(reserved.body)", Self.cookie(token)]
        for id in 0..<6 {
            for site in ["cross-site", "same-site"] {
                let admitted = client.post(wrong, fields: ["Origin: https://app.example", "Sec-Fetch-Site: \(site)"])
                #expect(admitted.status == 200)
                #expect(admitted.error == Self.impossible)
                #expect(admitted.fields("Set-Cookie").isEmpty)
            }
            for origin in ["Origin: https://evil.example", "Origin: null"] {
                let refused = client.post(wrong, fields: [origin])
                #expect(refused.status == 403 && refused.fields("Set-Cookie").isEmpty)
            }
            let streamed = client.post(
                wrong.dropLast() + #","extensions":{"operationId":"\#(id)"}}"#, fields: inStream)
            #expect(streamed.status == 400)
            #expect(streamed.error == Self.impossible)
            socket.send(#"{"id":"\#(id)","type":"subscribe","payload":\#(wrong)}"#)
            #expect(
                try socket.text().hasPrefix(#"{"id":"\#(id)","type":"error","payload":[{"message":"Only the answer"#))
        }
        let admitted = client.post(Self.signIn(cookie: false), fields: ["Origin: https://app.example"])
        #expect(admitted.body.contains(#""token":"pt_"#) && admitted.fields("Set-Cookie").isEmpty)
    }

    @Test("A cookie without a value is none, and one that cannot be a token is a wrong token, not a wrong header")
    func empty() throws {
        let client = try server.client()
        let token = try Self.kept(client.post(Self.signIn()))
        let nobody = client.post(Self.role)
        #expect(nobody.status == 200 && !nobody.body.contains("ADMIN"))
        for fields in [[Self.cookie("")], ["Cookie: portico_session"], [Self.cookie("; portico_session=")]] {
            let answer = client.post(Self.role, fields: fields)
            #expect(answer.status == 200, "\(fields)")
            #expect(answer.body.prefix { $0 != "}" } == nobody.body.prefix { $0 != "}" })
            #expect(answer.fields("Set-Cookie").isEmpty)
            _ = try Self.kept(client.post(Self.signIn(), fields: fields))
        }
        let both = client.post(Self.role, fields: ["Cookie: portico_session=; portico_session=\(token)"])
        #expect(both.body.hasPrefix(Self.admin))
        let long = client.post(Self.role, fields: [Self.cookie(String(repeating: "t", count: 600))])
        #expect(long.status == 401)
        #expect(long.error == "The bearer token is wrong, expired or revoked. UNAUTHENTICATED")
        #expect(long.fields("Set-Cookie") == [Self.taken])
    }

    @Test("An answer as an event sets it, too, and of a list of requests the last that has signed somebody in")
    func forms() throws {
        let client = try server.client()
        let event = client.post(Self.signIn(), fields: ["Accept: text/event-stream"])
        #expect(event.body.hasPrefix("event: next\ndata: " + #"{"data":{"signIn":{"token":null,"userErrors":[]}}"#))
        let token = try Self.kept(event)
        let list = [Self.signIn(), Self.signIn("bob@vendor.example"), Self.signIn("ada@vendor.example", "wrong")]
        let batch = client.post("[\(list.joined(separator: ","))]", fields: [Self.cookie(token)])
        #expect(batch.body.matches(of: #/"data":\{"signIn":\{"token":null,/#).count == 3)
        let last = try Self.kept(batch)
        let viewer = client.post(Self.role, fields: [Self.cookie(last)])
        #expect(viewer.body.hasPrefix(#"{"data":{"viewer":{"role":"AGENT"}}"#))
        #expect(client.post(Self.role, fields: [Self.cookie(token)]).body.hasPrefix(Self.admin))
    }
}
