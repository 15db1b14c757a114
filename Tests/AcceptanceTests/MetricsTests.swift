import Foundation
import SQLite
import TestSupport
import Testing

/// Requests over a real socket, and the figures that they make.
@Suite("The metrics")
struct MetricsTests {
    /// What `/metrics` says, with a letter for whatever differs from run to run, once it says `line`.
    private static func shape(_ client: Client, awaiting line: String) -> [Substring] {
        var text = ""
        for _ in 0..<10_000 where !text.contains("\n\(line)\n") { text = client.get("/metrics").body }
        return text.replacing(/(portico_request_seconds_bucket\{le="[0-9.]+"\}) \d+/) { "\($0.1) N" }
            .replacing(/(seconds_sum|seconds_total) \d+\.\d{9}\n/) { "\($0.1) S\n" }
            // What the server tidies at its start may share the transaction.
            .replacing(/(writer_batch_size_bucket\{le="1"\}|writer_batch_size_sum) \d\n/) { "\($0.1) N\n" }
            .replacing(/(wal_bytes|resident_memory_bytes|open_fds) [1-9]\d*\n/) { "\($0.1) N\n" }
            .split(separator: "\n")
    }

    /// What `/metrics` says of one figure, such as `portico_connections`.
    private static func figure(_ name: String, _ client: Client) -> Int? {
        client.get("/metrics").body.split(separator: "\n").first { $0.hasPrefix(name + " ") }
            .flatMap { Int($0.dropFirst(name.count + 1)) }
    }

    /// Whether a figure is as it should be before long.
    private static func waits(for name: String, _ client: Client, toBe isRight: (Int) throws -> Bool) rethrows -> Bool {
        for _ in 0..<10_000 {
            if let figure = figure(name, client), try isRight(figure) { return true }
        }
        return false
    }

    @Test("They are text that nobody keeps")
    func head() throws {
        let server = try RunningServer(["--demo"])
        let answer = try server.client().get("/metrics")
        #expect(answer.status == 200)
        #expect(answer.fields("Content-Type") == ["text/plain; version=0.0.4; charset=utf-8"])
        #expect(answer.fields("Cache-Control") == ["no-store"])
    }

    @Test("The figures of the process are those that the system has")
    func process() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let demo = try DemoCase(RunningServer(["--demo", "--data", path]))
        try demo.comment("written")
        let (client, system) = (try demo.server.client(), ProcessFigures(id: demo.server.id))
        #expect(try Self.waits(for: "process_open_fds", client) { try $0 == system.openFiles() })
        #expect(
            try Self.waits(for: "process_resident_memory_bytes", client) {
                try abs($0 - system.residentBytes()) < 4 << 20
            })
        #expect(
            try Self.waits(for: "portico_wal_bytes", client) {
                try $0 > 0 && $0 == FileManager.default.attributesOfItem(atPath: path + "-wal")[.size] as? Int
            })
    }

    @Test("Connections and streams are counted as long as there are any")
    func streams() throws {
        let demo = try DemoCase(RunningServer(["--demo"]))
        let client = try demo.server.client()
        let streams = ["sse", "websocket"].map { "portico_open_streams{transport=\"\($0)\"}" }
        func expect(_ connections: Int, _ events: Int, _ sockets: Int) {
            #expect(Self.waits(for: "portico_connections", client) { $0 == connections })
            #expect(Self.waits(for: streams[0], client) { $0 == events })
            #expect(Self.waits(for: streams[1], client) { $0 == sockets })
        }
        expect(1, 0, 0)
        do {
            let reader = try demo.server.client()
            reader.send(Client.request(demo.subscription, token: demo.token, fields: ["Accept: text/event-stream"]))
            #expect(reader.head().status == 200)
            expect(2, 1, 0)
            let socket = SocketClient(try demo.server.client())
            try socket.begin(token: demo.token)
            withExtendedLifetime((reader, socket)) { expect(3, 1, 1) }
        }
        expect(1, 0, 0)
    }

    @Test("A request with several errors counts once, by the first of them")
    func errors() throws {
        let server = try RunningServer(["--demo"])
        let client = try server.client()
        let answer = client.post(
            #"{"query":"{ auditLog { totalCount } cases(first: -1) { totalCount } }"}"#,
            token: try server.token(of: "PARTNER_USER"))
        let codes = answer.body.matches(of: /"code":"([A-Z_]+)"/).map { String($0.1) }
        #expect(Set(codes).count == 2, "\(answer.body)")
        let counted = client.get("/metrics").body.split(separator: "\n").filter { $0.hasPrefix("portico_requests") }
        #expect(counted == [#"portico_requests_total{operation="query",code="\#(codes[0])"} 1"#])
    }

    @Test("What waits for a thread is counted by what it waits for")
    func queues() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("portico.db")
        let server = try RunningServer(["--demo", "--data", path, "--loops", "1"])
        let client = try server.client()
        let database = try Connection.besideServer(path)
        // Each name of a sales direction takes about a second, and each of two threads has one query.
        try database.execute("ALTER TABLE sales_direction RENAME TO quick_direction")
        try database.execute(
            """
            CREATE VIEW sales_direction AS SELECT id, active,
                (WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 9000000)
                    SELECT max(n) FROM step) AS name FROM quick_direction
            """)
        let slow = #"{"query":"{ viewer { salesDirections { name } } }"}"#
        let tokens = try ["PARTNER_USER", "PARTNER_SUPERVISOR"].map(server.token)
        let askers = try (tokens + tokens).map { token in
            let asker = try server.client()
            asker.send(Client.request(slow, token: token))
            return asker
        }
        #expect(Self.waits(for: #"portico_queue_length{queue="slow"}"#, client) { $0 == 2 })
        #expect(askers.map { $0.answer().status } == [200, 200, 200, 200])
        // A password takes tens of milliseconds, one after the other.
        let guests = try (0..<30).map { number in
            let guest = try server.client()
            guest.send(
                Client.request(
                    #"{"query":"mutation { signIn(email: \"u\#(number)@x.example\", password: \"x\") { token } }"}"#))
            return guest
        }
        #expect(Self.waits(for: #"portico_queue_length{queue="passwords"}"#, client) { $0 > 0 })
        #expect(guests.map { $0.answer().status } == [Int](repeating: 200, count: 30))
        // While another program holds the database, changes wait behind the first of them.
        try database.execute("BEGIN IMMEDIATE")
        let demo = try DemoCase(server)
        var writers: [Client] = []
        while writers.count < 100, Self.figure(#"portico_queue_length{queue="writer"}"#, client) == 0 {
            let writer = try server.client()
            writer.send(Client.request(demo.mutation("waiting"), token: demo.token))
            writers.append(writer)
        }
        try database.execute("ROLLBACK")
        #expect(writers.count < 100)
        for writer in writers { #expect(writer.answer().status == 200) }
        for queue in ["slow", "passwords", "writer"] {
            #expect(Self.waits(for: #"portico_queue_length{queue="\#(queue)"}"#, client) { $0 == 0 })
        }
    }

    @Test("They tell what was asked by kind and code, what it took, and what is going on")
    func figures() throws {
        let demo = try DemoCase(RunningServer(["--demo", "--loops", "1", "--log", "errors"]))
        let client = try demo.server.client()
        for _ in 0..<2 { #expect(client.post(#"{"query":"query Secret { __typename }"}"#).status == 200) }
        #expect(client.post(#"{"query":"{ cases { totalCount } }"}"#).status == 200)
        #expect(client.post(#"{"query":"{ SECRET "}"#).status == 200)
        #expect(client.post(#"{"query":"{ __typename }"}"#, token: "SECRET").status == 401)
        #expect(client.get("/schema.graphql").status == 200)
        let comment =
            #"{"query":"mutation { addComment(subjectId: \"SECRET\", body: \"SECRET\") { userErrors { code } } }"}"#
        #expect(client.post(comment, token: demo.token).status == 200)
        let reader = try demo.server.client()
        reader.send(Client.request(demo.subscription, token: demo.token, fields: ["Accept: text/event-stream"]))
        #expect(reader.head().head.contains("text/event-stream"))
        let lines = Self.shape(client, awaiting: "portico_writer_batch_size_count 1")
        #expect(
            lines
                == """
                # HELP portico_requests_total GraphQL requests that were answered.
                # TYPE portico_requests_total counter
                portico_requests_total{operation="mutation",code="OK"} 1
                portico_requests_total{operation="none",code="GRAPHQL_PARSE_FAILED"} 1
                portico_requests_total{operation="none",code="UNAUTHENTICATED"} 1
                portico_requests_total{operation="query",code="OK"} 3
                portico_requests_total{operation="query",code="UNAUTHENTICATED"} 1
                portico_requests_total{operation="subscription",code="OK"} 1
                # HELP portico_request_seconds From a request to its answer.
                # TYPE portico_request_seconds histogram
                portico_request_seconds_bucket{le="0.001"} N
                portico_request_seconds_bucket{le="0.0025"} N
                portico_request_seconds_bucket{le="0.005"} N
                portico_request_seconds_bucket{le="0.01"} N
                portico_request_seconds_bucket{le="0.025"} N
                portico_request_seconds_bucket{le="0.05"} N
                portico_request_seconds_bucket{le="0.1"} N
                portico_request_seconds_bucket{le="0.25"} N
                portico_request_seconds_bucket{le="0.5"} N
                portico_request_seconds_bucket{le="1"} N
                portico_request_seconds_bucket{le="2.5"} N
                portico_request_seconds_bucket{le="5"} N
                portico_request_seconds_bucket{le="+Inf"} 8
                portico_request_seconds_sum S
                portico_request_seconds_count 8
                # HELP portico_sqlite_seconds_total Running operations: SQLite, and writing what it gives.
                # TYPE portico_sqlite_seconds_total counter
                portico_sqlite_seconds_total S
                # HELP portico_statements_total Times that operations ran a statement.
                # TYPE portico_statements_total counter
                portico_statements_total 3
                # HELP portico_rows_total Rows that operations read.
                # TYPE portico_rows_total counter
                portico_rows_total 3
                # HELP portico_cache_requests_total Valid operations whose plan was known, or was made.
                # TYPE portico_cache_requests_total counter
                portico_cache_requests_total{cache="plan",result="hit"} 2
                portico_cache_requests_total{cache="plan",result="miss"} 4
                # HELP portico_connections Open connections.
                # TYPE portico_connections gauge
                portico_connections 2
                # HELP portico_open_streams Open streams of events.
                # TYPE portico_open_streams gauge
                portico_open_streams{transport="sse"} 1
                portico_open_streams{transport="websocket"} 0
                # HELP portico_cut_connections_total Connections that were ended against their clients' will.
                # TYPE portico_cut_connections_total counter
                portico_cut_connections_total{reason="deadline"} 0
                portico_cut_connections_total{reason="memory"} 0
                portico_cut_connections_total{reason="crowd"} 0
                # HELP portico_queue_length What waits for a thread of its own.
                # TYPE portico_queue_length gauge
                portico_queue_length{queue="writer"} 0
                portico_queue_length{queue="slow"} 0
                portico_queue_length{queue="files"} 0
                portico_queue_length{queue="passwords"} 0
                portico_queue_length{queue="log"} 0
                # HELP portico_writer_batch_size Changes that shared a transaction.
                # TYPE portico_writer_batch_size histogram
                portico_writer_batch_size_bucket{le="1"} N
                portico_writer_batch_size_bucket{le="2"} 1
                portico_writer_batch_size_bucket{le="4"} 1
                portico_writer_batch_size_bucket{le="8"} 1
                portico_writer_batch_size_bucket{le="16"} 1
                portico_writer_batch_size_bucket{le="32"} 1
                portico_writer_batch_size_bucket{le="64"} 1
                portico_writer_batch_size_bucket{le="+Inf"} 1
                portico_writer_batch_size_sum N
                portico_writer_batch_size_count 1
                # HELP portico_wal_bytes Size of the write-ahead log of the database.
                # TYPE portico_wal_bytes gauge
                portico_wal_bytes N
                # HELP portico_log_dropped_total Lines of the log that were lost because too many waited.
                # TYPE portico_log_dropped_total counter
                portico_log_dropped_total 0
                # HELP process_resident_memory_bytes Memory that the process has.
                # TYPE process_resident_memory_bytes gauge
                process_resident_memory_bytes N
                # HELP process_open_fds Descriptors that the process has open.
                # TYPE process_open_fds gauge
                process_open_fds N
                """.split(separator: "\n"))
    }
}
