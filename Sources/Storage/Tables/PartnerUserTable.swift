package import Portal

/// Employees of partner organizations.
package enum PartnerUserTable: SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case partnerID = "partner_id"
        case role
        case firstName = "first_name"
        case lastName = "last_name"
        case middleName = "middle_name"
        case email, phone, active
        case portalEnabled = "portal_enabled"
        case lastLoginAt = "last_login_at"
        case invitedAt = "invited_at"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// The name of the actor.
        case displayName = "display_name"
        /// For ordering.
        case partnerName = "partner_name"
        /// `lastLoginAt`, with a value for every row.
        case lastLoginAtOrder = "last_login_at_order"
        /// Wrong passwords since the last right one.
        case failedLogins = "failed_logins"
    }

    package static let name = "partner_user"

    /// By the names of all actors.
    package static let searchTable = "actor_search"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "\(row).partner_id = \(Parameter.partner)"
        case .agent, .admin: "true"
        }
    }

    /// Whether the row is the viewer's own: a partner's user reads the details of nobody else.
    package static func isSelf(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser: "\(row).id = \(Parameter.viewer)"
        case .partnerSupervisor, .agent, .admin: "true"
        case .integration: Parameter.viewerHolds(.usersRead)
        }
    }

    /// Whether a partner can choose the person for a record of its own: an active user of the viewer's company.
    package static func isColleague(for role: Role, of row: String) -> String {
        "\(row).partner_id = \(Parameter.partner) AND \(row).active"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .displayName:
            "(SELECT display_name FROM actor WHERE actor.id = \(row).id)"
        case .partnerName:
            "(SELECT name FROM partner_organization WHERE partner_organization.id = \(row).partner_id)"
        case .lastLoginAtOrder:
            "coalesce(\(row).last_login_at, 0)"
        case .failedLogins:
            "coalesce((SELECT failed_logins FROM credential WHERE credential.actor_id = \(row).id), 0)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
