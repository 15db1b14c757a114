/// What the caller is to one opportunity.
package enum OpportunityStanding: CaseIterable, Sendable {
    /// The agent responsible for it.
    case responsible
    /// An agent who leads others, responsible or not.
    case manager
    case admin
    /// Any other agent with sight of it.
    case agent
    /// Someone of the partner it belongs to.
    case partner
    /// May look only.
    case observer

    /// `responsible` is the opportunity's; that the caller sees it at all is taken for granted.
    package init(of viewer: Viewer, responsible: Int64?) {
        self =
            switch viewer.role {
            case .anonymous: .observer
            case .partnerUser, .partnerSupervisor, .integration: .partner
            case .agent where viewer.rights.contains(.manager): .manager
            case .agent: viewer.actorID == responsible ? .responsible : .agent
            case .admin: viewer.rights.contains(.readOnly) ? .observer : .admin
            }
    }
}
