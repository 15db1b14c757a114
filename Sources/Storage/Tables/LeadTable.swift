package import Portal

/// The vendor's leads.
///
/// A partner sees those that are on offer to it and those it has accepted; the inbox is the whole company's.
package enum LeadTable: ScopedTable, SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id, number, name, state
        case stateRank = "state_rank"
        case source
        case salesDirectionID = "sales_direction_id"
        case productID = "product_id"
        case companyName = "company_name"
        case companyNameOrder = "company_name_order"
        case city, need
        case estimatedValue = "estimated_value"
        case estimatedValueCurrency = "estimated_value_currency"
        case companyWebsite = "company_website"
        case companyTin = "company_tin"
        case contactName = "contact_name"
        case contactEmail = "contact_email"
        case contactPhone = "contact_phone"
        case organizationID = "organization_id"
        case contactID = "contact_id"
        case registrationID = "registration_id"
        case acceptedByID = "accepted_by_id"
        case acceptedByUserID = "accepted_by_user_id"
        case acceptedAt = "accepted_at"
        case expiresAt = "expires_at"
        case expiresAtOrder = "expires_at_order"
        case ownerID = "owner_id"
        case createdByID = "created_by_id"
        case score
        case internalNotes = "internal_notes"
        case campaign
        case externalReference = "external_reference"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// The opportunity it became.
        case opportunityID = "opportunity_id"
        /// The offer to the viewer's partner organization.
        case myShareID = "my_share_id"
    }

    package static let name = "lead"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "\(areOpen(for: role)) AND \(isOpen(of: row))"
        case .agent: Reach.agent(of: row, owner: "owner_id", group: nil)
        case .admin: "true"
        }
    }

    /// The viewer may see leads at all: people need the module, programs the scope.
    static func areOpen(for role: Role) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor: Parameter.viewerHolds(PortalModule.leads.right(.view))
        case .agent, .admin: "true"
        case .integration: Parameter.viewerHolds(.leadsRead)
        }
    }

    /// Offered to the viewer's partner organization and still to be had, or accepted by it.
    ///
    /// The unary plus leaves SQLite one way to find the rows, the partner's own offers.
    private static func isOpen(of row: String) -> String {
        """
        \(row).id IN (SELECT lead_id FROM lead_share
            WHERE partner_id = \(Parameter.partner) AND state IN ('OFFERED', 'ACCEPTED'))
        AND (+\(row).accepted_by_id = \(Parameter.partner)
             OR (+\(row).state = 'SHARED' AND coalesce(\(row).expires_at > \(Parameter.now), true)))
        """
    }

    package static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String? {
        switch (scope, role) {
        case (_, .anonymous): nil
        case (.mine, .partnerUser), (.mine, .partnerSupervisor):
            "\(row).accepted_by_user_id = \(Parameter.viewer)"
        case (.mine, .agent), (.mine, .admin): "\(row).owner_id = \(Parameter.viewer)"
        case (.mine, .integration), (.company, _): "true"
        case (.all, .partnerUser), (.all, .partnerSupervisor), (.all, .integration): nil
        case (.all, .agent), (.all, .admin): "true"
        }
    }

    /// The inbox: offers to the viewer's partner organization that nobody has accepted yet; for the vendor all offers.
    ///
    /// The unary plus keeps SQLite from looking at what is on offer to others, even before it knows how much that is.
    package static func isInInbox(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            +\(row).state = 'SHARED' AND EXISTS (SELECT 1 FROM lead_share AS offer
                WHERE offer.lead_id = \(row).id AND offer.partner_id = \(Parameter.partner)
                AND offer.state = 'OFFERED')
            """
        case .agent, .admin: "\(row).state = 'SHARED'"
        }
    }

    /// What is no longer in the inbox: for partners the leads they have accepted.
    package static func isBeyondInbox(for role: Role, of row: String) -> String { isAccepted(for: role, of: row) }

    /// Whether the viewer's side has accepted the lead, which opens who it is about.
    package static func isAccepted(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "\(row).accepted_by_id = \(Parameter.partner)"
        case .agent, .admin: "true"
        }
    }

    /// As `isAccepted`, for the details of a person.
    package static func personIsOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .admin: isAccepted(for: role, of: row)
        case .integration: "\(isAccepted(for: role, of: row)) AND \(Parameter.viewerHolds(.contactsPII))"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .opportunityID:
            "(SELECT id FROM opportunity WHERE opportunity.lead_id = \(row).id)"
        case .myShareID:
            """
            (SELECT id FROM lead_share
              WHERE lead_share.lead_id = \(row).id AND lead_share.partner_id = \(Parameter.partner))
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
