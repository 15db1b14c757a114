package import Portal

/// Employees of the vendor.
///
/// A partner sees only those who work, or have worked, on its rows or have written to it.
package enum AgentTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, role, email, phone
        case isManager = "is_manager"
        case readOnly = "read_only"
        case managerID = "manager_id"
        case active
        case createdAt = "created_at"
        /// The name of the actor.
        case displayName = "display_name"
        /// Cases on their desk that are neither resolved nor closed.
        case openCaseCount = "open_case_count"
        /// Registrations on their desk that are not decided.
        case openRegistrationCount = "open_registration_count"
        /// The keys of their teams, as a subquery.
        case groupIDs = "group_ids"
        /// The keys of their sales directions, as a subquery.
        case salesDirectionIDs = "sales_direction_ids"
    }

    package static let name = "agent"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: Known.agent(row + ".id")
        case .agent, .admin: "true"
        }
    }

    /// Whether the viewer may read how much work lies on the agent's desk.
    package static func loadIsOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: "false"
        case .agent: "(\(row).id = \(Parameter.viewer) OR \(Parameter.viewerHolds(.manager)))"
        case .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .displayName:
            "(SELECT display_name FROM actor WHERE actor.id = \(row).id)"
        case .openCaseCount:
            """
            (SELECT count(*) FROM support_case
              WHERE assigned_agent_id = \(row).id AND status NOT IN ('RESOLVED', 'CLOSED'))
            """
        case .openRegistrationCount:
            """
            (SELECT count(*) FROM registration
              WHERE assigned_agent_id = \(row).id AND state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED'))
            """
        case .groupIDs: "(SELECT group_id FROM agent_group_member WHERE agent_id = \(row).id)"
        case .salesDirectionIDs: "(SELECT sales_direction_id FROM agent_direction WHERE agent_id = \(row).id)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
