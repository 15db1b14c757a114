package import Portal

/// Every portal, and with the id 0 the absence of one: what a path leads to, and where a caller is sent.
package enum PortalEntranceTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case pathName = "path_name"
        /// A `PortalTargetKind`.
        case kind
        /// Its address on this server.
        case path
        /// The key of the portal; null without one.
        case portalID = "portal_id"
    }

    package static let name = """
        (SELECT id, path_name, sales_direction_id, active FROM portal UNION ALL SELECT 0, NULL, NULL, 0)
        """

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    /// Why the viewer is not let in, as an `AccessReason`; null for whom it is open to.
    package static func refusal(for role: Role, of row: String) -> String {
        PortalEntrance.refusal(for: role, of: row)
    }

    /// The name of the member of `PortalAccess` that the row is to the viewer.
    package static func accessType(for role: Role, of row: String) -> String {
        "CASE WHEN (\(refusal(for: role, of: row))) IS NULL THEN 'PortalGranted' ELSE 'PortalRedirect' END"
    }

    /// The key of the viewer's home.
    package static func home(for role: Role, of row: String) -> String { PortalEntrance.home(for: role) }

    /// The condition that a row is what a path leads to: its portal, or no portal.
    ///
    /// - Parameter path: The parameter that holds the path.
    package static func isAt(_ path: String, of row: String) -> String {
        "\(row).path_name IS (SELECT asked.path_name FROM portal AS asked WHERE asked.path_name = \(path))"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .kind:
            """
            CASE WHEN \(row).id = 0 THEN '\(PortalTargetKind.selfService.rawValue)'
                 ELSE '\(PortalTargetKind.partnerPortal.rawValue)' END
            """
        case .path: "coalesce('/portal/' || \(row).path_name, '/self-service')"
        case .portalID: "nullif(\(row).id, 0)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
