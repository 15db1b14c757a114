import Portal
import Storage

extension ObjectBinding {
    /// Which rows of the type the role sees, in words: what its table says in SQL decides.
    static func rowScope(for role: Role) -> String {
        switch (Rows.visibility(for: role, of: "row"), role) {
        case ("true", _): "All of them."
        case ("false", _): "None of them."
        case (_, .agent): agentScope
        case (_, .partnerUser): partnerScope(records: "Those that you made or represent.")
        case (_, .partnerSupervisor): partnerScope(records: "Those of your company.")
        case (_, .integration):
            partnerScope(records: "Those of your company, as far as the scopes of your account reach.")
        case (_, .anonymous), (_, .admin): "Those that a condition lets through."
        }
    }

    private static var agentScope: String {
        switch typeName {
        case "OpportunityRegistration", "Lead", "Opportunity", "Case":
            "Those of your sales directions, and those on your desk, on your reports' and with your teams."
        case "Viewer", "SystemActor": "One: there are no more."
        default: "Those of the records that you see."
        }
    }

    private static func partnerScope(records: String) -> String {
        switch typeName {
        case "OpportunityRegistration", "Opportunity", "Case": records
        case "Lead": "Those on offer to your company, and those it accepted."
        case "Contact":
            "Those that a record you see is about, and those shared with your company by leads it accepted."
        case "Organization":
            "Those that your company brought, and those that a record you see is about, unless only a rival has brought them."
        case "Agent": "Those who work, or have worked, on your company's records, or have written about them."
        case "SalesDirection", "Portal", "PortalSection", "Product":
            "Those of the sales directions that your company works in, and those whose portal you may enter."
        case "PartnerOrganization", "PartnerUser", "IntegrationAccount", "ModulePermission", "Webhook", "LeadShare":
            "Your company's."
        case "Viewer", "SystemActor": "One: there are no more."
        default: "Those of the records that you see, without what the vendor keeps to itself."
        }
    }
}
