import Glibc
import SQLite
import TestSupport
import Testing

/// Subscriptions as server-sent events, over real sockets.
@Suite("Event streams")
struct EventStreamTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer
    private let demo: DemoCase

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--demo", "--data", directory.file("portico.db")])
        demo = try DemoCase(server)
    }

    private static let events = "Accept: text/event-stream"
    private static let complete = "event: complete\ndata:\n\n"

    /// Number and comment of an event.
    private static func event(_ text: String) -> (number: Int, comment: String)? {
        let form =
            #/id: ([0-9]+)\nevent: next\ndata: \{"data":\{"commentAdded":\{"body":"([^"]*)"\}\},"extensions":\{[^\n]*\}\}\n\n/#
        return text.wholeMatch(of: form).flatMap { match in Int(match.1).map { ($0, String(match.2)) } }
    }

    private func subscribe(_ fields: [String] = []) throws -> Client {
        let client = try server.client()
        client.send(Client.request(demo.subscription, token: demo.token, fields: [Self.events] + fields))
        let head = client.head()
        #expect(head.status == 200)
        #expect(head.fields("Content-Type") == ["text/event-stream; charset=utf-8"])
        #expect(head.fields("Cache-Control") == ["no-store"] && head.fields("X-Accel-Buffering") == ["no"])
        #expect(head.fields("Transfer-Encoding") == ["chunked"])
        return client
    }

    @Test("What happens is told as it happens, with its number")
    func told() throws {
        let client = try subscribe()
        var numbers: [Int] = []
        for text in ["one", "two", "three"] {
            try demo.comment(text)
            let event = try #require(Self.event(client.event()))
            #expect(event.comment == text)
            numbers.append(event.number)
        }
        #expect(numbers == numbers.sorted() && Set(numbers).count == 3)
    }

    @Test("Whoever comes back with the number of the last event misses nothing and hears nothing twice")
    func resumed() throws {
        try demo.comment("zero")
        let first = try subscribe()
        try demo.comment("one")
        var last = try #require(Self.event(first.event())).number
        for text in ["two", "three"] { try demo.comment(text) }
        for text in ["two", "three"] {
            let event = try #require(Self.event(try subscribe(["Last-Event-ID: \(last)"]).event().prefixedEvent))
            #expect(event.comment == text)
            last = event.number
        }
    }

    @Test("A subscription may be asked for by GET, as an EventSource in a browser does")
    func get() throws {
        let client = try server.client()
        let query = "subscription{commentAdded(subjectId:%22\(demo.id)%22){body}}"
        client.send(
            "GET /graphql?query=\(query) HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer \(demo.token)\r\n\(Self.events)\r\n\r\n"
        )
        #expect(client.head().status == 200)
        // Where it goes on, should the connection break before anything has happened.
        let place = client.chunk()
        #expect(place.wholeMatch(of: #/id: [0-9]+\n\n/#) != nil, "\(place)")
        try demo.comment("by GET")
        #expect(Self.event(client.event())?.comment == "by GET")
    }

    @Test("A query gets a stream of one event from whom nothing else pleases, and JSON from everyone else")
    func queries() throws {
        let client = try server.client()
        let query = #"{"query":"{ __typename }"}"#
        let alone = client.post(query, fields: [Self.events])
        #expect(alone.status == 200)
        #expect(alone.fields("Content-Type") == ["text/event-stream; charset=utf-8"])
        #expect(
            alone.body.wholeMatch(
                of:
                    #/event: next\ndata: \{"data":\{"__typename":"Query"\},"extensions":\{.*\}\}\n\nevent: complete\ndata:\n\n/#
            ) != nil,
            "\(alone.body)")
        let both = client.post(
            query,
            fields: ["Accept: application/graphql-response+json, application/json, text/event-stream, multipart/mixed"])
        #expect(both.fields("Content-Type") == ["application/graphql-response+json; charset=utf-8"])
        let written = client.post(demo.mutation("by event stream"), token: demo.token, fields: [Self.events])
        #expect(
            written.body.hasPrefix(
                #"event: next"# + "\ndata: " + #"{"data":{"addComment":{"comment":{"body":"by event stream"}"#))
        #expect(written.body.hasSuffix(Self.complete))
    }

    /// Requests of somebody whom only events please: the status of the answer, in the draft's profile, and the one error's code.
    private static let askers: [(request: String, Int, draft: Int, code: String?, isEvent: Bool)] = [
        (Client.request(#"{"query":"{__typename}"}"#), 200, 200, nil, true),
        (Client.request(#"{"query":"{cases{totalCount}}"}"#), 200, 200, "UNAUTHENTICATED", true),
        (Client.request(#"{"query":"{"}"#), 200, 200, "GRAPHQL_PARSE_FAILED", true),
        (Client.request(#"{"query":"{nonsense}"}"#), 200, 200, "GRAPHQL_VALIDATION_FAILED", true),
        (Client.request("{}"), 400, 422, "BAD_REQUEST", false), (Client.request("{"), 400, 400, "BAD_REQUEST", false),
        (Client.request(#"{"query":"{__typename}"}"#, token: "pt_wrong"), 401, 401, "UNAUTHENTICATED", false),
        (
            "GET /graphql?query=mutation{acceptLead(id:1){replayed}} HTTP/1.1\r\nHost: localhost\r\n\r\n", 405, 405,
            "METHOD_NOT_ALLOWED", false
        ),
        ("GET /graphql?query={__typename} HTTP/1.1\r\nHost: localhost\r\n\r\n", 200, 200, nil, true),
    ]

    @Test(
        "What there is to tell is an event with the status 200; what is no answer has a status of its own, and is JSON")
    func alone() throws {
        let draft = try RunningServer(["--demo", "--http-status", "draft"])
        for (request, field, draftStatus, code, isEvent) in Self.askers {
            for (server, status) in [(server, field), (draft, draftStatus)] {
                let client = try server.client()
                client.send(
                    request.replacing(" HTTP/1.1\r\n", with: " HTTP/1.1\r\n\(Self.events)\r\n", maxReplacements: 1))
                let answer = client.answer()
                #expect(answer.status == status, "\(request)")
                let type = isEvent ? "text/event-stream" : "application/json"
                #expect(answer.fields("Content-Type") == ["\(type); charset=utf-8"], "\(request)")
                #expect(answer.body.hasPrefix("event: next\ndata: {") == isEvent, "\(answer.body)")
                #expect(answer.body.hasSuffix("}\n\n" + Self.complete) == isEvent, "\(answer.body)")
                let codes = answer.body.matches(of: /"code":"([A-Z_]+)"/).map { String($0.1) }
                #expect(codes == (code.map { [$0] } ?? []), "\(answer.body)")
            }
        }
        let stream = try draft.client().post(
            #"{"query":"subscription{recordChanged{sequence}}"}"#, token: try draft.token(of: "PARTNER_USER"),
            fields: ["Accept: application/json"])
        #expect(stream.status == 406)
    }

    @Test("What cannot be streamed is refused: by an event where there can be one, else by a status")
    func refused() throws {
        let client = try server.client()
        let json = client.post(demo.subscription, token: demo.token, fields: ["Accept: application/json"])
        #expect(json.status == 406)
        #expect(json.error == "A subscription is answered by a stream of events, not by one answer. STREAM_REQUIRED")
        let invalid = client.post(#"{"query":"subscription { nonsense }"}"#, token: demo.token, fields: [Self.events])
        #expect(invalid.status == 200)
        #expect(
            invalid.body.hasPrefix("event: next\ndata: {\"errors\":[{\"message\":\"Cannot query field"),
            "\(invalid.body)")
        #expect(invalid.body.hasSuffix(Self.complete))
        let nobody = client.post(demo.subscription, token: "pt_wrong", fields: [Self.events])
        #expect(nobody.status == 401)
        #expect(client.post("{", token: demo.token, fields: [Self.events]).status == 400)
        for number in ["x", "-1", "1e3", "99999999999999999999"] {
            let wrong = client.post(
                demo.subscription, token: demo.token, fields: [Self.events, "Last-Event-ID: \(number)"])
            #expect(wrong.body.contains("BAD_USER_INPUT"), "\(wrong.body)")
        }
        let future = client.post(
            demo.subscription, token: demo.token, fields: [Self.events, "Last-Event-ID: 999999999"])
        #expect(future.body.contains("CURSOR_INVALID"), "\(future.body)")
    }

    @Test(
        "Operations share a stream that was reserved for them, each under its id, and go on when it is taken up again")
    func shared() throws {
        let client = try server.client()
        let authorization = "Authorization: Bearer \(demo.token)"
        #expect(client.get("/graphql", method: "PUT").status == 401)
        let reserved = client.get("/graphql", method: "PUT", fields: [authorization])
        #expect(reserved.status == 201)
        let token = "X-GraphQL-Event-Stream-Token: \(reserved.body)"
        func post(_ request: String, _ id: String, _ fields: [String]) -> Client.Answer {
            client.post(
                request.dropLast() + #","extensions":{"operationId":"\#(id)"}}"#, token: demo.token, fields: fields)
        }
        func stream(_ fields: [String]) throws -> Client {
            let stream = try server.client()
            let lines = ["GET /graphql?token=\(reserved.body) HTTP/1.1", "Host: localhost", Self.events] + fields
            stream.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
            #expect(stream.head().status == 200)
            return stream
        }
        // What is answered before there is a stream waits for it.
        #expect(post(#"{"query":"{ __typename }"}"#, "q", [token]).status == 202)
        var first: Client? = try stream([])
        #expect(
            first?.event().hasPrefix(
                #"event: next"# + "\n" + #"data: {"id":"q","payload":{"data":{"__typename":"Query"}"#) == true)
        #expect(
            client.get("/graphql?token=\(reserved.body)", fields: [Self.events]).error
                == "Another connection has the stream. STREAM_CONFLICT")
        #expect(reserved.body.hasPrefix("ps_"))
        let strangers = [
            "\(reserved.body)": "Authorization: Bearer \(try server.token(of: "AGENT"))", "ps_0": authorization,
            "\(reserved.body)&a=b": "Authorization: Bearer pt_wrong",
        ]
        for (address, fields) in strangers {
            let refused = client.get("/graphql?token=\(address)", fields: [Self.events, fields])
            #expect(refused.status == (fields.hasSuffix("wrong") ? 401 : 404), "\(address)")
        }
        for (address, fields) in [
            ("token=\(reserved.body)&token=x", []), ("token=\(reserved.body)", [token]), ("a=b", [token, token]),
        ] as [(String, [String])] {
            let repeated = client.get("/graphql?\(address)", fields: [Self.events] + fields)
            #expect(repeated.status == 400 && repeated.error?.hasSuffix(" BAD_REQUEST") == true, "\(repeated.body)")
        }
        #expect(post(demo.subscription, "s", [token]).status == 202)
        #expect(
            post(demo.subscription, "s", [token]).error
                == "An operation of that id runs already, or too many do. STREAM_CONFLICT")
        #expect(post(#"{"query":"{ nonsense }"}"#, "n", [token]).status == 400)
        #expect(post(demo.subscription, "", [token]).status == 400)
        #expect(post(demo.subscription, "x", ["X-GraphQL-Event-Stream-Token: pt_unknown"]).status == 404)
        try demo.comment("one")
        let event = try #require(first?.event())
        let number = try #require(
            event.firstMatch(
                of:
                    #/^id: ([0-9]+)\nevent: next\ndata: \{"id":"s","payload":\{"data":\{"commentAdded":\{"body":"one"\}\}/#
            )
        ).1
        // The connection breaks; what happens meanwhile is told to whoever takes the stream up again.
        first = nil
        try demo.comment("two")
        var again = try server.client()
        // Until the server has noticed, the stream is taken.
        for _ in 0..<20_000 {
            again = try server.client()
            again.send(
                "GET /graphql?token=\(reserved.body) HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: \(number)\r\n\(Self.events)\r\n\r\n"
            )
            if again.head().status == 200 { break }
        }
        #expect(again.event().contains(#"data: {"id":"s","payload":{"data":{"commentAdded":{"body":"two"}}"#))
        let twice = client.get(
            "/graphql?operationId=s&operationId=t", method: "DELETE", fields: [authorization, token])
        #expect(twice.status == 400)
        #expect(client.get("/graphql?operationId=s", method: "DELETE", fields: [authorization, token]).status == 200)
        #expect(client.get("/graphql?operationId=s", method: "DELETE", fields: [authorization]).status == 404)
        try demo.comment("unheard")
        #expect(post(#"{"query":"{ b: __typename }"}"#, "b", [token]).status == 202)
        #expect(again.event().contains(#"data: {"id":"b","payload":{"data":{"b":"Query"}"#))
    }

    @Test("A token that is revoked by another process ends the stream")
    func revoked() throws {
        let client = try subscribe()
        let database = try Connection.besideServer(directory.file("portico.db"))
        try database.execute("UPDATE access_token SET revoked_at = 1")
        let end = client.event()
        #expect(
            end.hasPrefix(
                "event: next\ndata: {\"errors\":[{\"message\":\"The bearer token is wrong, expired or revoked.\""),
            "\(end)")
        #expect(end.hasSuffix(Self.complete))
        #expect(client.event() == "")
    }

    @Test("A shared stream ends with the server when all that runs on it is answered")
    func drainedShared() throws {
        let client = try server.client()
        let authorization = "Authorization: Bearer \(demo.token)"
        let reserved = client.get("/graphql", method: "PUT", fields: [authorization])
        let reader = try server.client()
        reader.send("GET /graphql?token=\(reserved.body) HTTP/1.1\r\nHost: localhost\r\n\(Self.events)\r\n\r\n")
        #expect(reader.head().status == 200)
        let other = try subscribe()
        // As long as another process writes, the mutation waits.
        let database = try Connection.besideServer(directory.file("portico.db"))
        try database.execute("BEGIN IMMEDIATE")
        let mutation = demo.mutation("late").dropLast() + #","extensions":{"operationId":"m"}}"#
        let accepted = client.post(
            String(mutation), token: demo.token, fields: ["X-GraphQL-Event-Stream-Token: \(reserved.body)"])
        #expect(accepted.status == 202)
        server.signal()
        #expect(other.event().hasPrefix("retry: "))
        try database.execute("ROLLBACK")
        var rest = ""
        while case let event = reader.event(), !event.isEmpty { rest += event }
        #expect(rest.contains(#""addComment":{"comment":{"body":"late"}"#), "\(rest)")
        #expect(rest.contains("retry: "))
        #expect(server.outcome().exitCode == 0)
    }

    @Test("When the server ends, its streams do, and say when to come again")
    func drained() throws {
        let client = try subscribe()
        server.signal()
        let end = client.event()
        #expect(end.wholeMatch(of: #/retry: [1-4][0-9]{3}\n\n/#) != nil, "\(end)")
        #expect(client.event() == "")
        #expect(server.outcome().exitCode == 0)
    }
}

extension String {
    /// The first event of a chunk that may have several.
    fileprivate var prefixedEvent: String { split(separator: "\n\n").first.map { $0 + "\n\n" } ?? "" }
}
