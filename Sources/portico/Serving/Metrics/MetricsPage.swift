import API
import Execution
import GraphQL
import HTTP
import Storage

/// `/metrics`: figures of a running server, in the text format 0.0.4 of Prometheus.
///
/// No label comes from a client: nobody can make their number grow.
struct MetricsPage: Sendable {
    private let metrics: Metrics
    private let traffic: Traffic
    private let queues: Queues
    private let log: Log
    private let database: Database

    /// How much waits for threads of their own, by what the page calls them.
    typealias Queues = KeyValuePairs<String, @Sendable () -> Int>

    init(_ metrics: Metrics, _ traffic: Traffic, _ queues: Queues, _ log: Log, _ database: Database) {
        self.metrics = metrics
        self.traffic = traffic
        self.queues = queues
        self.log = log
        self.database = database
    }

    func send(through reply: inout Reply) {
        let fields = [ResponseField("Cache-Control", "no-store")]
        let head = ResponseHead(.ok, contentType: "text/plain; version=0.0.4; charset=utf-8", fields: fields)
        Array(text.utf8).withUnsafeBytes { reply.send(head, body: $0) }
    }

    private var text: String {
        var text = MetricsText()
        writeRequests(&text)
        writeTraffic(&text)
        text.family("portico_queue_length", .gauge, "What waits for a thread of its own.")
        for (queue, waiting) in queues { text.sample([("queue", queue)], waiting()) }
        text.family("portico_writer_batch_size", .histogram, "Changes that shared a transaction.")
        text.histogram(metrics.batches) { "\($0)" }
        text.family("portico_wal_bytes", .gauge, "Size of the write-ahead log of the database.")
        text.sample([], ProcessFigures.size(ofFile: database.path + "-wal"))
        text.family("portico_log_dropped_total", .counter, "Lines of the log that were lost because too many waited.")
        text.sample([], log.scribe.dropped)
        text.family("process_resident_memory_bytes", .gauge, "Memory that the process has.")
        text.sample([], ProcessFigures.residentMemory)
        text.family("process_open_fds", .gauge, "Descriptors that the process has open.")
        text.sample([], ProcessFigures.openDescriptors)
        return text.text
    }

    private func writeRequests(_ text: inout MetricsText) {
        var totals = RequestCounts.Totals()
        for counts in metrics.requests { totals.add(counts.totals) }
        text.family("portico_requests_total", .counter, "GraphQL requests that were answered.")
        let kinds = totals.requests.map { kind, count in
            (kind.operation?.rawValue ?? "none", kind.code ?? "OK", count)
        }
        for (operation, code, count) in kinds.sorted(by: <) {
            text.sample([("operation", operation), ("code", code)], count)
        }
        text.family("portico_request_seconds", .histogram, "From a request to its answer.")
        text.histogram(totals.latency, MetricsText.seconds)
        text.family("portico_sqlite_seconds_total", .counter, "Running operations: SQLite, and writing what it gives.")
        text.sample([], MetricsText.seconds(totals.sqliteTime))
        text.family("portico_statements_total", .counter, "Times that operations ran a statement.")
        text.sample([], totals.statements)
        text.family("portico_rows_total", .counter, "Rows that operations read.")
        text.sample([], totals.rows)
        text.family("portico_cache_requests_total", .counter, "Valid operations whose plan was known, or was made.")
        text.sample([("cache", "plan"), ("result", "hit")], totals.knownPlans)
        text.sample([("cache", "plan"), ("result", "miss")], totals.newPlans)
    }

    private func writeTraffic(_ text: inout MetricsText) {
        text.family("portico_connections", .gauge, "Open connections.")
        text.sample([], traffic.connections)
        text.family("portico_open_streams", .gauge, "Open streams of events.")
        for transport in Traffic.Transport.allCases {
            text.sample([("transport", transport.label)], traffic.streams(transport))
        }
        text.family(
            "portico_cut_connections_total", .counter, "Connections that were ended against their clients' will.")
        for reason in Traffic.Cut.allCases {
            text.sample([("reason", reason.label)], traffic.cuts(reason))
        }
    }
}

extension Traffic.Transport {
    fileprivate var label: String {
        switch self {
        case .content: "sse"
        case .upgraded: "websocket"
        }
    }
}

extension Traffic.Cut {
    fileprivate var label: String {
        switch self {
        case .deadline: "deadline"
        case .memory: "memory"
        case .crowd: "crowd"
        }
    }
}
