package import Portal

/// What the viewer may do in each module.
///
/// Modules govern partners' people and scopes their programs; the vendor's people may do everything, unless they may only
/// look.
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
               FROM (VALUES \(modules(for: role))))
            """
    }

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    /// Each module with its place and its four bits of `Rights`.
    private static func modules(for role: Role) -> String {
        PortalModule.allCases.enumerated().map { position, module in
            let bits = PortalModule.Permission.allCases.map { permission in
                "\((role == .integration ? module.scope(permission) : module.right(permission)).rawValue)"
            }
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

extension PortalModule {
    /// What a program needs instead of the module's permission; no bits where no scope grants it.
    fileprivate func scope(_ permission: Permission) -> Rights {
        switch (self, permission) {
        case (.contacts, .view), (.sharedContacts, .view): .contactsPII
        case (.leads, .view): .leadsRead
        case (.leads, .act): .leadsAccept
        case (.registrations, .view), (.opportunities, .view): .registrationsRead
        case (.registrations, _): .registrationsWrite
        case (.cases, .view): .casesRead
        case (.cases, _): .casesWrite
        case (.documents, .view): .attachmentsRead
        default: []
        }
    }
}
