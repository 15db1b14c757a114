/// What can happen to the offer of a lead to one partner.
package enum LeadShareAction: CaseIterable, Sendable {
    case accept
    case decline
    /// Another partner accepted.
    case lose
    case recall
    case expire

    /// The state an open offer comes to.
    fileprivate var goal: LeadShareState {
        switch self {
        case .accept: .accepted
        case .decline: .declined
        case .lose: .taken
        case .recall: .recalled
        case .expire: .expired
        }
    }

    /// Who does it.
    fileprivate var actor: LeadStanding {
        switch self {
        case .accept, .decline: .partner
        case .lose, .expire: .system
        case .recall: .vendor
        }
    }
}

/// The state machine of offers: an open one is answered once, by anyone concerned.
extension LeadShareState {
    /// The state `action` leads to; accepting twice is accepting once.
    ///
    /// - Throws: `INVALID_TRANSITION`; for an acceptance that comes too late `LEAD_ALREADY_ACCEPTED` or `LEAD_EXPIRED`.
    package func after(_ action: LeadShareAction, by standing: LeadStanding) throws(Refusal) -> LeadShareState {
        if standing == action.actor {
            switch (self, action) {
            case (.offered, _): return action.goal
            case (.accepted, .accept): return .accepted
            case (.taken, .accept): throw .leadAlreadyAccepted
            case (.expired, .accept): throw .leadExpired
            default: break
            }
        }
        throw .invalidTransition(
            from: rawValue, to: action.goal.rawValue, allowed: allowed(by: standing).map(\.rawValue))
    }

    /// The other states that someone of this standing can bring an offer to from here.
    package func allowed(by standing: LeadStanding) -> [LeadShareState] {
        guard self == .offered else { return [] }
        return LeadShareAction.allCases.filter { $0.actor == standing }.map(\.goal)
    }
}
