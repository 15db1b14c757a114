import Portal

/// Who may enter which portal, and which portal is whose home.
///
/// Contexts limit entering only while the property `portals.portal_context.enable` is `true`; they open portals, never
/// rows. A portal without an active context is then open to its own sales direction. Administrators enter every portal.
enum PortalEntrance {
    /// Why the portal of `row` does not let the viewer in, as an `AccessReason`; null when it does.
    static func refusal(for role: Role, of row: String) -> String {
        let noPortal = "WHEN \(row).id = 0 THEN '\(AccessReason.noPortal.rawValue)'"
        let rules =
            switch role {
            case .anonymous, .admin: ""
            case .partnerUser, .partnerSupervisor, .agent, .integration:
                """
                 WHEN NOT \(row).active THEN '\(AccessReason.inactivePortal.rawValue)'
                 WHEN NOT (\(isForViewer(role, row))) THEN '\(AccessReason.otherDirection.rawValue)'
                 WHEN NOT (\(hasOpenModule(role, row))) THEN '\(AccessReason.moduleOff.rawValue)'
                """
            }
        return "CASE \(noPortal)\(rules) END"
    }

    /// The id of the portal that the viewer is at home in, 0 without one: of several the one with the smallest context
    /// order, then the first path.
    static func home(for role: Role) -> String {
        let own = isOwn(role, "home")
        let place = """
            coalesce((SELECT min(context.position) \(fittingContexts(role, "home"))), \(Int64.max))
            """
        return """
            coalesce((SELECT home.id FROM portal AS home
                WHERE (\(refusal(for: role, of: "home"))) IS NULL
                  AND (\(own) OR EXISTS (SELECT 1 \(fittingContexts(role, "home"))))
                ORDER BY home.active DESC, \(own) DESC, \(place), home.path_name LIMIT 1), 0)
            """
    }

    private static let isLimited = """
        EXISTS (SELECT 1 FROM system_property
            WHERE system_property.name = 'portals.portal_context.enable' AND system_property.value = 'true')
        """

    private static func isForViewer(_ role: Role, _ row: String) -> String {
        """
        NOT \(isLimited) OR EXISTS (SELECT 1 \(fittingContexts(role, row)))
        OR (\(isOwn(role, row)) AND NOT EXISTS (SELECT 1 FROM portal_context AS context
            WHERE context.portal_id = \(row).id AND context.active))
        """
    }

    private static func isOwn(_ role: Role, _ row: String) -> String {
        SalesDirectionTable.isOwn("\(row).sales_direction_id", for: role)
    }

    /// Modules govern the partners' people.
    private static func hasOpenModule(_ role: Role, _ row: String) -> String {
        switch role {
        case .anonymous, .agent, .admin, .integration: "true"
        case .partnerUser, .partnerSupervisor:
            """
            EXISTS (SELECT 1 FROM portal_section AS section
                WHERE section.portal_id = \(row).id AND section.enabled AND \(Parameter.viewerViews("section.module")))
            """
        }
    }

    /// The contexts of a portal whose audience the viewer belongs to; none while contexts are switched off.
    private static func fittingContexts(_ role: Role, _ row: String) -> String {
        """
        FROM portal_context AS context
        WHERE context.portal_id = \(row).id AND context.active AND \(isLimited)
          AND (NOT EXISTS (SELECT 1 FROM portal_context_criteria AS asked WHERE asked.portal_context_id = context.id)
            OR EXISTS (SELECT 1 FROM portal_context_criteria AS asked
                JOIN user_criteria AS criteria ON criteria.id = asked.user_criteria_id
                WHERE asked.portal_context_id = context.id AND \(UserCriteriaTable.fitsViewer(role, of: "criteria"))))
        """
    }
}
