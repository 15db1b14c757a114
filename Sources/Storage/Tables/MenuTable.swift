package import Portal

/// The entries of the viewer's menu: the modules they may view, as their home portal names and orders them.
///
/// Someone without a home portal has every module they may view, in the standard order.
package enum MenuTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case module, label, path, position
        /// The text of the button that adds a record; null for whom nothing may be added.
        case addLabel = "add_label"
    }

    package static let name = "menu"

    package static func relation(for role: Role) -> String {
        """
        (SELECT allowed.module AS module, coalesce(section.title, standard.column2) AS label,
                standard.column3 AS path, coalesce(section.position, allowed.position) AS position,
                CASE WHEN allowed.can_create THEN standard.column4 END AS add_label
           FROM (SELECT \(PortalEntrance.home(for: role)) AS id) AS home
           JOIN \(ViewerModuleTable.relation(for: role)) AS allowed ON allowed.can_view
           JOIN (VALUES \(entries(for: role))) AS standard ON standard.column1 = allowed.module
           LEFT JOIN portal_section AS section
             ON section.portal_id = home.id AND section.module = allowed.module
          WHERE home.id = 0 OR section.enabled)
        """
    }

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    /// Module, text, path and the text of the adding button.
    private static func entries(for role: Role) -> String {
        PortalModule.allCases.map { module in
            let entry = entry(of: module)
            let addLabel = addLabel(of: module, for: role).map { "'\($0)'" } ?? "NULL"
            return "('\(module.rawValue)', '\(entry.label)', '\(entry.path)', \(addLabel))"
        }
        .joined(separator: ", ")
    }

    private static func entry(of module: PortalModule) -> (label: String, path: String) {
        switch module {
        case .leads: ("Leads", "/leads")
        case .contacts: ("Contacts", "/contacts")
        case .sharedContacts: ("Shared contacts", "/shared-contacts")
        case .opportunities: ("Opportunities", "/opportunities")
        case .registrations: ("Registrations", "/registrations")
        case .cases: ("Cases", "/cases")
        case .documents: ("Documents", "/documents")
        }
    }

    /// Only what a mutation makes can be added: partners register opportunities, everyone opens cases.
    private static func addLabel(of module: PortalModule, for role: Role) -> String? {
        switch (module, role) {
        case (.registrations, .partnerUser), (.registrations, .partnerSupervisor), (.registrations, .integration):
            "Register an opportunity"
        case (.cases, _): "Open a case"
        default: nil
        }
    }
}
