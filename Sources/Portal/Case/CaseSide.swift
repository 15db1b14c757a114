/// On which side of a case the caller stands.
package enum CaseSide: CaseIterable, Sendable {
    /// Someone of the partner who may edit cases.
    case partner
    /// An agent or administrator.
    case vendor
    /// The portal's own workflows.
    case system
    /// May look only.
    case observer

    package init(of viewer: Viewer) {
        self =
            switch viewer.role {
            case .anonymous: .observer
            case .partnerUser, .partnerSupervisor:
                viewer.rights.contains(PortalModule.cases.right(.edit)) ? .partner : .observer
            case .integration: viewer.rights.contains(.casesWrite) ? .partner : .observer
            case .agent: .vendor
            case .admin: viewer.rights.contains(.readOnly) ? .observer : .vendor
            }
    }
}
