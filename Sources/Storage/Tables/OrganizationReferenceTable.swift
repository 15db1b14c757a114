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

    /// The condition that the company is one that was looked for.
    ///
    /// - Parameters:
    ///   - phrase: The parameter that holds an FTS5 expression.
    ///   - tin: The parameter that holds a TIN, if that is what was typed.
    package static func isFound(by phrase: String, tin: String?, for role: Role, of row: String) -> String {
        let isNamed = "(\(OrganizationTable.isFound(by: phrase, of: row)) AND \(isKnown(for: role, of: row)))"
        guard let tin else { return isNamed }
        return "(\(isNamed) OR \(row).tin = \(tin))"
    }

    /// Whether less than the whole TIN finds the company: for partners not one that a rival has entered and the vendor
    /// has not taken up, for it would tell what the rival is about.
    ///
    /// Who knows the whole TIN finds it all the same, and chooses by it the company that a second entry would duplicate.
    private static func isKnown(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            (coalesce(\(row).created_by_partner_id, \(Parameter.partner)) = \(Parameter.partner)
             OR EXISTS (SELECT 1 FROM opportunity AS deal WHERE deal.organization_id = \(row).id))
            """
        case .agent, .admin: "true"
        }
    }

    /// Whether the company is offered to choose from.
    package static func isOffered(for role: Role, of row: String) -> String { "\(row).active" }

    /// Whether the company may be chosen by its id: it is seen already, or found by its name.
    ///
    /// Ids can be guessed, and whoever has chosen a company sees it from then on.
    package static func isChoosable(for role: Role, of row: String) -> String {
        """
        (\(isOffered(for: role, of: row))
         AND (\(isKnown(for: role, of: row)) OR \(OrganizationTable.visibility(for: role, of: row))))
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .tinMasked:
            OrganizationTable.sql(.tinMasked, of: row)
        default: "\(row).\(column.rawValue)"
        }
    }
}
