package import Portal

/// Which agents work in which sales direction.
package enum AgentDirectionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case agentID = "agent_id"
        case salesDirectionID = "sales_direction_id"
    }

    package static let name = "agent_direction"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: "false"
        case .agent, .admin: "true"
        }
    }
}
