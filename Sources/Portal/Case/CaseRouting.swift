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
    /// The agent to take a case; nil when nobody can.
    ///
    /// Sales cases go to the partner's own account manager. All others, and those of partners without a fit one, go to a
    /// member of the group.
    package static func agent(
        for category: CaseCategory, accountManager: Candidate?, members: [Candidate]
    ) -> Int64? {
        if category == .sales, let accountManager, accountManager.isFit { return accountManager.agentID }
        return Candidate.chosen(among: members)
    }
}
