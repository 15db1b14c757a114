/// What the caller is to one registration; decides what they may do to it.
package enum RegistrationStanding: CaseIterable, Sendable {
    /// The partner user who made it.
    case creator
    /// A supervisor of the partner, or its integration account with `registrations:write`.
    case supervisor
    /// An agent with sight of it.
    case agent
    /// The agent it is assigned to.
    case assignee
    /// An agent who leads others.
    case manager
    case admin
    /// The portal itself, when a time is over or work is dealt out.
    case system
    /// Anyone else who may look: colleagues, the representative, read-only administrators.
    case observer

    /// `createdBy` and `assignedAgent` are the registration's; that the caller sees it at all is taken for granted.
    package init(of viewer: Viewer, createdBy: Int64, assignedAgent: Int64?) {
        self =
            switch viewer.role {
            case .anonymous: .observer
            case .partnerUser: viewer.actorID == createdBy ? .creator : .observer
            case .partnerSupervisor: .supervisor
            case .integration: viewer.rights.contains(.registrationsWrite) ? .supervisor : .observer
            case .agent where viewer.actorID == assignedAgent: .assignee
            case .agent: viewer.rights.contains(.manager) ? .manager : .agent
            case .admin: viewer.rights.contains(.readOnly) ? .observer : .admin
            }
    }
}
