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
