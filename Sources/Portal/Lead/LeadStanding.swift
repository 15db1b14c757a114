/// What the caller is to a lead that they may see.
package enum LeadStanding: CaseIterable, Sendable {
    /// Someone of a partner it was offered to, with the right to answer.
    case partner
    /// An agent or administrator.
    case vendor
    /// The portal itself.
    case system
    /// May look only.
    case observer

    package init(of viewer: Viewer) {
        self =
            switch viewer.role {
            case .anonymous: .observer
            case .partnerUser: viewer.rights.contains(PortalModule.leads.right(.act)) ? .partner : .observer
            case .partnerSupervisor: .partner
            case .integration: viewer.rights.contains(.leadsAccept) ? .partner : .observer
            case .agent: .vendor
            case .admin: viewer.rights.contains(.readOnly) ? .observer : .vendor
            }
    }
}
