/// What can be done to a registration.
package enum RegistrationAction: CaseIterable, Sendable {
    /// The partner sends it, for the first time or corrected.
    case submit
    /// An agent takes it, hands it on, or an administrator reopens it.
    case assign
    case requestChanges
    case qualify
    case reject
    case withdraw
    /// A time is over.
    case expire

    /// The state this action is about, for the refusal of one that does not fit.
    fileprivate var goal: RegistrationState {
        switch self {
        case .submit: .submitted
        case .assign: .inReview
        case .requestChanges: .actionRequired
        case .qualify: .qualified
        case .reject: .rejected
        case .withdraw: .withdrawn
        case .expire: .expired
        }
    }
}

/// The state machine of registrations.
extension RegistrationState {
    /// The whole table: where an action leads from here, and who may do it.
    private func step(_ action: RegistrationAction) -> (to: RegistrationState, by: Set<RegistrationStanding>)? {
        switch (action, self) {
        case (.submit, .draft):
            (.submitted, [.creator, .supervisor])
        case (.submit, .actionRequired):
            (.inReview, [.creator, .supervisor])
        case (.assign, .submitted):
            (.inReview, [.agent, .assignee, .manager, .admin, .system])
        case (.assign, .inReview):
            (.inReview, [.assignee, .manager, .admin])
        case (.assign, .rejected), (.assign, .expired):
            (.inReview, [.admin])
        case (.requestChanges, .inReview):
            (.actionRequired, [.assignee, .admin])
        case (.qualify, .inReview):
            (.qualified, [.assignee, .admin])
        case (.reject, .submitted), (.reject, .inReview), (.reject, .actionRequired):
            (.rejected, [.assignee, .admin])
        case (.withdraw, .draft), (.withdraw, .submitted), (.withdraw, .inReview), (.withdraw, .actionRequired):
            (.withdrawn, [.creator, .supervisor, .admin])
        case (.expire, .submitted), (.expire, .inReview), (.expire, .actionRequired):
            (.expired, [.system])
        default:
            nil
        }
    }

    /// The state `action` leads to.
    ///
    /// - Throws: `NOT_ASSIGNEE` for an agent who would have to be the assignee, `INVALID_TRANSITION` otherwise.
    package func after(
        _ action: RegistrationAction, by standing: RegistrationStanding
    ) throws(Refusal) -> RegistrationState {
        if let step = step(action) {
            if step.by.contains(standing) { return step.to }
            if [.agent, .manager].contains(standing), step.by.contains(.assignee) { throw .notAssignee }
        }
        throw .invalidTransition(
            from: rawValue, to: action.goal.rawValue, allowed: allowed(by: standing).map(\.rawValue))
    }

    /// The other states that someone of this standing can bring a registration to from here.
    package func allowed(by standing: RegistrationStanding) -> [RegistrationState] {
        let targets = RegistrationAction.allCases.compactMap(step).filter { $0.by.contains(standing) }.map(\.to)
        return RegistrationState.allCases.filter { $0 != self && targets.contains($0) }
    }
}
