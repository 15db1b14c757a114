package import Portal

/// The vendor's teams; everyone who is signed in reads their names.
package enum AgentGroupTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, category
        /// Their cases that nobody has taken yet.
        case queueLength = "queue_length"
    }

    package static let name = "agent_group"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .queueLength:
            """
            (SELECT count(*) FROM support_case
              WHERE assigned_group_id = \(row).id AND assigned_agent_id IS NULL
                AND status NOT IN ('RESOLVED', 'CLOSED'))
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
