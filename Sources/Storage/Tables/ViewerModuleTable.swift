package import Portal

/// What the viewer may do in each module.
///
/// Modules govern partners; the vendor's people may do everything in them, unless they may only look.
package enum ViewerModuleTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case module, position
        case canView = "can_view"
        case canCreate = "can_create"
        case canEdit = "can_edit"
        case canAct = "can_act"
        /// Nobody: what is told here is not a rule of one user.
        case userID = "user_id"
    }

    package static let name = "viewer_module"

    package static func relation(for role: Role) -> String {
        let columns = PortalModule.Permission.allCases.map { permission in
            "\(may(permission, role)) AS can_\(permission)"
        }
        return """
            (SELECT column1 AS module, column2 AS position, NULL AS user_id, \(columns.joined(separator: ", "))
               FROM (VALUES \(modules)))
            """
    }

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    /// Each module with its place and its four bits of `Rights`.
    private static var modules: String {
        PortalModule.allCases.enumerated().map { position, module in
            let bits = PortalModule.Permission.allCases.map { "\(module.right($0).rawValue)" }
            return "('\(module.rawValue)', \(position), \(bits.joined(separator: ", ")))"
        }
        .joined(separator: ", ")
    }

    private static func may(_ permission: PortalModule.Permission, _ role: Role) -> String {
        switch (role, permission) {
        case (.anonymous, _): "0"
        case (.partnerUser, _), (.partnerSupervisor, _), (.integration, _):
            "(\(Parameter.rights) & column\(permission.rawValue + 3)) <> 0"
        case (.agent, _), (.admin, .view): "1"
        case (.admin, _): "(\(Parameter.rights) & \(Rights.readOnly.rawValue)) = 0"
        }
    }
}
