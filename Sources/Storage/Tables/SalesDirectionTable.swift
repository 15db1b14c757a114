package import Portal

/// The vendor's lines of business.
///
/// A partner sees those it works in, and those whose portal it may enter.
package enum SalesDirectionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, active
        case allowQuickClosing = "allow_quick_closing"
        case partnerMayMoveStage = "partner_may_move_stage"
        case tinChecksum = "tin_checksum"
        case protectionDays = "protection_days"
        /// Its portal; null before one was made.
        case portalID = "portal_id"
    }

    package static let name = "sales_direction"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (\(Known.direction(row + ".id")) OR EXISTS (SELECT 1 FROM portal AS entrance
                WHERE entrance.sales_direction_id = \(row).id
                  AND (\(PortalEntrance.refusal(for: role, of: "entrance"))) IS NULL))
            """
        case .agent, .admin: "true"
        }
    }

    /// Whether the viewer works in the direction; an administrator works in all of them.
    ///
    /// Someone who works in none has the one that the property `crm.sales_direction.default` names.
    package static func isOwn(for role: Role, of row: String) -> String { isOwn("\(row).id", for: role) }

    static func isOwn(_ id: String, for role: Role) -> String {
        let own: String
        switch role {
        case .anonymous: return "false"
        case .admin: return "true"
        case .partnerUser, .partnerSupervisor, .integration:
            own = "SELECT sales_direction_id FROM partner_direction WHERE partner_id = \(Parameter.partner)"
        case .agent:
            own = "SELECT sales_direction_id FROM agent_direction WHERE agent_id = \(Parameter.viewer)"
        }
        return """
            (\(id) IN (\(own)) OR (NOT EXISTS (\(own)) AND \(id) =
                (SELECT standard.id FROM sales_direction AS standard
                    JOIN system_property AS property ON property.value = standard.name
                   WHERE property.name = 'crm.sales_direction.default')))
            """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .portalID: "(SELECT id FROM portal WHERE portal.sales_direction_id = \(row).id)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
