import Glibc
import SQLite
import TestSupport
import Testing

/// Requests over a real socket, and what the log tells of them.
@Suite("The log")
struct LogTests {
    /// The log of a server, line by line and without those of its start and end, once `body` has asked it.
    private static func log(
        of arguments: [String], _ body: (RunningServer) throws -> Void
    ) throws -> [Substring] {
        let server = try RunningServer(arguments)
        try body(server)
        let outcome = server.stop()
        #expect(outcome.exitCode == 0)
        let lines = outcome.errors.split(separator: "\n")
        #expect(lines.first?.contains(#""message":"started""#) == true)
        return Array(lines.dropFirst().filter { !$0.contains(#""message":"stopped""#) })
    }

    /// A line with a letter for whatever differs from run to run.
    private static func shape(_ line: Substring) -> String {
        String(line).replacing(/"time":"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"/, with: #""time":"T""#)
            .replacing(/"requestId":"[0-9a-f]{16}"/, with: #""requestId":"R""#)
            .replacing(/"traceId":"[0-9a-f]{32}"/, with: #""traceId":"X""#)
            .replacing(/"spanId":"[0-9a-f]{16}"/, with: #""spanId":"S""#)
            .replacing(/"(ms|sqlMs)":\d+\.\d{3}/) { #""\#($0.1)":0"# }
            .replacing(/"bytes":\d+/, with: #""bytes":B"#)
    }

    /// A line for people with a letter for whatever differs from run to run.
    private static func shown(_ line: Substring) -> String {
        String(line).replacing(#/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /#, with: "T ")
            .replacing(#/ requestId=[0-9a-f]{16}/#, with: " requestId=R")
            .replacing(#/ traceId=[0-9a-f]{32} spanId=[0-9a-f]{16}/#, with: " traceId=X spanId=S")
            .replacing(#/ (ms|sqlMs)=\d+\.\d{3}/#) { " \($0.1)=0" }.replacing(#/ bytes=\d+/#, with: " bytes=B")
    }

    private static func line(_ level: String, _ request: String) -> String {
        #"{"time":"T","level":"\#(level)","message":"request","requestId":"R","traceId":"X","spanId":"S",\#(request)}"#
    }

    private static func line(_ method: String, _ path: String, _ status: Int, _ rest: String = "") -> String {
        line("info", #""method":"\#(method)","path":"\#(path)","status":\#(status),"ms":0,"bytes":B\#(rest)"#)
    }

    private static func post(_ status: Int, _ rest: String) -> String { line("POST", "/graphql", status, "," + rest) }

    @Test("Each request is a line, with nothing of its variables, its token or its body; probes are none")
    func requests() throws {
        var answers: [Client.Answer] = []
        let lines = try Self.log(of: ["--demo", "--batch", "2"]) { server in
            let client = try server.client()
            let token = try server.token(of: "PARTNER_USER")
            for probe in ["/healthz", "/readyz", "/metrics"] { #expect(client.get(probe).status == 200) }
            answers = [
                client.post(#"{"query":"{ __typename }"}"#), client.post(#"{"query":"{ __typename }"}"#),
                client.post(
                    #"{"query":"query Mine($n: Int) { cases(first: $n) { nodes { title } } }","variables":{"n":3,"s":"SECRET"}}"#,
                    token: token),
                client.post(#"{"query":"{ cases { totalCount } }"}"#),
                client.post(#"{"query":"{ SECRET "}"#, token: token),
                client.post(#"{"query":"{ __typename }"}"#, token: "SECRET"),
                client.post(
                    #"{"query":"mutation Say { addComment(subjectId: \"SECRET\", body: \"SECRET\") { userErrors { code } } }"}"#,
                    token: token),
                client.post(#"[{"query":"{ __typename }"},{"query":"SECRET"}]"#),
                client.get("/graphql?query=%7B__typename%7D&variables=%7B%22SECRET%22:1%7D"),
                client.get("/graphql?query=%7B__typename%7D", method: "HEAD"),
                client.get("/graphql", method: "OPTIONS"),
                client.get("/schema.graphql"),
                client.get("/nowhere/%22%0A?SECRET"),
                client.get("/portal/leads"),
                client.get("/graphql", method: "PATCH"), client.get("/graphql", method: "TRACE"),
                client.get("/healthz", method: "DELETE"), client.get("/" + String(repeating: "long", count: 100)),
            ]
            client.send("SECRET\r\n\r\n")
            answers.append(client.answer())
        }
        #expect(!lines.contains { $0.contains("SECRET") })
        let name = #""operation":"query","documentHash":"7f56e67d","role":"ANONYMOUS","estimatedCost":1,"cost":1"#
        let none = #""sqlCount":0,"rows":0,"sqlMs":0"#
        let partner = #""role":"PARTNER_USER","actor":25"#
        let short = name.replacing("7f56e67d", with: "ecf4edb4")
        #expect(
            lines.map(Self.shape) == [
                Self.post(200, #"\#(name),\#(none),"plan":"new""#),
                Self.post(200, #"\#(name),\#(none),"plan":"known""#),
                Self.post(
                    200,
                    #""operation":"query","operationName":"Mine","documentHash":"15d27446",\#(partner),"estimatedCost":5,"cost":5,"sqlCount":1,"rows":3,"sqlMs":0,"plan":"new""#
                ),
                Self.post(
                    200,
                    #""operation":"query","documentHash":"de78b828","role":"ANONYMOUS","estimatedCost":1,"cost":1,\#(none),"plan":"new","codes":["UNAUTHENTICATED"]"#
                ),
                Self.post(200, #"\#(partner),"codes":["GRAPHQL_PARSE_FAILED"]"#),
                Self.post(401, #""codes":["UNAUTHENTICATED"]"#),
                Self.post(
                    200,
                    #""operation":"mutation","operationName":"Say","documentHash":"888697f1",\#(partner),"estimatedCost":112,"cost":13,"sqlCount":2,"rows":2,"sqlMs":0,"plan":"new""#
                ),
                Self.post(200, #"\#(name),\#(none),"plan":"known""#),
                Self.post(200, #""role":"ANONYMOUS","codes":["GRAPHQL_PARSE_FAILED"]"#),
                Self.line("GET", "/graphql", 200, #",\#(short),\#(none),"plan":"new""#),
                Self.line("HEAD", "/graphql", 200, #",\#(short),\#(none),"plan":"known""#),
                Self.line("OPTIONS", "/graphql", 204), Self.line("GET", "/schema.graphql", 200),
                Self.line("GET", "/nowhere/%22%0A", 404), Self.line("GET", "/portal/leads", 302),
                Self.line("PATCH", "/graphql", 405, #","codes":["METHOD_NOT_ALLOWED"]"#),
                Self.line("TRACE", "/graphql", 405, #","codes":["METHOD_NOT_ALLOWED"]"#),
                Self.line("DELETE", "/healthz", 405),
                Self.line("GET", "/" + String(String(repeating: "long", count: 100).prefix(199)), 404),
                Self.line("info", #""status":400,"ms":0,"bytes":B,"codes":["BAD_REQUEST"]"#),
            ])
        for answer in answers {
            let id = answer.body.firstMatch(of: /"requestId":"([0-9a-f]{16})"/)
            if let id { #expect(lines.contains { $0.contains(id.0) }) }
            let trace = try #require(answer.fields("traceparent").first).split(separator: "-")
            let line = lines.first { $0.contains(#""traceId":"\#(trace[1])","spanId":"\#(trace[2])""#) }
            // The answer to HEAD promises content that does not come.
            if !answer.body.isEmpty { #expect(line?.contains(#""bytes":\#(answer.body.utf8.count)"#) == true) }
        }
    }

    @Test("On a terminal the lines are for people, each on one line of its own")
    func terminal() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let reader = try LogReader.terminal()
        let server = try RunningServer(["--data", path], log: reader.path)
        let client = try server.client()
        #expect(client.post(#"{"query":"query Mine { __typename }"}"#).status == 200)
        #expect(client.post(#"{"query":"{ cases { totalCount } b: cases(first: -1) { totalCount } }"}"#).status == 200)
        #expect(client.get("/nowhere?SECRET").status == 404)
        try Connection.besideServer(path).execute("ALTER TABLE access_token RENAME TO lost_token")
        #expect(try server.client().post(#"{"query":"{ __typename }"}"#, token: "SECRET").status == 500)
        #expect(server.stop().exitCode == 0)
        let lines = reader.text().split(separator: "\r\n").map(Self.shown)
        try #require(lines.count == 7, "\(lines)")
        #expect(lines[0].hasPrefix("T started version=") && lines[0].hasSuffix(" data=\(path)"), "\(lines[0])")
        let post = "T request requestId=R traceId=X spanId=S method=POST path=/graphql"
        #expect(
            lines[1]
                == "\(post) status=200 ms=0 bytes=B operation=query operationName=Mine documentHash=f8c6381e role=ANONYMOUS"
                + " estimatedCost=1 cost=1 sqlCount=0 rows=0 sqlMs=0 plan=new")
        #expect(
            lines[2].hasPrefix("\(post) status=200 ") && lines[2].hasSuffix(" codes=UNAUTHENTICATED"), "\(lines[2])")
        #expect(
            lines[3] == "T request requestId=R traceId=X spanId=S method=GET path=/nowhere status=404 ms=0 bytes=B")
        #expect(lines[4].contains("access_token") && lines[4].hasSuffix(" requestId=R"), "\(lines[4])")
        #expect(lines[5] == "\(post) status=500 ms=0 bytes=B codes=INTERNAL")
        #expect(lines[6] == "T stopped")
    }

    @Test("Who reads the log may go away, and the server goes on")
    func readerGone() throws {
        let directory = try TemporaryDirectory()
        var reader: LogReader? = try LogReader.pipe(at: directory.file("log"))
        let server = try RunningServer(["--demo"], log: reader?.path)
        let client = try server.client()
        #expect(client.get("/nowhere").status == 404)
        reader = nil
        for _ in 0..<100 { #expect(client.get("/nowhere").status == 404) }
        #expect(server.stop().exitCode == 0)
    }

    @Test("A server that ends does not wait for a reader who reads nothing")
    func readerStuck() throws {
        let directory = try TemporaryDirectory()
        let reader = try LogReader.pipe(at: directory.file("log"))
        let server = try RunningServer(["--demo"], log: reader.path)
        let client = try server.client()
        for _ in 0..<500 { #expect(client.get("/nowhere").status == 404) }
        #expect(server.stop().exitCode == 0)
        #expect(reader.text().split(separator: "\n").count > 100)
    }

    @Test("An answer is a part of the caller's trace, also one that comes later")
    func traces() throws {
        let trace = "0af7651916cd43dd8448eb211c80319c"
        let lines = try Self.log(of: ["--demo", "--rate-limit", "0"]) { server in
            let client = try server.client()
            let token = try server.token(of: "PARTNER_USER")
            for body in [
                #"{"query":"{ __typename }"}"#,
                #"{"query":"mutation { addComment(subjectId: \"x\", body: \"x\") { userErrors { code } } }"}"#,
            ] {
                let answer = client.post(body, token: token, fields: ["traceparent: 00-\(trace)-b7ad6b7169203331-01"])
                let field = try #require(answer.fields("traceparent").first)
                #expect(field.wholeMatch(of: /00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-01/) != nil)
                #expect(!field.contains("b7ad6b7169203331"))
            }
        }
        #expect(lines.count == 2)
        #expect(lines.allSatisfy { $0.contains(#""traceId":"\#(trace)""#) })
    }

    /// Method, status, operation and codes of a line, as far as it has them.
    private static func gist(_ line: Substring) -> String {
        let figures = [#/"method":"(\w+)"/#, #/"status":(\d+)/#, #/"operation":"(\w+)"/#, #/"codes":\["(\w+)"\]/#]
        return figures.compactMap { line.firstMatch(of: $0).map { String($0.1) } }.joined(separator: " ")
    }

    @Test("An operation is a line and counts once, whatever carries it and whenever it is answered")
    func streams() throws {
        let lines = try Self.log(of: ["--demo", "--loops", "1"]) { server in
            let demo = try DemoCase(server)
            let client = try server.client()
            let events = "Accept: text/event-stream"
            #expect(client.post(demo.mutation("an event"), token: demo.token, fields: [events]).status == 200)
            let reader = try server.client()
            reader.send(Client.request(demo.subscription, token: demo.token, fields: [events]))
            #expect(reader.head().status == 200)
            let reserved = client.get("/graphql", method: "PUT", fields: ["Authorization: Bearer \(demo.token)"])
            let operations = [
                ("q", #"{"query":"{ __typename }"}"#, 202), ("m", demo.mutation("shared"), 202),
                ("s", demo.subscription, 202), ("n", #"{"query":"{ nonsense }"}"#, 400),
            ]
            for (id, request, status) in operations {
                let answer = client.post(
                    request.dropLast() + #","extensions":{"operationId":"\#(id)"}}"#, token: demo.token,
                    fields: ["X-GraphQL-Event-Stream-Token: \(reserved.body)"])
                #expect(answer.status == status)
            }
            let socket = SocketClient(try server.client())
            try socket.begin(token: demo.token)
            for (id, request, _) in operations {
                socket.send(#"{"id":"\#(id)","type":"subscribe","payload":\#(request)}"#)
            }
            var isCounted = false
            for _ in 0..<10_000 where !isCounted {
                let text = client.get("/metrics").body
                isCounted = [
                    #"operation="mutation",code="OK"} 3"#, #"operation="none",code="GRAPHQL_VALIDATION_FAILED"} 2"#,
                    #"operation="query",code="OK"} 3"#, #"operation="subscription",code="OK"} 3"#,
                ].allSatisfy { text.contains("\nportico_requests_total{\($0)\n") }
            }
            #expect(isCounted)
        }
        #expect(
            lines.map(Self.gist).sorted() == [
                "GET 101", "GET 101 GRAPHQL_VALIDATION_FAILED", "GET 101 mutation", "GET 101 query",
                "GET 101 subscription", "POST 200 mutation", "POST 200 query", "POST 200 subscription",
                "POST 202 mutation", "POST 202 query", "POST 202 subscription", "POST 400 GRAPHQL_VALIDATION_FAILED",
                "PUT 201",
            ])
    }

    @Test("With --log errors only what is ours to mend is told")
    func errors() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        var failed: Client.Answer?
        let lines = try Self.log(of: ["--demo", "--data", path, "--log", "errors"]) { server in
            let client = try server.client()
            #expect(client.post(#"{"query":"{ __typename }"}"#).status == 200)
            #expect(client.post(#"{"query":"{ nonsense }"}"#).status == 200)
            client.send("FROB /graphql HTTP/1.1\r\nHost: localhost\r\n\r\n")
            #expect(client.answer().status == 501)
            let database = try Connection.besideServer(path)
            try database.execute("ALTER TABLE sales_direction RENAME TO lost_direction")
            let token = try server.token(of: "PARTNER_USER")
            let partly = try server.client().post(
                #"{"query":"query Partly { viewer { salesDirections { name } } }"}"#, token: token)
            #expect(partly.status == 200 && partly.body.contains(#""code":"INTERNAL""#), "\(partly.body)")
            try database.execute("ALTER TABLE access_token RENAME TO lost_token")
            failed = try server.client().post(#"{"query":"{ __typename }"}"#, token: "SECRET")
        }
        #expect(failed?.status == 500)
        let id = try #require(failed?.body.firstMatch(of: #/"requestId":"[0-9a-f]{16}"/#)).0
        try #require(lines.count == 4)
        #expect(lines.allSatisfy { $0.contains(#""level":"error""#) && !$0.contains("SECRET") })
        #expect(lines[0].contains("sales_direction"))
        #expect(lines[1].contains(#""operationName":"Partly""#) && lines[1].contains(#""status":200,"#))
        #expect(lines[2].contains("access_token") && lines[2].contains(id))
        #expect(lines[3].contains(#""status":500,"#) && lines[3].contains(id))
        for line in [lines[1], lines[3]] { #expect(line.hasSuffix(#""codes":["INTERNAL"]}"#)) }
    }

    @Test(
        "A log that nobody reads holds no request up: lines beyond what may wait are lost, but for those of failures, and counted"
    )
    func flood() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let requests = 12_000
        let lines = try Self.log(of: ["--demo", "--data", path, "--rate-limit", "0"]) { server in
            let client = try server.client()
            for _ in 0..<requests / 100 {
                client.send(String(repeating: Client.request(#"{"query":"{ __typename }"}"#), count: 100))
                for _ in 0..<100 { #expect(client.answer().status == 200) }
            }
            let metrics = client.get("/metrics").body
            #expect(metrics.contains(#/\nportico_log_dropped_total [1-9]/#))
            #expect(metrics.contains(#/\nportico_queue_length\{queue="log"\} [1-9]/#))
            let database = try Connection.besideServer(path)
            try database.execute("ALTER TABLE access_token RENAME TO lost_token")
            #expect(try server.client().post(#"{"query":"{ __typename }"}"#, token: "SECRET").status == 500)
        }
        let failures = lines.filter { $0.contains(#""level":"error""#) && !$0.contains("log lines were dropped") }
        try #require(failures.count == 2)
        #expect(failures[0].contains("access_token") && failures[1].contains(#""status":500,"#))
        let lost = lines.compactMap { $0.firstMatch(of: /"message":"log lines were dropped","count":"(\d+)"/) }
            .compactMap { Int($0.1) }.reduce(0, +)
        #expect(lost > 0)
        let told = lines.filter { $0.contains(#""message":"request""#) && $0.contains(#""level":"info""#) }.count
        #expect(told + lost == requests)
        #expect(lines.allSatisfy { $0.hasPrefix("{\"time\":\"") && $0.hasSuffix("}") })
    }
}
