package import Portal

/// The caller's own actor, as the home page shows it.
package enum ViewerTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case displayName = "display_name"
        case partnerID = "partner_id"
        /// Whether the password is still the one that was given.
        case passwordChangeRecommended = "password_change_recommended"
    }

    package static let name = "actor"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "\(row).id = \(Parameter.viewer)"
        }
    }

    package static func role(for role: Role, of row: String) -> String { "'\(role.rawValue)'" }

    /// Leads that wait in the inbox: the company's, for the vendor's people all that are on offer.
    package static func leadInboxCount(for role: Role, of row: String) -> String {
        """
        (SELECT count(*) FROM lead AS waiting WHERE \(LeadTable.isInInbox(for: role, of: "waiting"))
            AND (\(LeadTable.visibility(for: role, of: "waiting"))))
        """
    }

    /// Cases that the viewer sees and that are neither resolved nor closed.
    package static func openCaseCount(for role: Role, of row: String) -> String {
        """
        (SELECT count(*) FROM support_case AS pending
          WHERE pending.status NOT IN ('RESOLVED', 'CLOSED')
            AND (\(CaseTable.visibility(for: role, of: "pending"))))
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .passwordChangeRecommended:
            """
            coalesce((SELECT password_changed_at IS NULL FROM credential WHERE credential.actor_id = \(row).id), 0)
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
