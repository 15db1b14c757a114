/// Where a case stands.
package enum CaseStatus: String, CaseIterable, Sendable {
    /// Nobody is responsible yet.
    case new = "NEW"
    /// An agent is responsible but has not begun.
    case assigned = "ASSIGNED"
    case open = "OPEN"
    case inProgress = "IN_PROGRESS"
    /// The partner or their customer has to answer; the service clock pauses.
    case waitingForCustomer = "WAITING_FOR_CUSTOMER"
    case waitingForThirdParty = "WAITING_FOR_THIRD_PARTY"
    /// Solved; may still be reopened.
    case resolved = "RESOLVED"
    /// Over for good: a new case is opened instead.
    case closed = "CLOSED"
}
