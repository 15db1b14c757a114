/// What answers requests: one value per event loop, used by that loop's thread only.
package protocol RequestHandler: ~Copyable, SendableMetatype {
    /// Answers through `reply` now, or says `.deferred` and completes `ticket` later from any thread.
    ///
    /// `request` and its views end with the call. While an answer is deferred, the connection's next requests wait, so answers stay in order.
    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition

    /// Says what is to become of the content of a request that has some, before any of it is read.
    mutating func admit(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Admission

    /// Takes the next piece of content that was admitted as a stream; the last may be empty.
    ///
    /// It answers as `handle` does, or when it will not take more. `closed` then tells that `Ticket.stream` is over, as it does if the
    /// client breaks off.
    mutating func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, reply: inout Reply, ticket: Ticket
    ) -> Reception

    /// Answers, through `reply` and at once, what never becomes a request to handle: it is malformed, too large or too slow.
    ///
    /// The connection ends with the answer.
    mutating func refuse(_ status: Status, reply: inout Reply)

    /// Told once that the server ends; what it has received it still answers.
    mutating func drain()

    /// Writes what the stream has to say, as long as there is `writer.room`.
    ///
    /// The first call follows the `handle` that began the stream.
    mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter)

    /// Forgets a stream of content or of an answer: called once for each that began, however it ended, and nothing is asked of it afterwards.
    mutating func closed(_ stream: StreamID)
}

/// Of a handler with nothing to say but answers.
extension RequestHandler where Self: ~Copyable {
    package mutating func admit(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Admission {
        .buffered()
    }

    package mutating func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, reply: inout Reply, ticket: Ticket
    ) -> Reception { .done(.replied) }

    package mutating func refuse(_ status: Status, reply: inout Reply) { reply.send(status) }

    package mutating func drain() {}

    package mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter) {
        writer.cut()
    }

    package mutating func closed(_ stream: StreamID) {}

    /// Answers in place of a handler that did not: it is asked again, so that its 500 can be told from others.
    mutating func answerFailure(_ reply: inout Reply) {
        refuse(.internalServerError, reply: &reply)
        reply.send(.internalServerError)
    }
}

/// What a handler did with a request.
package enum Disposition: Sendable {
    /// The answer went through `Reply`. Without one the client gets a 500.
    case replied
    /// The answer will come through the ticket.
    case deferred
    /// The answer has begun and goes on as the stream that `Ticket.stream` names.
    case streaming
}
