package import Portal

/// The companies that sell for the vendor.
///
/// A partner sees itself.
package enum PartnerOrganizationTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, tin, website, status, active
        case parentID = "parent_id"
        case primaryContactID = "primary_contact_id"
        case accountManagerID = "account_manager_id"
        case tier
        case internalRating = "internal_rating"
        case internalNotes = "internal_notes"
        case externalReference = "external_reference"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// `tier`, with a value for every row.
        case tierOrder = "tier_order"
        /// The keys of its sales directions, as a subquery.
        case salesDirectionIDs = "sales_direction_ids"
    }

    package static let name = "partner_organization"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "\(row).id = \(Parameter.partner)"
        case .agent, .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .tierOrder:
            "coalesce(\(row).tier, '')"
        case .salesDirectionIDs: "(SELECT sales_direction_id FROM partner_direction WHERE partner_id = \(row).id)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
