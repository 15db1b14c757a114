extension Endpoint {
    /// How a request ended, as far as the transport has to know; the response is in `response`.
    package enum Outcome: Sendable {
        /// The operation ran.
        case executed
        /// The operation need not run: the client has the answer, whose tag is in `entityTag`.
        case notModified
        /// The operation ran, and the answer has errors beside its data.
        case executedWithErrors
        /// The operation did not run: the document, the variables or the caller's rights were wrong.
        case refused
        /// The operation did not run: the document is not GraphQL.
        case unparsed
        /// The request is JSON, but no GraphQL request.
        case malformed
        /// The request is no JSON.
        case unreadable
        /// The operation did not run: it is a mutation, which the method must not ask for.
        case notAllowed
        /// The operation did not run: it is a subscription, which `subscribe` takes.
        case needsStream
        /// The token is wrong, expired or revoked.
        case unauthenticated
        /// The operation did not run: too much is waiting. The same request may succeed a little later.
        case overloaded
        /// The operation did not run: the caller has asked for too much. The same request may succeed a little later.
        case rateLimited
        /// Nothing was changed, or told, as the disk has no room for it. The same request may succeed when there is some.
        case insufficientStorage
        /// There is no answer, by a mistake of ours.
        case failed
        /// The answer will come through `later`.
        case deferred

        /// Whether the operation ran.
        package var isExecuted: Bool { self == .executed || self == .executedWithErrors }
    }

    /// Told how a deferred request ended, what is to be known of it, or of each request of a list, and what to answer.
    package typealias Later =
        @Sendable (_ outcome: Outcome, _ summaries: [RequestSummary], _ response: [UInt8]) -> Void
}
