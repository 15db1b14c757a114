/// How a case stands against its service targets.
package enum SlaState: String, CaseIterable, Sendable {
    case timeLeft = "TIME_LEFT"
    /// The clock waits for the customer.
    case paused = "PAUSED"
    case fulfilled = "FULFILLED"
    case violated = "VIOLATED"
    /// The case has no targets.
    case notApplicable = "NOT_APPLICABLE"
}
