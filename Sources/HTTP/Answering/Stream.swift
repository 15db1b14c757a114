/// Names an answer that is told as it happens, for as long as it lasts and nothing afterwards.
package struct StreamID: Hashable, Sendable {
    let connection: ConnectionToken
    /// Which request of the connection it answers, counted from zero.
    let request: Int
}

/// Why a stream is advanced.
package enum StreamEvent {
    /// There is room: after the start, after a reader has caught up, and after `StreamWriter.yield()`.
    case writable
    /// `Server.news()` was called. It comes as `writable`, later, to a stream that has no room.
    case news
    /// Half a second has passed, for heartbeats and deadlines; it comes whether there is room or not.
    case tick
    /// The server ends: say farewell and finish. It comes once, room or not; what has not finished by the end of the drain is cut.
    case drain
    /// Bytes came in after a switch of protocols; they are the handler's to change, but only during the call.
    case received(UnsafeMutableRawBufferPointer)
    /// `Ticket.post(_:)` was called.
    case message(StreamMessage)
}

/// What another thread has to say in a stream.
package struct StreamMessage: Sendable {
    /// What sort of message it is, as the handler counts them.
    package let kind: Int
    /// Which of the things that go on in the stream it belongs to, as the handler counts them.
    package let channel: Int
    package let bytes: [UInt8]

    package init(kind: Int, channel: Int = 0, bytes: [UInt8]) {
        self.kind = kind
        self.channel = channel
        self.bytes = bytes
    }
}

/// A stream as its connection keeps it.
///
/// Nothing is queued for it: the handler is asked for more when there is room, and goes on from where its source stands. So a reader
/// that is slow costs `Limits.unsent` and one event, whatever happens meanwhile.
struct Stream {
    /// How the client tells the content's end.
    enum Mode {
        /// HTTP/1.1: chunks, and another request may follow (RFC 9112 §7.1).
        case chunked
        /// HTTP/1.0 knows no chunks: the end of the connection (RFC 9112 §6.3 item 8).
        case untilClose
        /// Another protocol, in both directions (RFC 9110 §7.8).
        case upgraded
    }

    let id: StreamID
    let mode: Mode
    /// Whether the connection ends with it.
    let isLast: Bool
    /// Whether it is to be told `writable` as soon as there is room.
    var isOwed = true

    func owed(_ isOwed: Bool) -> Stream {
        var stream = self
        stream.isOwed = isOwed
        return stream
    }
}
