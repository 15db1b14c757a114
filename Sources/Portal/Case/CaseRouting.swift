/// The kinds of group the vendor works in.
package enum AgentGroupKind: String, CaseIterable, Sendable {
    case partnerAccountManagers = "PARTNER_ACCOUNT_MANAGERS"
    case businessAnalysts = "BUSINESS_ANALYSTS"
    case supportTeam = "SUPPORT_TEAM"
    case techTeam = "TECH_TEAM"
}

extension CaseCategory {
    /// The group that works on cases of this category.
    package var group: AgentGroupKind {
        switch self {
        case .sales: .partnerAccountManagers
        case .implementation: .businessAnalysts
        case .support: .supportTeam
        case .customizationService: .techTeam
        }
    }
}

/// The workflow that gives a new case to an agent.
package enum CaseRouting {
    /// An agent who could take a case.
    package struct Candidate: Hashable, Sendable {
        package let agentID: Int64
        /// Cases the agent has open.
        package let load: Int
        package let isActive: Bool

        package init(agentID: Int64, load: Int, isActive: Bool) {
            self.agentID = agentID
            self.load = load
            self.isActive = isActive
        }
    }

    /// The agent to take a case; nil when nobody can.
    ///
    /// Sales cases go to the partner's own account manager. All others, and those of partners without an active one, go
    /// to the active member with the least load, the lowest id among equals: the same case always finds the same agent.
    package static func agent(
        for category: CaseCategory, accountManager: Candidate?, members: [Candidate]
    ) -> Int64? {
        if category == .sales, let accountManager, accountManager.isActive { return accountManager.agentID }
        return members.filter(\.isActive).min { ($0.load, $0.agentID) < ($1.load, $1.agentID) }?.agentID
    }
}
