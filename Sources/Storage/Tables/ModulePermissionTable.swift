package import Portal

/// What a partner's people may do in each module.
///
/// A row without an actor is the default of its partner organization; a user sees that and the exceptions made for
/// them.
package enum ModulePermissionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case partnerID = "partner_id"
        case actorID = "actor_id"
        case module
        case canView = "can_view"
        case canCreate = "can_create"
        case canEdit = "can_edit"
        case canAct = "can_act"
        /// For ordering: module by module, the company's own rule before its exceptions.
        case place
    }

    package static let name = "module_permission"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser:
            """
            \(row).partner_id = \(Parameter.partner)
            AND coalesce(\(row).actor_id, \(Parameter.viewer)) = \(Parameter.viewer)
            """
        case .partnerSupervisor, .integration: "\(row).partner_id = \(Parameter.partner)"
        case .agent, .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .place:
            "CASE \(row).module \(modulePlaces) END + (\(row).actor_id IS NOT NULL)"
        default: "\(row).\(column.rawValue)"
        }
    }

    private static let modulePlaces = PortalModule.allCases.enumerated()
        .map { "WHEN '\($1.rawValue)' THEN \($0 * 2)" }.joined(separator: " ")
}
