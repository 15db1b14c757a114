/// How far a sale has come, in the order of the cases.
package enum OpportunityStage: String, CaseIterable, Comparable, Sendable {
    case demandGeneration = "DEMAND_GENERATION"
    case qualification = "QUALIFICATION"
    case proposal = "PROPOSAL"
    /// The customer decides; from here a sale may be won.
    case decision = "DECISION"
    case contract = "CONTRACT"
    /// Won or lost: entered by closing, never by moving.
    case closed = "CLOSED"

    /// Place in the order of the stages, from 0.
    package var order: Int {
        switch self {
        case .demandGeneration: 0
        case .qualification: 1
        case .proposal: 2
        case .decision: 3
        case .contract: 4
        case .closed: 5
        }
    }

    package static func < (a: Self, b: Self) -> Bool { a.order < b.order }
}
