import API
import HTTP
import Portal

/// Where a loop writes down what it has answered.
struct Chronicle: Sendable {
    fileprivate let log: Log
    fileprivate let counts: RequestCounts
    fileprivate let environment: Environment

    init(_ log: Log, _ counts: RequestCounts, _ environment: Environment) {
        self.log = log
        self.counts = counts
        self.environment = environment
    }

    /// A request that is here now.
    func visit(of request: borrowing Request, _ trace: TraceParent) -> Visit {
        Visit(request.methodName, path: request.shortPath, trace, self)
    }

    /// What never became a request.
    func visit(_ trace: TraceParent) -> Visit { Visit(nil, path: nil, trace, self) }
}

/// A request on its way to its answer.
struct Visit: Sendable {
    /// The part of a trace that its answer is.
    let trace: TraceParent
    private let method: StaticString?
    private let path: String?
    private let start: Int64
    private let chronicle: Chronicle

    fileprivate init(_ method: StaticString?, path: String?, _ trace: TraceParent, _ chronicle: Chronicle) {
        self.method = method
        self.path = path
        self.trace = trace
        self.chronicle = chronicle
        start = chronicle.environment.nanoseconds()
    }

    /// Another request of the same connection and trace, which begins now.
    var next: Visit { Visit(method, path: path, trace, chronicle) }

    /// Tells of an answer, if it is given.
    func answered(_ reply: borrowing Reply, by endpoint: borrowing Endpoint) {
        if let status = reply.status { answered(status, bytes: reply.length, by: endpoint) }
    }

    /// Tells that the answer is given, unless `endpoint` has deferred it.
    ///
    /// - Parameter bytes: Of its content.
    func answered(_ status: Status, bytes: Int, by endpoint: borrowing Endpoint) {
        if let summary = endpoint.lastSummary { answered(status, bytes: bytes, summary) }
    }

    /// Tells that a deferred answer is given, from whichever thread.
    ///
    /// - Parameters:
    ///   - bytes: Of its content.
    ///   - summaries: Of each request that it answers.
    func answered(_ status: Status, bytes: Int, _ summaries: [RequestSummary]) {
        for summary in summaries { answered(status, bytes: bytes, summary) }
    }

    private func answered(_ status: Status, bytes: Int, _ summary: RequestSummary) {
        let nanoseconds = chronicle.environment.nanoseconds() - start
        chronicle.counts.count(summary, nanoseconds: nanoseconds)
        chronicle.log.write(
            AnsweredRequest(
                method: method, path: path, trace: trace, status: status, bytes: bytes,
                nanoseconds: nanoseconds, summary: summary))
    }
}

extension Request {
    fileprivate var methodName: StaticString {
        switch method {
        case .get: isHead ? "HEAD" : "GET"
        case .post: "POST"
        case .put: "PUT"
        case .patch: "PATCH"
        case .delete: "DELETE"
        case .options: "OPTIONS"
        case .trace: "TRACE"
        }
    }

    /// As much of the path as the log needs: addresses of this server are shorter.
    fileprivate var shortPath: String {
        path.equals("/graphql") ? "/graphql" : String(decoding: path.prefix(200), as: UTF8.self)
    }
}
