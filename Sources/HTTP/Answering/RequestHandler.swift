/// What answers requests: one value per event loop, used by that loop's thread only.
package protocol RequestHandler: ~Copyable, SendableMetatype {
    /// Answers through `reply` now, or says `.deferred` and completes `ticket` later from any thread.
    ///
    /// `request` and its views end with the call. While an answer is deferred, the connection's next requests wait, so answers stay in order.
    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition
}

/// What a handler did with a request.
package enum Disposition: Sendable {
    /// The answer went through `Reply`. Without one the client gets a 500.
    case replied
    /// The answer will come through the ticket.
    case deferred
}
