package import Portal

/// Named groups of users.
package enum UserCriteriaTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, roles
        case matchAll = "match_all"
        /// A JSON list of keys.
        case salesDirectionIDs = "sales_direction_ids"
        /// A JSON list of keys.
        case partnerIDs = "partner_ids"
        /// A JSON list of keys.
        case userIDs = "user_ids"
    }

    package static let name = "user_criteria"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .salesDirectionIDs:
            """
            (SELECT json_group_array(sales_direction_id) FROM user_criteria_direction
              WHERE user_criteria_id = \(row).id)
            """
        case .partnerIDs:
            "(SELECT json_group_array(partner_id) FROM user_criteria_partner WHERE user_criteria_id = \(row).id)"
        case .userIDs:
            "(SELECT json_group_array(actor_id) FROM user_criteria_user WHERE user_criteria_id = \(row).id)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
