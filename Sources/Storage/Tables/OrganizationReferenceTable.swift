package import Portal

/// What a company look-up tells: enough to recognise a customer, whoever it belongs to.
package enum OrganizationReferenceTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, city, active, tin
        /// The TIN with its middle digits starred.
        case tinMasked = "tin_masked"
    }

    package static let name = "organization"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin, .integration: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .tinMasked:
            OrganizationTable.sql(.tinMasked, of: row)
        default: "\(row).\(column.rawValue)"
        }
    }
}
