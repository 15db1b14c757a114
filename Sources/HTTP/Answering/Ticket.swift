/// The right to answer one deferred request, from any thread.
///
/// It names its connection by slot and generation and its request by number, so that an answer that comes too late or twice is dropped.
package struct Ticket: Sendable {
    let mailbox: Mailbox
    let connection: ConnectionToken
    /// Which request of the connection, counted from zero.
    let request: Int
    private let presence: Presence
    /// The part of a trace that the answer is.
    package var trace: TraceParent?

    init(mailbox: Mailbox, connection: ConnectionToken, request: Int, presence: Presence) {
        self.mailbox = mailbox
        self.connection = connection
        self.request = request
        self.presence = presence
    }

    /// Whether the client has closed the connection, or will send nothing more: an answer that takes long is not worth it then.
    package var isGone: Bool { presence.isGone }

    /// Answers the request; the second time, or if the client is gone, nothing happens.
    package func complete(_ head: ResponseHead, body: [UInt8]) {
        post(head, .bytes(body))
    }

    /// Answers the request with `bytes` of a file, which is opened unless the method was HEAD; if it cannot be, the answer is a 500, or
    /// a 503 while too many files are open.
    package func complete(
        _ head: ResponseHead, bytes: Range<Int>, of open: @escaping @Sendable () throws(FileBody.Failure) -> FileBody
    ) {
        post(head, .file(bytes, open))
    }

    private func post(_ head: ResponseHead, _ content: Answer.Content) {
        var head = head
        head.trace = trace
        mailbox.post(.answer(Answer(connection: connection, request: request, head: head, content: content)))
    }

    /// Has the next piece of content handed over, after `Reception.pause`.
    package func resume() { mailbox.post(.resume(stream)) }
}

extension Ticket {
    /// The stream that the answer is, if the handler makes it one.
    package var stream: StreamID { StreamID(connection: connection, request: request) }

    /// Has the stream's handler told `message` on its own thread; if the stream has ended, nothing happens.
    package func post(_ message: StreamMessage) { mailbox.post(.message(message, stream)) }
}

/// A deferred answer on its way to its loop.
struct Answer: Sendable {
    let connection: ConnectionToken
    let request: Int
    let head: ResponseHead
    let content: Content

    enum Content {
        case bytes([UInt8])
        case file(Range<Int>, @Sendable () throws(FileBody.Failure) -> FileBody)
    }
}
