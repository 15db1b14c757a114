package import Portal

/// Everyone who can do something: the names behind "who".
///
/// A partner reads the names of its own people, of the agents it has come to know, and of the system.
package enum ActorTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, kind
        case displayName = "display_name"
        case partnerID = "partner_id"
        /// The name of the schema's object type.
        case typeName = "type_name"
    }

    package static let name = "actor"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (\(row).partner_id = \(Parameter.partner) OR \(row).kind = 'SYSTEM'
             OR (\(row).kind = 'AGENT' AND \(Known.agent(row + ".id"))))
            """
        case .agent, .admin: "true"
        }
    }

    /// The actors that are agents, to whom this is as `AgentTable.visibility`.
    package static func agentVisibility(for role: Role, of row: String) -> String {
        "\(row).kind = 'AGENT' AND (\(visibility(for: role, of: row)))"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .typeName:
            """
            CASE \(row).kind WHEN 'PARTNER_USER' THEN 'PartnerUser' WHEN 'AGENT' THEN 'Agent'
                 WHEN 'INTEGRATION' THEN 'IntegrationAccount' WHEN 'SYSTEM' THEN 'SystemActor' END
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
