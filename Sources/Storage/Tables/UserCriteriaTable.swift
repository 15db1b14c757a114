package import Portal

/// Named groups of users.
package enum UserCriteriaTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, roles
        case matchAll = "match_all"
        /// Ids as `Type:row`, with a space between two.
        case salesDirectionIDs = "sales_direction_ids"
        /// Ids as `Type:row`, with a space between two.
        case partnerIDs = "partner_ids"
        /// Ids as `Type:row`, with a space between two.
        case userIDs = "user_ids"
    }

    package static let name = "user_criteria"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }

    /// Whether the criteria, which the statement calls `row`, describe the viewer.
    static func fitsViewer(_ role: Role, of row: String) -> String {
        let lists = [
            ("json_each(\(row).roles)", "value = '\(role.rawValue)'", nil),
            ("user_criteria_direction", SalesDirectionTable.isOwn("item.sales_direction_id", for: role), row),
            ("user_criteria_partner", "item.partner_id = \(Parameter.partner)", row),
            ("user_criteria_user", "item.actor_id = \(Parameter.viewer)", row),
        ].map { table, fits, owner in
            let own = owner.map { "item.user_criteria_id = \($0).id AND " } ?? ""
            return (
                fits: "EXISTS (SELECT 1 FROM \(table) AS item WHERE \(own)\(fits))",
                isEmpty: "NOT EXISTS (SELECT 1 FROM \(table) AS item WHERE \(own)true)"
            )
        }
        let every = lists.map { "(\($0.fits) OR \($0.isEmpty))" }.joined(separator: " AND ")
        let any = lists.map(\.fits).joined(separator: " OR ")
        return "CASE WHEN \(row).match_all THEN \(every) ELSE \(any) END"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .salesDirectionIDs:
            """
            (SELECT coalesce(group_concat('SalesDirection:' || sales_direction_id, ' '), '')
               FROM user_criteria_direction WHERE user_criteria_id = \(row).id)
            """
        case .partnerIDs:
            """
            (SELECT coalesce(group_concat('PartnerOrganization:' || partner_id, ' '), '')
               FROM user_criteria_partner WHERE user_criteria_id = \(row).id)
            """
        case .userIDs:
            """
            (SELECT coalesce(group_concat(\(ActorTable.sql(.typeName, of: "listed")) || ':' || listed.id, ' '), '')
               FROM user_criteria_user AS item JOIN actor AS listed ON listed.id = item.actor_id
              WHERE item.user_criteria_id = \(row).id)
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
