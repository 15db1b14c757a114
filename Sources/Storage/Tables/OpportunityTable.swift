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

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser:
            """
            \(Parameter.viewerHolds(PortalModule.opportunities.right(.view)))
            AND \(row).partner_id = \(Parameter.partner)
            AND \(Parameter.viewer) IN (\(row).originator_id, \(row).representative_id)
            """
        case .partnerSupervisor:
            """
            \(Parameter.viewerHolds(PortalModule.opportunities.right(.view)))
            AND \(row).partner_id = \(Parameter.partner)
            """
        case .agent: Reach.agent(of: row, owner: "responsible_id", group: nil)
        case .admin: "true"
        case .integration: "\(Parameter.viewerHolds(.registrationsRead)) AND \(row).partner_id = \(Parameter.partner)"
        }
    }

    package static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        switch (scope, role) {
        case (_, .anonymous): nil
        case (.mine, .partnerUser), (.mine, .partnerSupervisor):
            "\(Parameter.viewer) IN (\(row).originator_id, \(row).representative_id)"
        case (.mine, .integration): "\(row).originator_id = \(Parameter.viewer)"
        case (.mine, .agent), (.mine, .admin): "\(row).responsible_id = \(Parameter.viewer)"
        case (.company, .partnerUser): nil
        case (.company, .partnerSupervisor), (.company, .integration): "\(row).partner_id = \(Parameter.partner)"
        case (.all, .partnerUser), (.all, .partnerSupervisor), (.all, .integration): nil
        case (.company, .agent), (.company, .admin), (.all, .agent), (.all, .admin): "true"
        }
    }

    /// Whether the viewer's side has accepted the lead behind the opportunity.
    package static func leadIsAccepted(for role: Role, of row: String) -> String {
        """
        EXISTS (SELECT 1 FROM lead AS origin
            WHERE origin.id = \(row).lead_id AND \(LeadTable.isAccepted(for: role, of: "origin")))
        """
    }
}
