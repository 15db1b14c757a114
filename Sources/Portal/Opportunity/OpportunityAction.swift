/// What can be done to an opportunity's stage and status.
package enum OpportunityAction: Hashable, Sendable {
    case move(to: OpportunityStage)
    case hold
    case resume
    /// Won; the value of the deal has to be known.
    case win(closeValue: Money?)
    case lose(OpportunityStatusReason)
    /// Closed by mistake: back to work.
    case reopen
}

/// What a sales direction decides about its opportunities.
package struct OpportunityRules: Equatable, Sendable {
    /// A sale may be won from any stage, not only from `DECISION` on.
    package let allowsQuickClosing: Bool
    /// Partners move stages as agents do.
    package let partnerMayMoveStage: Bool

    package init(allowsQuickClosing: Bool, partnerMayMoveStage: Bool) {
        self.allowsQuickClosing = allowsQuickClosing
        self.partnerMayMoveStage = partnerMayMoveStage
    }
}

/// Where an opportunity stands: the state machine of opportunities.
package struct OpportunityPosition: Hashable, Sendable {
    package let stage: OpportunityStage
    package let reason: OpportunityStatusReason

    package var status: OpportunityStatus { reason.status }

    package init(stage: OpportunityStage, reason: OpportunityStatusReason) {
        self.stage = stage
        self.reason = reason
    }

    /// The position `action` leads to; `present` are the fields that are filled in.
    ///
    /// - Throws: `INVALID_TRANSITION`, `NOT_ASSIGNEE` for an agent who is not responsible, `STAGE_REQUIREMENTS_MISSING`
    ///   when moving forward, `REQUIRED` for a close value, `CONFLICTING_FIELDS` for a reason that is not one of losing.
    package func after(
        _ action: OpportunityAction, by standing: OpportunityStanding, under rules: OpportunityRules,
        having present: Set<OpportunityRequirement>
    ) throws(Refusal) -> OpportunityPosition {
        guard fits(action, under: rules) else { throw refusal(of: action, by: standing, under: rules) }
        let actors = Self.actors(of: action, under: rules)
        guard actors.contains(standing) else {
            if standing == .agent, actors.contains(.responsible) { throw .notAssignee }
            throw refusal(of: action, by: standing, under: rules)
        }
        switch action {
        case .move(let target):
            let missing = target > stage ? target.missing(having: present) : []
            guard missing.isEmpty else { throw .stageRequirementsMissing(missing.map(\.rawValue)) }
            return OpportunityPosition(stage: target, reason: reason)
        case .hold: return OpportunityPosition(stage: stage, reason: .onHold)
        case .resume: return OpportunityPosition(stage: stage, reason: .inProgress)
        case .win(let closeValue):
            guard closeValue != nil else { throw .required.at(["closeValue"]) }
            return OpportunityPosition(stage: .closed, reason: .won)
        case .lose(let why):
            guard why.status == .lost else {
                throw .conflictingFields("The status LOST and the reason \(why.rawValue)").at(["reason"])
            }
            return OpportunityPosition(stage: .closed, reason: why)
        case .reopen: return OpportunityPosition(stage: .decision, reason: .inProgress)
        }
    }

    /// The names of the stages and statuses that someone of this standing can bring the opportunity to from here.
    package func allowed(by standing: OpportunityStanding, under rules: OpportunityRules) -> [String] {
        let moves = OpportunityStage.allCases.filter { may(.move(to: $0), by: standing, under: rules) }.map(\.rawValue)
        let holding: [(OpportunityAction, OpportunityStatusReason)] = [(.hold, .onHold), (.resume, .inProgress)]
        let closing: [(OpportunityAction, OpportunityStatus)] = [
            (.win(closeValue: nil), .won), (.lose(.canceled), .lost), (.reopen, .open),
        ]
        return moves + holding.filter { may($0.0, by: standing, under: rules) }.map(\.1.rawValue)
            + closing.filter { may($0.0, by: standing, under: rules) }.map(\.1.rawValue)
    }

    private func may(
        _ action: OpportunityAction, by standing: OpportunityStanding, under rules: OpportunityRules
    ) -> Bool {
        fits(action, under: rules) && Self.actors(of: action, under: rules).contains(standing)
    }

    /// Whether the position allows an action, whoever asks.
    private func fits(_ action: OpportunityAction, under rules: OpportunityRules) -> Bool {
        switch action {
        case .move(let target):
            status == .open && target != .closed && (target > stage || target.order == stage.order - 1)
        case .hold: reason == .inProgress
        case .resume: reason == .onHold
        case .win: status == .open && (rules.allowsQuickClosing || stage >= .decision)
        case .lose: status == .open
        case .reopen: status != .open
        }
    }

    /// Who may do an action, wherever the opportunity stands.
    private static func actors(
        of action: OpportunityAction, under rules: OpportunityRules
    ) -> Set<OpportunityStanding> {
        switch action {
        case .move:
            rules.partnerMayMoveStage ? [.responsible, .manager, .admin, .partner] : [.responsible, .manager, .admin]
        case .hold, .resume: [.responsible, .manager, .admin, .agent]
        case .win, .lose: [.responsible, .manager, .admin]
        case .reopen: [.manager, .admin]
        }
    }

    private func refusal(
        of action: OpportunityAction, by standing: OpportunityStanding, under rules: OpportunityRules
    ) -> Refusal {
        let (from, to): (String, String) =
            switch action {
            case .move(let target): (status == .open ? stage.rawValue : status.rawValue, target.rawValue)
            case .hold: (reason.rawValue, OpportunityStatusReason.onHold.rawValue)
            case .resume: (reason.rawValue, OpportunityStatusReason.inProgress.rawValue)
            case .win: (status == .open ? stage.rawValue : status.rawValue, OpportunityStatus.won.rawValue)
            case .lose: (status.rawValue, OpportunityStatus.lost.rawValue)
            case .reopen: (status.rawValue, OpportunityStatus.open.rawValue)
            }
        return .invalidTransition(from: from, to: to, allowed: allowed(by: standing, under: rules))
    }
}
