import Glibc
import Portal
import Storage

/// What happens, on stderr: for people on a terminal, else one JSON object a line.
///
/// It never gets to see variables, tokens or bodies.
struct Log: Sendable {
    /// Which lines are written, but for those of the server's own start and end.
    enum Detail: String, CaseIterable {
        /// One for each request, and one for each failure.
        case all
        /// Those of requests whose errors are ours to mend, and of failures.
        case errors
    }

    /// The most characters of a message: one tells of a statement, and none may fill the memory.
    private static let longestMessage = 4000

    private let detail: Detail
    private let now: @Sendable () -> Timestamp
    let scribe: Scribe

    init(_ environment: Environment, _ detail: Detail) throws(Thread.Unavailable) {
        self.detail = detail
        now = environment.now
        scribe = try Scribe(LogSink(STDERR_FILENO), isForPeople: isatty(STDERR_FILENO) == 1, now: environment.now)
    }

    func write(_ level: LogEntry.Level, _ message: String, _ particulars: KeyValuePairs<StaticString, String> = [:]) {
        let message = String(message.prefix(Self.longestMessage))
        let particulars = particulars.map { (name: $0.key, value: $0.value) }
        scribe.take(
            LogEntry(time: now(), level: level, subject: .event(message: message, particulars: particulars)))
    }

    func write(_ request: AnsweredRequest) {
        let level = request.level
        guard detail == .all || level == .error else { return }
        scribe.take(LogEntry(time: now(), level: level, subject: .request(request)))
    }

    /// Writes what is still to be written; nothing afterwards.
    func stop() { scribe.stop() }
}
