package import Portal

/// Who belongs to which team.
package enum AgentGroupMemberTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case groupID = "group_id"
        case agentID = "agent_id"
    }

    package static let name = "agent_group_member"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .integration: "false"
        case .agent, .admin: "true"
        }
    }
}
