package import Portal

/// Who is let into a portal: knowledge of administrators.
package enum PortalContextTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case portalID = "portal_id"
        case active, position
    }

    package static let name = "portal_context"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }
}
