import Execution
import Portal

/// What streams of events may take.
enum StreamLimits {
    /// Streams of one viewer on one loop: a page has a few, and who reconnects without end runs into it.
    static let perViewer = 20
    /// Streams of one loop: each is looked at after every commit.
    static let perLoop = 1000
    /// Bytes of the plans of one loop's streams: as many as its cache may hold.
    static let planBytes = PlanCache.maximumBytes
    /// Records that a stream can be asked about by their ids, as `nodes` takes.
    static let ids = 100
    /// Events that one pull gives at most.
    static let events = 50
    /// Entries of the log that one pull looks at: a few milliseconds' work, whoever sees however little of them.
    static let window: Int64 = 1000
    /// Steps of SQLite's machine that one pull takes at most, some hundred milliseconds: the loop waits for them.
    static let databaseSteps = Limits.databaseSteps / 10
    /// Records whose loss a stream can tell: it remembers between one and two times as many.
    static let seenRecords = 1000
    /// Bytes of events that wait for their entry in the audit trail.
    static let withheldBytes = 256 << 10
    /// Milliseconds for which a token that nobody has written about is taken to be good: so long it may outlive its end.
    static let trust = Timestamp.second
    /// Bytes of a request that a stream keeps as long as it lasts.
    static let requestBytes = 16 << 10
}
