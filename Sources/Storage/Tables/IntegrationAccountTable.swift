package import Portal

/// The service accounts of partner organizations.
package enum IntegrationAccountTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case partnerID = "partner_id"
        case scopes, active
        case rateLimitPerMinute = "rate_limit_per_minute"
        case createdAt = "created_at"
        /// The name of the actor.
        case name
        /// When one of its tokens was last presented.
        case lastUsedAt = "last_used_at"
        /// How its newest token begins; empty before the first.
        case tokenPrefix = "token_prefix"
    }

    package static let name = "integration_account"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .agent: "false"
        case .partnerSupervisor: "\(row).partner_id = \(Parameter.partner)"
        case .admin: "true"
        case .integration: "\(row).id = \(Parameter.viewer)"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .name:
            "(SELECT display_name FROM actor WHERE actor.id = \(row).id)"
        case .lastUsedAt:
            "(SELECT max(last_used_at) FROM access_token WHERE access_token.actor_id = \(row).id)"
        case .tokenPrefix:
            """
            coalesce((SELECT prefix FROM access_token
                       WHERE access_token.actor_id = \(row).id ORDER BY created_at DESC LIMIT 1), '')
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
