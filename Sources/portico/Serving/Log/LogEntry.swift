import API
import HTTP
import Portal

/// A line of the log, before it is written.
struct LogEntry: Sendable {
    enum Level: String { case info, error }

    enum Subject {
        case event(message: String, particulars: [(name: StaticString, value: String)])
        case request(AnsweredRequest)
    }

    let time: Timestamp
    let level: Level
    let subject: Subject

    /// Whether it tells of a request that went as it should: what there are thousands of in a second.
    var isRoutine: Bool {
        if case .request = subject { level == .info } else { false }
    }
}

/// A request and its answer, as far as the log may know them: nothing of variables, tokens or bodies.
struct AnsweredRequest: Sendable {
    /// Nil for what never became a request.
    let method: StaticString?
    /// Without the query, in which variables may stand.
    let path: String?
    let trace: TraceParent
    let status: Status
    /// Of the answer's content.
    let bytes: Int
    /// From when the whole request was here to when the answer was given.
    let nanoseconds: Int64
    let summary: RequestSummary

    /// The statuses and codes of what is ours to mend; other statuses of 5xx are somebody else's mistake.
    private static let ours = (
        statuses: [Status.internalServerError, .serviceUnavailable, .insufficientStorage],
        codes: ["INTERNAL", "OVERLOADED", "INSUFFICIENT_STORAGE"]
    )

    var level: LogEntry.Level {
        let isOurs = Self.ours.statuses.contains(status) || summary.codes.contains { Self.ours.codes.contains($0) }
        return isOurs ? .error : .info
    }
}
