package import Portal

/// People at customers.
///
/// A partner's caller sees those of the rows it sees and those that came with the leads its company has accepted.
/// Having brought somebody is not enough: what a colleague has to do with them is the colleague's.
package enum ContactTable: SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case organizationID = "organization_id"
        case firstName = "first_name"
        case lastName = "last_name"
        case middleName = "middle_name"
        case displayName = "display_name"
        case email, phone
        case phoneKey = "phone_key"
        case jobTitle = "job_title"
        case sharedFromLeadID = "shared_from_lead_id"
        case createdByPartnerID = "created_by_partner_id"
        case marketingConsent = "marketing_consent"
        case internalNotes = "internal_notes"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// For ordering; empty without one.
        case organizationName = "organization_name"
        /// `email`, with a value for every row.
        case emailOrder = "email_order"
        /// `jobTitle`, with a value for every row.
        case jobTitleOrder = "job_title_order"
        /// Family name, then given name.
        case lastNameFirst = "last_name_first"
    }

    package static let name = "contact"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            ((\(areOpen(for: role)) AND \(Known.customer(row: row, key: "contact_id", for: role)))
             OR \(isShared(for: role, of: row)))
            """
        case .agent, .admin: "true"
        }
    }

    /// As `visibility`, from the few rows that a partner knows and not from all that there are.
    package static func visibilityInList(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .agent, .admin: visibility(for: role, of: row)
        case .partnerUser, .partnerSupervisor, .integration:
            """
            \(row).id IN (
                SELECT * FROM (\(Known.customers(key: "contact_id", for: role))) WHERE \(areOpen(for: role))
                UNION ALL
                SELECT * FROM (
                    SELECT accepted.contact_id FROM lead AS accepted WHERE accepted.accepted_by_id = \(Parameter.partner)
                    UNION ALL SELECT shared.id FROM lead AS accepted JOIN contact AS shared
                        ON shared.shared_from_lead_id = accepted.id
                        WHERE accepted.accepted_by_id = \(Parameter.partner))
                WHERE \(sharedAreOpen(for: role)))
            """
        }
    }

    /// The people of the rows that the viewer sees: their portal's people need the module for them as well.
    private static func areOpen(for role: Role) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor: Parameter.viewerHolds(PortalModule.contacts.right(.view))
        case .agent, .admin, .integration: "true"
        }
    }

    /// The people of accepted leads: they are a module of their own to the portal's people, to programs a part of leads.
    private static func sharedAreOpen(for role: Role) -> String {
        switch role {
        case .anonymous, .agent, .admin: "false"
        case .partnerUser, .partnerSupervisor: Parameter.viewerHolds(PortalModule.sharedContacts.right(.view))
        case .integration: LeadTable.areOpen(for: role)
        }
    }

    /// Whether the details of the person are open to the viewer, who sees the row: for programs it takes a scope.
    package static func personIsOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin: "true"
        case .integration: Parameter.viewerHolds(.contactsPII)
        }
    }

    /// *Shared contacts*: those of the leads that the viewer's partner organization has accepted; the vendor has none.
    package static func isShared(for role: Role, of row: String) -> String {
        """
        (\(sharedAreOpen(for: role))
         AND EXISTS (SELECT 1 FROM lead AS accepted WHERE accepted.accepted_by_id = \(Parameter.partner)
            AND (accepted.contact_id = \(row).id OR accepted.id = \(row).shared_from_lead_id)))
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .emailOrder:
            "coalesce(\(row).email, '')"
        case .jobTitleOrder:
            "coalesce(\(row).job_title, '')"
        case .lastNameFirst: "\(row).last_name || ' ' || \(row).first_name"
        default: "\(row).\(column.rawValue)"
        }
    }
}
