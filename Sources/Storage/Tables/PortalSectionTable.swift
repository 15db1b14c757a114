package import Portal

/// What a portal shows, in its order.
package enum PortalSectionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case portalID = "portal_id"
        case module, title, position, enabled
    }

    package static let name = "portal_section"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            PortalTable.hasVisibleRow(for: role) { "\($0).id = \(row).portal_id" }
        case .agent, .admin: "true"
        }
    }
}
