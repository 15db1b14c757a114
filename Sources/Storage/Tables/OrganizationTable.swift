package import Portal

/// The vendor's and the partners' customers.
///
/// A partner sees those it has brought and those of the rows it sees, unless a rival has brought them for itself.
package enum OrganizationTable: SearchableTable {
    package enum Column: String, CaseIterable, Sendable {
        case id, name
        case nameKey = "name_key"
        case nameCore = "name_core"
        case website
        case websiteKey = "website_key"
        case tin
        case tinCheck = "tin_check"
        case country, city, sector
        case parentID = "parent_id"
        case createdByPartnerID = "created_by_partner_id"
        case accountOwnerID = "account_owner_id"
        case annualRevenue = "annual_revenue"
        case employees
        case internalNotes = "internal_notes"
        case active, version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// The TIN with its middle digits starred, such as `77*****893`.
        case tinMasked = "tin_masked"
        /// `country`, with a value for every row.
        case countryOrder = "country_order"
        /// `city`, with a value for every row.
        case cityOrder = "city_order"
        /// `sector`, with a value for every row.
        case sectorOrder = "sector_order"
    }

    package static let name = "organization"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (\(isNoRivals(for: role, of: row)) AND (\(row).created_by_partner_id = \(Parameter.partner)
             OR \(Known.customer(row: row, key: "organization_id", for: role))))
            """
        case .agent, .admin: "true"
        }
    }

    /// Whether the company is more than an entry of a rival's: the partner's own, the vendor's, or one that the vendor
    /// has taken up by a lead or an opportunity.
    ///
    /// What a rival alone has entered would tell what the rival is about, and since when. Who knows the company's TIN may
    /// choose it all the same, and still does not see it.
    package static func isNoRivals(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (coalesce(\(row).created_by_partner_id, \(Parameter.partner)) = \(Parameter.partner)
             OR EXISTS (SELECT 1 FROM opportunity AS deal WHERE deal.organization_id = \(row).id)
             OR EXISTS (SELECT 1 FROM lead AS prospect WHERE prospect.organization_id = \(row).id))
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
            (\(row).id IN (SELECT id FROM organization WHERE created_by_partner_id = \(Parameter.partner)
                UNION ALL \(Known.customers(key: "organization_id", for: role)))
             AND \(isNoRivals(for: role, of: row)))
            """
        }
    }

    /// Whether the viewer's side has supplied the TIN, so that showing it tells nothing new.
    package static func tinIsOwn(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (\(row).created_by_partner_id = \(Parameter.partner)
             OR \(isTyped(in: "registration", of: row)) OR \(isTyped(in: "support_case", of: row)))
            """
        case .agent, .admin: "true"
        }
    }

    /// The partner has a record about the company that began with its TIN.
    private static func isTyped(in table: String, of row: String) -> String {
        """
        EXISTS (SELECT 1 FROM \(table) AS typed WHERE typed.partner_id = \(Parameter.partner)
            AND typed.organization_id = \(row).id AND typed.company_tin = \(row).tin)
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .tinMasked:
            """
            substr(\(row).tin, 1, 2) || substr('*******', 1, length(\(row).tin) - 5) || substr(\(row).tin, -3)
            """
        case .countryOrder:
            "coalesce(\(row).country, '')"
        case .cityOrder:
            "coalesce(\(row).city, '')"
        case .sectorOrder:
            "coalesce(\(row).sector, '')"
        default: "\(row).\(column.rawValue)"
        }
    }
}
