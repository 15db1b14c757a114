import Execution
import Portal
import Storage

/// One subscription that is being served: how far it has come, and for whom.
///
/// One loop's own, and kept by whoever writes its events; it is closed by letting go of it. It queues nothing: its
/// place in the log is all that it needs to go on (`Endpoint.pull`).
package final class EventStream {
    /// What to do after a pull.
    package enum State: Equatable, Sendable {
        /// Nothing more happened: pull again after a commit, and at times without one, for what other processes write
        /// and for a token that runs out.
        case waiting
        /// There may be more: pull again as soon as there is room.
        case behind
        /// It is over, and why; `Endpoint.response` is the last thing to send.
        case ended(Endpoint.Outcome)
    }

    let asked: AskedOperation
    let selection: EventSelection
    /// The record without which the stream ends.
    let subject: RecordReference?
    /// SHA-256 of the token by which the viewer is looked up.
    let token: [UInt8]
    let peer: String?
    private let streams: OpenStreams

    /// The last entry of the log that was told or passed over: with it as `after`, or as the header `Last-Event-ID`, a
    /// new stream goes on where this one is.
    package internal(set) var position: Int64
    var seen: SeenRecords
    var viewer: Viewer
    /// When the stream looked the viewer up itself, and the version of the database then.
    var looked: (at: Timestamp, version: Int64)?
    /// The version of the database that holds nothing more for the stream.
    var settled: Int64?
    var withheld: WithheldEvents?
    /// How it ended, once it has.
    var ending: Endpoint.Outcome?

    init(
        _ asked: AskedOperation, token: [UInt8], peer: String?, _ selection: EventSelection, subject: RecordReference?,
        seen: Set<Int64>, after position: Int64, among streams: OpenStreams
    ) {
        self.asked = asked
        self.token = token
        self.peer = peer
        self.selection = selection
        self.subject = subject
        self.seen = SeenRecords(seen)
        self.position = position
        self.streams = streams
        viewer = asked.caller.viewer
        streams.add(asked.prepared, for: viewer)
    }

    /// The most events of one pull: all of them together may cost what a request may.
    var eventLimit: Int { min(StreamLimits.events, Int(max(1, Limits.cost / max(1, asked.cost)))) }

    deinit { streams.remove(asked.prepared, for: asked.caller.viewer) }
}
