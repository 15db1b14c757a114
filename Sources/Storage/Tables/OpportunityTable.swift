package import Portal

/// What qualified registrations and accepted leads became.
///
/// A partner's user sees those they brought or represent.
package enum OpportunityTable: ScopedTable, SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id, number, name, stage
        case stageRank = "stage_rank"
        case customerStage = "customer_stage"
        case status
        case statusRank = "status_rank"
        case statusReason = "status_reason"
        case source
        case partnerID = "partner_id"
        case salesDirectionID = "sales_direction_id"
        case productID = "product_id"
        case organizationID = "organization_id"
        case organizationName = "organization_name"
        case contactID = "contact_id"
        case representativeID = "representative_id"
        case originatorID = "originator_id"
        case registrationID = "registration_id"
        case leadID = "lead_id"
        case estimatedValue = "estimated_value"
        case estimatedValueCurrency = "estimated_value_currency"
        case estimatedValueOrder = "estimated_value_order"
        case closeValue = "close_value"
        case closeValueCurrency = "close_value_currency"
        case estimatedClosureDate = "estimated_closure_date"
        case estimatedClosureDateOrder = "estimated_closure_date_order"
        case engagedAt = "engaged_at"
        case closedAt = "closed_at"
        case closedAtOrder = "closed_at_order"
        case nextStep = "next_step"
        case protectedUntil = "protected_until"
        case externalReference = "external_reference"
        case responsibleID = "responsible_id"
        case probability
        case forecastCategory = "forecast_category"
        case marginPercent = "margin_percent"
        case discountPercent = "discount_percent"
        case competitors
        case internalNotes = "internal_notes"
        case lossAnalysis = "loss_analysis"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
    }

    package static let name = "opportunity"
    package static let isShared = false

    private static let parties = RecordParties(
        module: .opportunities, scope: .registrationsRead, creator: "originator_id",
        representative: "representative_id",
        agent: "responsible_id", group: nil)

    package static func visibility(for role: Role, of row: String) -> String {
        parties.visibility(for: role, of: row)
    }

    package static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        parties.scope(scope, for: role, of: row)
    }

    /// Whether the viewer's side has accepted the lead behind the opportunity.
    package static func leadIsAccepted(for role: Role, of row: String) -> String {
        """
        EXISTS (SELECT 1 FROM lead AS origin
            WHERE origin.id = \(row).lead_id AND \(LeadTable.isAccepted(for: role, of: "origin")))
        """
    }
}
