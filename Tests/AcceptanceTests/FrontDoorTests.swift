import Glibc
import SQLite
import Storage
import TestSupport
import Testing

/// Requests over a real socket, good and bad; after each bad one the server is alive.
@Suite("The front door")
struct FrontDoorTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--data", directory.file("portico.db")])
    }

    private static let query = #"{"query":"{ __typename }"}"#
    private static let answer = #"{"data":{"__typename":"Query"}"#

    @Test("Health, the playground, the schema and nothing else are served")
    func addresses() throws {
        let client = try server.client()
        #expect(client.get("/healthz").status == 200)
        #expect(client.get("/").head.contains("Content-Type: text/html"))
        #expect(client.get("/schema.graphql").body.contains("type Query"))
        #expect(client.get("/readyz").status == 200)
        for path in ["/nowhere", "/graphql/", "/GRAPHQL", "/%67raphql", "/healthz/", "/portal", "//", "/main.js/"] {
            let answer = client.get(path)
            #expect(answer.status == 404, "\(path)")
            #expect(answer.fields("Content-Type") == ["text/plain; charset=utf-8"])
            #expect(answer.body == "Not Found\r\n")
            for method in ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"] {
                #expect(client.get(path, method: method).status == 404, "\(method) \(path)")
            }
        }
        #expect(client.get("/demo/accounts", method: "OPTIONS").status == 404)
    }

    @Test(
        "Where there is something to get, OPTIONS tells how, and so it does of the server; other methods are refused",
        arguments: ["/", "/main.js", "/schema.graphql", "/healthz", "/readyz", "/metrics", "/portal/north"])
    func methods(_ path: String) throws {
        let client = try server.client()
        for asked in [path, "*"] {
            let options = client.get(asked, method: "OPTIONS")
            #expect(options.status == 204 && options.fields("Allow") == ["GET, HEAD, OPTIONS"])
        }
        let refused = client.get(path, method: "PUT")
        #expect(refused.status == 405 && refused.fields("Allow") == ["GET, HEAD, OPTIONS"])
    }

    @Test("A header Accept without an element is none: everything is acceptable", arguments: ["", ","])
    func accepts(_ value: String) throws {
        let client = try server.client()
        let answer = client.post(Self.query, fields: ["Accept: \(value)"])
        #expect(answer.status == 200 && answer.body.hasPrefix(Self.answer))
        #expect(client.post(Self.query, fields: ["Accept: image/png"]).status == 406)
    }

    @Test(
        "Nothing that is shown loads, sends or is framed by what is elsewhere",
        arguments: ["/", "/graphql", "/self-service", "/main.js", "/style.css", "/schema.graphql"])
    func shown(_ path: String) throws {
        let answer = try server.client().get(path, fields: ["Accept: text/html"])
        #expect(answer.status == 200)
        #expect(
            answer.fields("Content-Security-Policy") == [
                "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "
                    + "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
            ])
        #expect(answer.fields("X-Content-Type-Options") == ["nosniff"])
        #expect(answer.fields("Referrer-Policy") == ["no-referrer"])
    }

    private static func noRequest(_ reason: String) -> String {
        "No HTTP/1.1 request that can be answered here: \(reason). BAD_REQUEST"
    }

    @Test(
        "What cannot be read as a request is told what is wrong as every program is, and the connection ends",
        arguments: [
            ("nonsense\r\n\r\n", 400, noRequest("Bad Request")),
            ("GET / HTTP/1.1\r\n\r\n", 400, noRequest("Bad Request")),
            ("POST / HTTP/1.1\r\nHost: a\r\nExpect: more\r\n\r\n", 417, noRequest("Expectation Failed")),
            ("FROB / HTTP/1.1\r\nHost: a\r\n\r\n", 501, noRequest("Not Implemented")),
            ("GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505, noRequest("HTTP Version Not Supported")),
            (
                "GET /\(String(repeating: "a", count: 16_384)) HTTP/1.1\r\n", 414,
                "The address is too long: send the request by POST. URI_TOO_LONG"
            ),
            (
                "GET / HTTP/1.1\r\nHost: a\r\n\(String(repeating: "A: a\r\n", count: 100))\r\n", 431,
                "The header has too many lines or bytes. HEADER_TOO_LARGE"
            ),
            (
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1048577\r\n\r\n", 413,
                "The body has more than 1048576 bytes. PAYLOAD_TOO_LARGE"
            ),
        ])
    func unreadable(_ request: String, _ status: Int, _ error: String) throws {
        let client = try server.client()
        client.send(request)
        let answer = client.answer()
        #expect(answer.status == status)
        #expect(answer.error == error, "\(answer.body)")
        #expect(answer.fields("Content-Type") == ["application/json; charset=utf-8"])
        #expect(answer.fields("Connection") == ["close"])
        #expect(client.bytes(1) == [])
    }

    @Test(
        "What is compiled in is served by its type, and not again to whoever has it",
        arguments: [
            ("/", "text/html"), ("/self-service", "text/html"), ("/main.js", "text/javascript"),
            ("/style.css", "text/css"), ("/schema.graphql", "text/plain"),
        ])
    func files(_ path: String, _ type: String) throws {
        let client = try server.client()
        let file = client.get(path)
        #expect(file.status == 200 && !file.body.isEmpty)
        #expect(file.fields("Content-Type") == ["\(type); charset=utf-8"])
        #expect(file.fields("Cache-Control") == ["no-cache"])
        #expect(file.fields("Content-Security-Policy").first?.hasPrefix("default-src 'none'; ") == true)
        #expect(file.fields("Vary").isEmpty)
        let tag = try #require(file.fields("ETag").first)
        #expect(tag.wholeMatch(of: #/"[0-9a-f]{32}"/#) != nil)
        #expect(client.get(path, method: "HEAD").fields("ETag") == [tag])
        for known in [tag, "W/\(tag)", "\"other\", \(tag)", "*"] {
            let known = client.get(path, fields: ["If-None-Match: \(known)"])
            #expect(
                known.status == 304 && known.fields("ETag") == [tag] && known.fields("Cache-Control") == ["no-cache"])
            #expect(known.fields("Content-Length").isEmpty && known.fields("Content-Type").isEmpty)
        }
        #expect(client.get(path, fields: ["If-None-Match: \"other\""]).body == file.body)
    }

    @Test("The address of the API is the page for browsers, which no cache confuses with an answer")
    func pageOfTheAPI() throws {
        let client = try server.client()
        let page = client.get("/graphql", fields: ["Accept: text/html,*/*;q=0.8"])
        let start = client.get("/")
        #expect(page.body == start.body && page.fields("ETag") == start.fields("ETag"))
        #expect(page.fields("Vary") == ["Accept"])
    }

    @Test(
        "Nothing is served by half a name", arguments: ["/main", "/main.j", "/main.js/", "//main.js", "/index.html%00"])
    func nothing(_ path: String) throws {
        #expect(try server.client().get(path).status == 404)
    }

    @Test("One connection serves many requests, one after the other and all at once")
    func persistence() throws {
        let client = try server.client()
        for _ in 0..<3 { #expect(client.post(Self.query).body.hasPrefix(Self.answer)) }
        client.send(String(repeating: Client.request(Self.query), count: 20))
        for _ in 0..<20 { #expect(client.answer().body.hasPrefix(Self.answer)) }
    }

    @Test("A body may come in chunks")
    func chunks() throws {
        let client = try server.client()
        client.send(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")
        for byte in Self.query.utf8 { client.send("1\r\n\(Character(UnicodeScalar(byte)))\r\n") }
        client.send("0\r\n\r\n")
        #expect(client.answer().body.hasPrefix(Self.answer))
    }

    @Test(
        "A wrong request is told what is wrong",
        arguments: [
            ("{", 400, "The body is not JSON: stopped at byte 1."),
            ("[]", 400, "The body is a list: send one request at a time."),
            (#"{"variables":{}}"#, 400, #"The member \"query\" is missing."#),
            (
                #"{"query":"{a}","variables":\#(String(repeating: "[", count: 40))"#, 400,
                "The body nests objects and lists more than 32 deep: stopped at byte 60."
            ),
            (#"{"query":1}"#, 400, #"The member \"query\" must be a string."#),
            (#"{"query":"{a}","query":"{b}"}"#, 400, #"The member \"query\" is given twice."#),
            (
                #"{"query":"{a}","variables":{"b":1,"b":2}}"#, 400,
                #"The body has an object with the member \"b\" twice: stopped at byte 38."#
            ),
            (
                #"{"query":"query A { __typename } query B { __typename }","operationName":"C"}"#, 200,
                #"Unknown operation named \"C\"."#
            ),
            (#"{"query":"{ nonsense }"}"#, 200, #"Cannot query field \"nonsense\" on type \"Query\"."#),
            (#"{"query":"{ __typename "}"#, 200, #"Syntax Error: Expected Name, found <EOF>."#),
        ])
    func wrongRequests(_ body: String, _ status: Int, _ message: String) throws {
        let client = try server.client()
        let answer = client.post(body)
        #expect(answer.status == status)
        #expect(answer.body.hasPrefix(#"{"errors":[{"message":"\#(message)""#), "\(answer.body)")
        #expect(client.post(Self.query).body.hasPrefix(Self.answer))
    }

    @Test("A wrong token, media type or size is refused by its status")
    func statuses() throws {
        let client = try server.client()
        let unauthenticated = client.post(Self.query, token: "pt_wrong")
        #expect(unauthenticated.status == 401)
        #expect(unauthenticated.head.contains("\r\nWWW-Authenticate: Bearer\r\n"))
        let refusal =
            #/\{"errors":\[\{"message":"The bearer token is wrong, expired or revoked.","extensions":\{"code":"UNAUTHENTICATED"\}\}\],"extensions":\{"requestId":"[0-9a-f]{16}"\}\}/#
        #expect(unauthenticated.body.wholeMatch(of: refusal) != nil)
        for fields in [["Content-Encoding: gzip"], ["Content-Encoding: identity", "Content-Encoding: gzip"]] {
            let packed = client.post(Self.query, fields: fields)
            #expect(packed.status == 415)
            #expect(
                packed.error == "The body must not be compressed: leave Content-Encoding out. UNSUPPORTED_MEDIA_TYPE")
        }
        #expect(client.post(Self.query, fields: ["Content-Encoding: Identity"]).body.hasPrefix(Self.answer))
        let twice = client.post(Self.query, fields: ["Authorization: Bearer a", "Authorization: Bearer b"])
        #expect(twice.status == 400)
        #expect(twice.error == "Authorization stands in more than one header line: send one. BAD_REQUEST")
        let header = "The header Authorization must be the word Bearer, a space and a token."
        for value in ["Basic YTpi", "Bearer", "Bearer "] {
            let answer = client.post(Self.query, fields: ["Authorization: \(value)"])
            #expect(answer.status == 401 && answer.body.contains(header), "\(answer.body)")
        }
        #expect(client.post(#"{"query":"{cases{totalCount}}"}"#).body.contains(#""Sign in first: send a token.""#))
        let unsupported = client.post(Self.query, contentType: "text/plain")
        #expect(unsupported.status == 415)
        #expect(unsupported.error == "The Content-Type must be application/json, in UTF-8. UNSUPPORTED_MEDIA_TYPE")
        client.send("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1048577\r\n\r\n")
        let tooLarge = client.answer()
        #expect(tooLarge.status == 413)
        #expect(tooLarge.error == "The body has more than 1048576 bytes. PAYLOAD_TOO_LARGE")
        #expect(try server.client().post(Self.query).body.hasPrefix(Self.answer))
    }

    @Test("A server is ready while its database is one of today")
    func layout() throws {
        let client = try server.client()
        let database = try Connection.besideServer(directory.file("portico.db"))
        let version = Int64(Migrations.all.count)
        for (other, status) in [(version + 1, 503), (version - 1, 503), (version, 200)] {
            try database.execute("PRAGMA user_version = \(other)")
            #expect(client.get("/readyz").status == status)
            #expect(client.get("/healthz").status == 200)
        }
    }

    @Test("A server that ends is not ready for more")
    func readiness() throws {
        let client = try server.client()
        client.send("GET /readyz HTTP/1.1\r\nHost: localhost\r\n")
        kill(server.id, SIGTERM)
        // Nobody can connect any more once all its loops know.
        while (try? server.client()) != nil {}
        client.send("\r\n")
        #expect(client.answer().status == 503)
    }

    @Test(
        "A signal lets the server end with 0, its log in two JSON lines and its write-ahead log empty",
        arguments: [SIGTERM, SIGINT, SIGHUP])
    func shutdown(_ signal: Int32) throws {
        let idle = try server.client()
        #expect(idle.get("/healthz").status == 200)
        let outcome = server.stop(with: signal)
        #expect(outcome.exitCode == 0)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.count == 2)
        #expect(lines.first?.contains(#""message":"started""#) == true)
        #expect(lines.last?.contains(#""message":"stopped""#) == true)
        #expect(directory.names == ["portico.db", "portico.db-lock"])
    }
}
