import TestSupport
import Testing

/// What `/graphql` answers to which method, parameter and header, over a real socket.
@Suite("GraphQL over HTTP")
struct GraphQLOverHTTPTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--data", directory.file("portico.db")])
    }

    private static let answer = #"{"data":{"__typename":"Query"}"#

    @Test("A GET is the POST that its parameters say")
    func parameters() throws {
        let client = try server.client()
        for (query, beginning) in [
            ("query=%7B__typename%7D", Self.answer),
            ("query=query+A{__typename}query+B{b:__typename}&operationName=B", #"{"data":{"b":"Query"}"#),
            (
                "query=query($s:Boolean!){a:__typename+b:__typename@skip(if:$s)}&variables={%22s%22:true}",
                #"{"data":{"a":"Query"}"#
            ),
            ("query={__typename}&operationName=&variables=&extensions=&onError=", Self.answer),
            ("query=&query={__typename}", Self.answer),
            ("query={__typename}&extensions={}&unknown=1&unknown=2", Self.answer),
            ("query={__typename}&onError=NULL&", Self.answer),
            ("query=%7B__typename+%23%22%5C%0A%7D", Self.answer),
        ] {
            let answer = client.get("/graphql?\(query)")
            #expect(answer.status == 200, "\(query)")
            #expect(answer.body.hasPrefix(beginning), "\(answer.body)")
            #expect(answer.fields("Content-Type") == ["application/json; charset=utf-8"])
        }
    }

    @Test("A GET that is no request is refused")
    func badParameters() throws {
        let client = try server.client()
        let deep = String(repeating: "[", count: 40) + String(repeating: "]", count: 40)
        for (query, message) in [
            ("", #"The member \"query\" is missing."#),
            ("query=", #"The member \"query\" is missing."#),
            ("query={a}&query={b}", #"The parameter \"query\" is given twice."#),
            ("query=%FF", #"The parameter \"query\" is not UTF-8."#),
            ("query={__typename}&operationName=%C3", #"The parameter \"operationName\" is not UTF-8."#),
            (
                "query={__typename}&variables={",
                #"The parameter \"variables\" is not JSON: stopped at byte 1."#
            ),
            (
                "query={__typename}&variables={},%22query%22:%22x%22",
                #"The parameter \"variables\" is not JSON: stopped at byte 2."#
            ),
            ("query={__typename}&variables=[]", #"The member \"variables\" must be an object."#),
            ("query={__typename}&variables={}&variables={}", #"The parameter \"variables\" is given twice."#),
            (
                "query={__typename}&extensions=1,2",
                #"The parameter \"extensions\" is not JSON: stopped at byte 1."#
            ),
        ] {
            let answer = client.get("/graphql?\(query)")
            #expect(answer.status == 400, "\(query)")
            #expect(answer.error == "\(message) BAD_REQUEST", "\(answer.body)")
        }
        let answer = client.get("/graphql?query={__typename}&variables=\(deep)")
        #expect(answer.status == 400)
        #expect(
            answer.error
                == #"The parameter \"variables\" nests objects and lists more than 32 deep: stopped at byte 33. VARIABLES_TOO_DEEP"#
        )
    }

    @Test("A body may be a list of as many requests as --batch says, whose answer has the status of them all")
    func batch() throws {
        let server = try RunningServer(["--data", directory.file("batch.db"), "--batch", "2"])
        let client = try server.client()
        let fields = ["Accept: application/graphql-response+json"]
        let both = client.post("[\(Self.plain),\(Self.plain)]", fields: fields)
        #expect(both.status == 200)
        #expect(both.body.matches(of: /\{"data":\{"__typename":"Query"\},"extensions":/).count == 2)
        #expect(both.body.hasPrefix("[{") && both.body.hasSuffix("}]"))
        #expect(both.fields("Content-Type") == ["application/graphql-response+json; charset=utf-8"])
        #expect(client.post(#"[{"query":"{"}]"#, fields: fields).status == 400)
        #expect(client.post(#"[{"query":"{"},{"query":"{__typename}"}]"#, fields: fields).status == 200)
        #expect(client.post("[\(Self.plain)]", token: "pt_wrong").fields("WWW-Authenticate") == ["Bearer"])
        #expect(client.post("[\(Self.plain),\(Self.plain),\(Self.plain)]").status == 400)
    }

    @Test("A body must be UTF-8")
    func encoding() throws {
        let client = try server.client()
        let body = Array(#"{"query":"{__typename #"#.utf8) + [0xFF] + Array(#"\n}"}"#.utf8)
        client.send("POST /graphql HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n")
        client.send("Content-Length: \(body.count)\r\n\r\n")
        client.send(body)
        let answer = client.answer()
        #expect(answer.status == 400)
        #expect(answer.error == #"The member \"query\" is not UTF-8. BAD_REQUEST"#)
    }

    @Test("Of several things that are wrong with a request the first is told, in an order of their own")
    func order() throws {
        let token = ["Authorization: Bearer a", "Authorization: Bearer b"]
        let origin = "Origin: http://evil.example"
        let cookie = "Cookie: portico_session=a"
        let (text, gzip, png) = ("Content-Type: text/plain", "Content-Encoding: gzip", "Accept: image/png")
        let json = "Content-Type: application/json"
        let requests: [(String, [String], Int, String)] = [
            ("PATCH", token + [origin, cookie, text, gzip, png], 405, "METHOD_NOT_ALLOWED"),
            ("POST", token + [origin, cookie, text, gzip, png], 400, "BAD_REQUEST"),
            ("POST", [token[0], origin, cookie, text, gzip, png], 403, "CROSS_SITE"),
            ("POST", [cookie, text, gzip, png], 403, "CROSS_SITE"),
            ("POST", [token[0], cookie, text, gzip, png], 415, "UNSUPPORTED_MEDIA_TYPE"),
            ("POST", [token[0], json, gzip, png], 415, "UNSUPPORTED_MEDIA_TYPE"),
            ("POST", [token[0], json, png], 406, "NOT_ACCEPTABLE"),
            ("POST", [token[0], json], 401, "UNAUTHENTICATED"), ("POST", [json], 400, "BAD_REQUEST"),
        ]
        var messages: [String] = []
        for (method, fields, status, code) in requests {
            let client = try server.client()
            let lines = ["\(method) /graphql HTTP/1.1", "Host: localhost", "Content-Length: 1"] + fields
            client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n{")
            let answer = client.answer()
            #expect(answer.status == status, "\(fields)")
            #expect(answer.error?.hasSuffix(" \(code)") == true, "\(answer.body)")
            messages.append(answer.error ?? "")
        }
        #expect(Set(messages).count == requests.count, "\(messages)")
    }

    @Test("HEAD is GET without its content, OPTIONS names the methods, others are refused")
    func methods() throws {
        let client = try server.client()
        let path = "/graphql?query={__typename}"
        let head = client.get(path, method: "HEAD")
        #expect(head.status == 200 && head.fields("Content-Length") == client.get(path).fields("Content-Length"))
        let allowed = client.get("/graphql", method: "OPTIONS")
        #expect(allowed.status == 204 && allowed.fields("Allow") == ["GET, HEAD, POST, PUT, DELETE, OPTIONS"])
        for method in ["PATCH", "TRACE"] {
            let answer = client.get("/graphql", method: method)
            #expect(answer.status == 405)
            #expect(answer.fields("Allow") == ["GET, HEAD, POST, PUT, DELETE, OPTIONS"])
            #expect(
                answer.error
                    == "The methods that can be used here are GET, HEAD, POST, PUT, DELETE, OPTIONS. METHOD_NOT_ALLOWED"
            )
        }
        let options = client.get("/healthz", method: "OPTIONS")
        #expect(options.status == 204 && options.fields("Allow") == ["GET, HEAD, OPTIONS"])
        #expect(client.get("/healthz", method: "DELETE").fields("Allow") == ["GET, HEAD, OPTIONS"])
    }

    /// Accept fields as clients in the field send them, and the types they get; nil where they accept none that there is.
    private static let accepts: [(String?, String?)] = [
        (nil, "application/json"), ("*/*", "application/json"),
        ("application/json; charset=utf-8", "application/json"),
        ("application/graphql-response+json,application/json;q=0.9", "application/graphql-response+json"),
        (
            "application/graphql-response+json, application/graphql+json, application/json, text/event-stream, "
                + "multipart/mixed", "application/graphql-response+json"
        ),
        ("text/event-stream", "text/event-stream"), ("text/html", nil), ("image/png", nil),
        ("application/json;q=0", nil),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "application/json"),
    ]

    @Test("An answer is of a type that the client accepts")
    func accept() throws {
        let client = try server.client()
        for (accept, type) in Self.accepts {
            let fields = accept.map { ["Accept: \($0)"] } ?? []
            for answer in [
                client.get("/graphql?query={__typename}", fields: fields),
                client.post(#"{"query":"{__typename}"}"#, fields: fields),
            ] {
                #expect(answer.status == (type == nil ? 406 : 200), "\(accept ?? "")")
                #expect(answer.fields("Content-Type") == ["\(type ?? "application/json"); charset=utf-8"])
                #expect(type != nil || answer.error?.hasSuffix(" NOT_ACCEPTABLE") == true)
            }
        }
    }

    @Test("A browser that opens the address gets the page, and a query its answer")
    func page() throws {
        let client = try server.client()
        let html = ["Accept: text/html,application/xhtml+xml,*/*;q=0.8"]
        #expect(client.get("/graphql", fields: html).fields("Content-Type") == ["text/html; charset=utf-8"])
        #expect(client.get("/graphql?query={__typename}", fields: html).body.hasPrefix(Self.answer))
        let page = client.get("/graphql?query=&documentId=&variables={}", fields: html)
        #expect(page.status == 200 && page.body == client.get("/").body)
        let json = client.get("/graphql", fields: ["Accept: text/html;q=0.8,application/json"])
        #expect(json.status == 400)
        #expect(json.error == #"The member \"query\" is missing. BAD_REQUEST"#)
    }

    @Test("A GET may name the type of the body that it has not, but no other")
    func contentType() throws {
        let client = try server.client()
        let path = "/graphql?query={__typename}"
        #expect(client.get(path, fields: ["Content-Type: application/json"]).body.hasPrefix(Self.answer))
        for fields in [
            ["Content-Type: text/plain"], ["Content-Type: multipart/form-data; boundary=X"],
            ["Content-Type: application/json", "Content-Type: application/json"], ["Content-Encoding: gzip"],
        ] {
            #expect(client.get(path, fields: fields).status == 415, "\(fields)")
            for method in ["PUT", "DELETE"] {
                #expect(client.get("/graphql", method: method, fields: fields).status == 415, "\(fields)")
            }
        }
    }

    /// What can become of a request, with its status in the field's profile and in the draft's.
    private struct Situation {
        let name: String
        let request: String
        /// For clients that accept `application/graphql-response+json`.
        let status: Int
        /// For clients that accept `application/json` only; nil when it is the same.
        var json: Int?
        /// In the draft's profile, whatever the client accepts; nil when it is the same.
        var draft: Int?
        /// The code of its only error; nil without one.
        var code: String?
        /// A line of the head that the status asks for.
        var line: String?
        var hasData = false
        /// Whether what it accepts could not be read.
        var isUnread = false
    }

    private static func post(_ body: String, type: String? = "application/json", fields: [String] = []) -> String {
        let lines = type.map { ["Content-Type: \($0)"] } ?? []
        return "POST /graphql HTTP/1.1\r\n"
            + (lines + fields + ["Content-Length: \(body.utf8.count)", "", body]).joined(separator: "\r\n")
    }

    private static func query(_ document: String) -> String { post(#"{"query":"\#(document)"}"#) }

    private static let plain = #"{"query":"{__typename}"}"#

    private static let situations = [
        Situation(name: "data", request: query("{__typename}"), status: 200, hasData: true),
        Situation(
            name: "data with an error of a field", request: query("{cases{totalCount}}"), status: 200, draft: 294,
            code: "UNAUTHENTICATED", hasData: true),
        Situation(name: "introspection", request: query("{__schema{queryType{name}}}"), status: 200, hasData: true),
        Situation(
            name: "syntax", request: query("{"), status: 400, json: 200, draft: 400, code: "GRAPHQL_PARSE_FAILED"),
        Situation(
            name: "validation", request: query("{nonsense}"), status: 400, json: 200, draft: 422,
            code: "GRAPHQL_VALIDATION_FAILED"),
        Situation(
            name: "variable coercion", request: query("query($a:Boolean!){__typename@skip(if:$a)}"), status: 400,
            json: 200, draft: 422, code: "BAD_USER_INPUT"),
        Situation(
            name: "operation not determined", request: query("query A{__typename}query B{__typename}"), status: 400,
            json: 200, draft: 422, code: "OPERATION_NOT_FOUND"),
        Situation(name: "a body that is not JSON", request: post("{"), status: 400, code: "BAD_REQUEST"),
        Situation(name: "no body", request: post(""), status: 400, code: "BAD_REQUEST"),
        Situation(
            name: "a body that is no GraphQL request", request: post("{}"), status: 400, draft: 422,
            code: "BAD_REQUEST"),
        Situation(
            name: "a member of a wrong type", request: post(#"{"query":1}"#), status: 400, draft: 422,
            code: "BAD_REQUEST"),
        Situation(
            name: "half a character in the document", request: query(#"\ud800"#), status: 400, draft: 422,
            code: "BAD_REQUEST"),
        Situation(
            name: "no Content-Type", request: post(plain, type: nil), status: 415, code: "UNSUPPORTED_MEDIA_TYPE"),
        Situation(
            name: "another Content-Type", request: post(plain, type: "text/plain"), status: 415,
            code: "UNSUPPORTED_MEDIA_TYPE"),
        Situation(
            name: "a Content-Type that is none", request: post(plain, type: "application json"), status: 415,
            code: "UNSUPPORTED_MEDIA_TYPE"),
        Situation(
            name: "two Content-Types", request: post(plain, fields: ["Content-Type: application/json"]), status: 415,
            code: "UNSUPPORTED_MEDIA_TYPE"),
        Situation(
            name: "another charset", request: post(plain, type: "application/json; charset=latin1"), status: 415,
            code: "UNSUPPORTED_MEDIA_TYPE"),
        Situation(
            name: "a GET of nothing", request: "GET /graphql HTTP/1.1\r\n\r\n", status: 400, draft: 422,
            code: "BAD_REQUEST"),
        Situation(
            name: "a parameter that is given twice", request: "GET /graphql?query={a}&query={b} HTTP/1.1\r\n\r\n",
            status: 400, draft: 422, code: "BAD_REQUEST"),
        Situation(
            name: "a parameter that is not JSON", request: "GET /graphql?query={a}&variables={ HTTP/1.1\r\n\r\n",
            status: 400, code: "BAD_REQUEST"),
        Situation(
            name: "mutation by GET",
            request: "GET /graphql?query=mutation{acceptLead(id:1){replayed}} HTTP/1.1\r\n\r\n",
            status: 405, code: "METHOD_NOT_ALLOWED", line: "Allow: POST"),
        Situation(
            name: "another method", request: "PATCH /graphql HTTP/1.1\r\n\r\n", status: 405,
            code: "METHOD_NOT_ALLOWED", line: "Allow: GET, HEAD, POST, PUT, DELETE, OPTIONS"),
        Situation(
            name: "a wrong token", request: post(plain, fields: ["Authorization: Bearer pt_wrong"]), status: 401,
            code: "UNAUTHENTICATED", line: "WWW-Authenticate: Bearer"),
        Situation(
            name: "two tokens", request: post(plain, fields: ["Authorization: Bearer a", "Authorization: Bearer b"]),
            status: 400, code: "BAD_REQUEST"),
        Situation(
            name: "a body that is too large",
            request: "POST /graphql HTTP/1.1\r\nContent-Length: 1048577\r\n\r\n", status: 413,
            code: "PAYLOAD_TOO_LARGE", isUnread: true),
        Situation(
            name: "a line that is too long",
            request: "GET /graphql?query=\(String(repeating: "a", count: 16_384)) HTTP/1.1\r\n\r\n", status: 414,
            code: "URI_TOO_LONG", isUnread: true),
        Situation(
            name: "a header that is too large",
            request: post(plain, fields: [String](repeating: "A: \(String(repeating: "a", count: 1000))", count: 33)),
            status: 431, code: "HEADER_TOO_LARGE", isUnread: true),
        Situation(
            name: "two hosts", request: "GET /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n", status: 400,
            code: "BAD_REQUEST", isUnread: true),
    ]

    @Test("What became of a request tells its status, as profile and media type have it")
    func statuses() throws {
        let draft = try RunningServer(["--data", directory.file("draft.db"), "--http-status", "draft"])
        for type in ["application/graphql-response+json", "application/json"] {
            for situation in Self.situations {
                let field = type == "application/json" ? situation.json ?? situation.status : situation.status
                for (server, status) in [(server, field), (draft, situation.draft ?? situation.status)] {
                    let client = try server.client()
                    client.send(
                        situation.request.replacing(
                            " HTTP/1.1\r\n", with: " HTTP/1.1\r\nHost: localhost\r\nAccept: \(type)\r\n",
                            maxReplacements: 1))
                    let answer = client.answer()
                    let comment: Comment = "\(situation.name), \(type): \(answer)"
                    #expect(answer.status == status, comment)
                    if let line = situation.line { #expect(answer.head.contains("\r\n\(line)\r\n"), comment) }
                    let contentType = situation.isUnread ? "application/json" : type
                    #expect(answer.fields("Content-Type") == ["\(contentType); charset=utf-8"], comment)
                    #expect(answer.body.contains(#""data":"#) == situation.hasData, comment)
                    let codes = answer.body.matches(of: /"code":"([A-Z_]+)"/).map { String($0.1) }
                    #expect(codes == (situation.code.map { [$0] } ?? []), comment)
                }
            }
        }
    }
}
