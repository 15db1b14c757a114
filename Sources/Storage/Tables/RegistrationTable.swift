package import Portal

/// Opportunities that partners register.
///
/// A partner's user sees those they made or represent.
package enum RegistrationTable: ScopedTable, SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id, number, name, state
        case stateRank = "state_rank"
        case stateReason = "state_reason"
        case partnerID = "partner_id"
        case salesDirectionID = "sales_direction_id"
        case productID = "product_id"
        case newCompany = "new_company"
        case organizationID = "organization_id"
        case companyName = "company_name"
        case companyWebsite = "company_website"
        case companyWebsiteKey = "company_website_key"
        case companyTin = "company_tin"
        case companyTinCheck = "company_tin_check"
        case companyCountry = "company_country"
        case newContact = "new_contact"
        case contactID = "contact_id"
        case contactFirstName = "contact_first_name"
        case contactLastName = "contact_last_name"
        case contactMiddleName = "contact_middle_name"
        case contactEmail = "contact_email"
        case contactPhone = "contact_phone"
        case representativeID = "representative_id"
        case representativeName = "representative_name"
        case createdByID = "created_by_id"
        case budget
        case estimatedValue = "estimated_value"
        case estimatedValueCurrency = "estimated_value_currency"
        case estimatedClosureDate = "estimated_closure_date"
        case estimatedClosureDateOrder = "estimated_closure_date_order"
        case customerRequirements = "customer_requirements"
        case submittedAt = "submitted_at"
        case submittedAtOrder = "submitted_at_order"
        case protectedUntil = "protected_until"
        case expiresAt = "expires_at"
        case externalReference = "external_reference"
        case receiptSequence = "receipt_sequence"
        case receiptSHA256 = "receipt_sha256"
        case assignedAgentID = "assigned_agent_id"
        case assignedGroupID = "assigned_group_id"
        case actionRequiredMessage = "action_required_message"
        case actionRequiredFields = "action_required_fields"
        case actionRequiredDueAt = "action_required_due_at"
        case rejectionReason = "rejection_reason"
        case rejectionMessage = "rejection_message"
        case internalRejectionNote = "internal_rejection_note"
        case conflictState = "conflict_state"
        case score
        case waitingSince = "waiting_since"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// Why it was rejected, while it is.
        case currentRejectionReason = "current_rejection_reason"
        /// The lead it was qualified as.
        case leadID = "lead_id"
        /// The opportunity it became.
        case opportunityID = "opportunity_id"
        /// Why the viewer sees it: a `ViewerRelation` of the schema, null for whoever is no partner's user.
        case viewerRelation = "viewer_relation"
    }

    package static let name = "registration"
    package static let isShared = false

    private static let parties = RecordParties(
        module: .registrations, scope: .registrationsRead, creator: "created_by_id",
        representative: "representative_id",
        agent: "assigned_agent_id", group: "assigned_group_id")

    package static func visibility(for role: Role, of row: String) -> String {
        let visibility = parties.visibility(for: role, of: row)
        return switch role {
        // A draft is the partner's own affair.
        case .agent: "+\(row).state <> 'DRAFT' AND \(visibility)"
        case .anonymous, .partnerUser, .partnerSupervisor, .admin, .integration: visibility
        }
    }

    package static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        parties.scope(scope, for: role, of: row)
    }

    /// Whether the viewer may read who the person at the customer is.
    package static func personIsOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin: "true"
        case .integration: Parameter.viewerHolds(.contactsPII)
        }
    }

    /// The partner has something to change; afterwards the words about it are history.
    package static func isActionRequired(for role: Role, of row: String) -> String {
        "\(row).state = 'ACTION_REQUIRED'"
    }

    package static func isRejected(for role: Role, of row: String) -> String { "\(row).state = 'REJECTED'" }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .currentRejectionReason:
            "CASE WHEN \(row).state = 'REJECTED' THEN \(row).rejection_reason END"
        case .leadID:
            "(SELECT id FROM lead WHERE lead.registration_id = \(row).id)"
        case .opportunityID:
            "(SELECT id FROM opportunity WHERE opportunity.registration_id = \(row).id)"
        case .viewerRelation:
            """
            CASE WHEN NOT EXISTS (SELECT 1 FROM partner_user WHERE id = \(Parameter.viewer)) THEN NULL
                 WHEN \(row).created_by_id = \(Parameter.viewer) THEN 'CREATOR'
                 WHEN \(row).representative_id = \(Parameter.viewer) THEN 'REPRESENTATIVE' ELSE 'COLLEAGUE' END
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
