/// What can be done to a lead.
package enum LeadAction: CaseIterable, Sendable {
    case assign
    /// Offer it to partners.
    case share
    case accept
    /// The last partner it was offered to has declined.
    case declineByAll
    /// Make an opportunity of it.
    case convert
    case recall
    case expire
    case disqualify

    /// The state this action is about, for the refusal of one that does not fit.
    fileprivate var goal: LeadState {
        switch self {
        case .assign, .declineByAll: .assigned
        case .share: .shared
        case .accept: .accepted
        case .convert: .converted
        case .recall: .recalled
        case .expire: .expired
        case .disqualify: .disqualified
        }
    }
}

/// The state machine of leads.
extension LeadState {
    /// The whole table: who may do an action from here.
    private func actors(of action: LeadAction) -> Set<LeadStanding> {
        switch (action, self) {
        case (.assign, .new), (.share, .assigned), (.convert, .accepted), (.recall, .shared), (.disqualify, .assigned):
            [.vendor]
        case (.accept, .shared): [.partner]
        case (.declineByAll, .shared), (.expire, .shared): [.system]
        default: []
        }
    }

    /// The state `action` leads to.
    ///
    /// Which of several partners wins is decided by the database; this says only that one may try.
    /// - Throws: `INVALID_TRANSITION`; for an acceptance that comes too late `LEAD_ALREADY_ACCEPTED` or `LEAD_EXPIRED`.
    package func after(_ action: LeadAction, by standing: LeadStanding) throws(Refusal) -> LeadState {
        if actors(of: action).contains(standing) { return action.goal }
        switch (action, standing, self) {
        case (.accept, .partner, .accepted), (.accept, .partner, .converted): throw .leadAlreadyAccepted
        case (.accept, .partner, .expired): throw .leadExpired
        default:
            throw .invalidTransition(
                from: rawValue, to: action.goal.rawValue, allowed: allowed(by: standing).map(\.rawValue))
        }
    }

    /// The states that someone of this standing can bring a lead to from here.
    package func allowed(by standing: LeadStanding) -> [LeadState] {
        let targets = LeadAction.allCases.filter { actors(of: $0).contains(standing) }.map(\.goal)
        return LeadState.allCases.filter(targets.contains)
    }
}
