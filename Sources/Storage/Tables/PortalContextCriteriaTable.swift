package import Portal

/// Which criteria a portal context asks for.
package enum PortalContextCriteriaTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case portalContextID = "portal_context_id"
        case userCriteriaID = "user_criteria_id"
    }

    package static let name = "portal_context_criteria"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }
}
