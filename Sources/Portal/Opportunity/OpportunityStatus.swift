/// Whether a sale is still running, and how it ended.
package enum OpportunityStatus: String, CaseIterable, Sendable {
    case open = "OPEN"
    case won = "WON"
    case lost = "LOST"
}

/// Why a sale has the status it has.
package enum OpportunityStatusReason: String, CaseIterable, Sendable {
    case inProgress = "IN_PROGRESS"
    case onHold = "ON_HOLD"
    case won = "WON"
    case lostToCompetition = "LOST_TO_COMPETITION"
    case lostPrice = "LOST_PRICE"
    case lostNoBudget = "LOST_NO_BUDGET"
    case lostNoDecision = "LOST_NO_DECISION"
    case canceled = "CANCELED"
    case duplicate = "DUPLICATE"

    /// The one status this is a reason of.
    package var status: OpportunityStatus {
        switch self {
        case .inProgress, .onHold: .open
        case .won: .won
        case .lostToCompetition, .lostPrice, .lostNoBudget, .lostNoDecision, .canceled, .duplicate: .lost
        }
    }
}
