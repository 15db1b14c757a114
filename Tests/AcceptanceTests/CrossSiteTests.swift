import TestSupport
import Testing

/// What pages of other sites may do, over real sockets.
@Suite("Pages of other sites")
struct CrossSiteTests {
    private static let body = #"{"query":"{__typename}"}"#

    /// Lines that say who is asking, and what becomes of it: 200 as ever, 201 for an answer that the page may read, or 403.
    private static let pages: [([String], Int)] = [
        ([], 200), (["Origin: http://localhost"], 200), (["Origin: https://LocalHost"], 200),
        (["Origin: http://localhost:81"], 403), (["Origin: http://evil.example"], 403), (["Origin: null"], 403),
        (["Origin: *"], 403), (["Origin: "], 403), (["Origin: localhost"], 403), (["Origin: ftp://localhost"], 403),
        (["Origin: http://localhost", "Origin: http://localhost"], 403),
        (["Origin: https://app.example", "Origin: https://app.example"], 403),
        (["Origin: https://app.example"], 201), (["Origin: https://app.example:444"], 403),
        (["Origin: http://app.example"], 403), (["Origin: https://app.example.evil.example"], 403),
        (["Origin: http://[::1]:8080", "Sec-Fetch-Site: cross-site"], 201),
        (["Sec-Fetch-Site: same-origin"], 200), (["Sec-Fetch-Site: none"], 200), (["Sec-Fetch-Site: cross-site"], 403),
        (["Sec-Fetch-Site: same-site"], 403), (["Sec-Fetch-Site: SAME-ORIGIN"], 403),
        (["Sec-Fetch-Site: none", "Sec-Fetch-Site: none"], 403),
        (["Origin: https://portal.example", "Sec-Fetch-Site: same-origin"], 200),
        (["Origin: http://localhost", "Sec-Fetch-Site: same-site"], 403),
        (["Origin: https://app.example", "Sec-Fetch-Site: cross-site"], 201),
    ]

    @Test("A page changes something here only if it is the server's own or the operator lets it in")
    func pages() throws {
        let server = try RunningServer(["--demo", "--cors-origin", "https://App.example, http://[::1]:8080"])
        let closed = try RunningServer(["--demo"])
        for (fields, status) in Self.pages {
            let name = fields.joined(separator: ", ")
            let answer = try server.client().post(Self.body, fields: fields)
            #expect(answer.status == (status == 403 ? 403 : 200), "\(name)")
            #expect(answer.fields("Vary") == ["Origin"])
            #expect(status != 403 || answer.error?.hasSuffix(" CROSS_SITE") == true, "\(answer.body)")
            let origin = fields.first { $0.hasPrefix("Origin: ") && status == 201 }?.dropFirst("Origin: ".count)
            #expect(answer.fields("Access-Control-Allow-Origin") == (origin.map { [String($0)] } ?? []), "\(name)")
            #expect(answer.fields("Access-Control-Allow-Credentials").isEmpty)
            // Reading harms nobody: the browser keeps the answer from the page.
            let read = try server.client().get("/graphql?query={__typename}", fields: fields)
            #expect(read.status == 200)
            #expect(read.fields("Vary") == ["Authorization, Cookie, Accept", "Origin"])
            #expect(read.fields("Access-Control-Allow-Origin") == (origin.map { [String($0)] } ?? []), "\(name)")
            let alone = try closed.client().post(Self.body, fields: fields)
            #expect(alone.status == (status == 200 ? 200 : 403), "\(name)")
            #expect(!alone.head.contains("Access-Control") && alone.fields("Vary").isEmpty)
        }
    }

    @Test("Pages of the server are told how long an operation ran, and nobody else")
    func timing() throws {
        let server = try RunningServer(["--demo", "--cors-origin", "https://app.example"])
        let client = try server.client()
        for query in [Self.body, #"{"query":"{ cases { totalCount } }"}"#] {
            let answer = client.post(query, fields: ["Sec-Fetch-Site: same-origin"])
            let told = try #require(answer.fields("Server-Timing").first)
            #expect(told.wholeMatch(of: #/execute;dur=[0-9]+\.[0-9]{3}/#) != nil, "\(told)")
        }
        for fields in [[], ["Sec-Fetch-Site: none"], ["Origin: https://app.example", "Sec-Fetch-Site: cross-site"]] {
            #expect(client.post(Self.body, fields: fields).fields("Server-Timing") == [])
        }
        #expect(client.post("{", fields: ["Sec-Fetch-Site: same-origin"]).fields("Server-Timing") == [])
    }

    @Test("Neither the case of a host nor its scheme makes another page of it")
    func hosts() throws {
        let server = try RunningServer(["--demo"])
        for (host, origin, status) in [
            ("Portal.Example:81", "https://portal.example:81", 200), ("PORTAL.example", "http://portal.EXAMPLE", 200),
            ("portal.example", "https://portal.example:81", 403), ("portal.example:81", "https://portal.example", 403),
        ] {
            let client = try server.client()
            client.send(
                Client.request(Self.body, fields: ["Origin: \(origin)"]).replacing(
                    "Host: localhost", with: "Host: \(host)"))
            #expect(client.answer().status == status, "\(host) \(origin)")
        }
    }

    @Test(
        "A browser that asks first is told what pages of the origin may ask",
        arguments: [
            ("/graphql", "GET, HEAD, POST, PUT, DELETE, OPTIONS"), ("/attachments/1", "GET, HEAD, PUT, OPTIONS"),
        ])
    func preflight(_ path: String, _ methods: String) throws {
        let server = try RunningServer(["--demo", "--cors-origin", "https://app.example"])
        let client = try server.client()
        let asked = ["Access-Control-Request-Method: POST", "Access-Control-Request-Headers: authorization"]
        let page = "Origin: https://app.example"
        let readable = [
            "Access-Control-Allow-Origin: https://app.example",
            "Access-Control-Expose-Headers: Content-Disposition, Content-Range, ETag, RateLimit, RateLimit-Policy, "
                + "Retry-After, traceparent",
        ]
        let all = ["HTTP/1.1 204 No Content", "Allow: \(methods)", "Vary: Origin"]
        #expect(
            client.get(path, method: "OPTIONS", fields: [page] + asked).lines == all + readable
                + [
                    "Access-Control-Allow-Methods: GET, POST, PUT, DELETE",
                    "Access-Control-Allow-Headers: Authorization, Content-Type, If-Match, If-None-Match, If-Range, "
                        + "Last-Event-ID, Range, traceparent, GraphQL-Require-Preflight, Apollo-Require-Preflight, "
                        + "X-GraphQL-Event-Stream-Token, X-Requested-With",
                    "Access-Control-Max-Age: 600",
                ])
        // Who asks without being a page that wants to, only asks for the methods.
        #expect(client.get(path, method: "OPTIONS", fields: [page]).lines == all + readable)
        for origin in ["https://evil.example", "null", "*"] {
            let other = client.get(path, method: "OPTIONS", fields: ["Origin: \(origin)"] + asked)
            #expect(other.lines == all, "\(origin)")
        }
    }

    @Test("A page that is let in reads refusals and events, too")
    func readable() throws {
        let server = try RunningServer(["--demo", "--cors-origin", "https://app.example"])
        let client = try server.client()
        let refused = client.post("{", fields: ["Origin: https://app.example"])
        #expect(refused.status == 400)
        #expect(refused.fields("Access-Control-Allow-Origin") == ["https://app.example"])
        #expect(
            refused.fields("Access-Control-Expose-Headers") == [
                "Content-Disposition, Content-Range, ETag, RateLimit, RateLimit-Policy, Retry-After, traceparent"
            ])
        let missing = client.get("/attachments/1", fields: ["Origin: https://evil.example"])
        #expect(missing.status == 404)
        #expect(missing.fields("Vary") == ["Origin"])
        let events = client.post(
            Self.body, fields: ["Origin: https://app.example", "Accept: text/event-stream"])
        #expect(events.fields("Access-Control-Allow-Origin") == ["https://app.example"])
        #expect(events.fields("X-Accel-Buffering") == ["no"])
    }

    @Test("Pages of other sites that are let in send a token: cookies do not count from there")
    func admittedCookie() throws {
        let server = try RunningServer(["--demo", "--cors-origin", "https://app.example"])
        let client = try server.client()
        let token = try server.token(of: "AGENT")
        let fields = ["Cookie: portico_session=\(token)", "Origin: https://app.example"]
        let body = #"{"query":"{viewer{role}}"}"#
        for site in [[], ["Sec-Fetch-Site: cross-site"]] {
            for answer in [
                client.get("/graphql?query={viewer{role}}", fields: fields + site),
                client.post(body, fields: fields + site),
            ] {
                #expect(answer.status == 200)
                #expect(answer.body.hasPrefix(#"{"data":{"viewer":null}"#), "\(answer.body)")
            }
            #expect(client.post(body, token: token, fields: fields + site).body.contains(#"{"role":"AGENT"}"#))
        }
    }

    @Test("A session's cookie is a token, which no form of another page can use")
    func cookie() throws {
        let server = try RunningServer(["--demo"])
        let client = try server.client()
        let token = try server.token(of: "AGENT")
        let cookie = "Cookie: a=b; portico_session=\(token); c=d"
        let role = #"{"query":"{viewer{role}}"}"#
        let answer = #"{"data":{"viewer":{"role":"AGENT"}}"#
        #expect(client.post(role, fields: [cookie]).body.hasPrefix(answer))
        #expect(client.get("/graphql?query={viewer{role}}", fields: [cookie]).body.hasPrefix(answer))
        let partner = try server.token(of: "PARTNER_USER")
        #expect(client.post(role, token: partner, fields: [cookie]).body.contains("PARTNER_USER"))
        for other in [
            "Sec-Fetch-Site: cross-site", "Sec-Fetch-Site: same-site", "Origin: https://evil.example", "Origin: null",
        ] {
            let read = client.get("/graphql?query={viewer{role}}", fields: [cookie, other])
            #expect(read.body.hasPrefix(#"{"data":{"viewer":null}"#), "\(other): \(read.body)")
            let sent = client.get("/portal/nowhere", fields: [cookie, other])
            #expect(sent.fields("Location") != ["/"], "a link to a page leads there, wherever it stands")
        }
        for (line, status) in [
            ("Cookie: portico_session=pt_wrong", 401), ("Cookie: portico_session=", 200),
            ("Cookie: Portico_Session=\(token)", 200), ("Cookie: portico_session", 200),
            ("Cookie: portico_session=\(token); portico_session=\(token)", 400),
            ("\(cookie)\r\n\(cookie)", 400),
        ] {
            let other = client.post(role, fields: [line])
            #expect(other.status == status, "\(line)")
            #expect(!other.body.contains("AGENT"))
            let twice = "The session stands in more than one cookie: send one. BAD_REQUEST"
            #expect(status != 400 || other.error == twice)
        }
        // No form can reserve a stream.
        #expect(client.get("/graphql", method: "PUT", fields: [cookie]).status == 201)
        let typeless = try server.client()
        typeless.send(
            Client.request(role, fields: [cookie]).replacing("Content-Type: application/json\r\n", with: ""))
        #expect(typeless.answer().error?.hasSuffix(" CROSS_SITE") == true)
        // Parts may carry files, but this body has none.
        for (type, status) in [
            ("text/plain", 415), ("application/x-www-form-urlencoded", 415), ("nonsense", 415),
            ("multipart/form-data; boundary=b", 400),
        ] {
            let form = try server.client().post(role, contentType: type, fields: [cookie])
            #expect(form.status == 403)
            #expect(form.error?.hasSuffix(" CROSS_SITE") == true)
            for line in ["GraphQL-Require-Preflight: 1", "Apollo-Require-Preflight: 1", "X-Requested-With: x"] {
                #expect(try server.client().post(role, contentType: type, fields: [cookie, line]).status == status)
            }
            #expect(
                try server.client().post(role, token: token, contentType: type, fields: [cookie]).status == status)
        }
    }
}
