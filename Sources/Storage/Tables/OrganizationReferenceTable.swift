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
    /// Who knows the whole TIN finds every company, and chooses by it the one that a second entry would duplicate; less
    /// finds none that only a rival has entered.
    ///
    /// - Parameters:
    ///   - phrase: The parameter that holds an FTS5 expression.
    ///   - tin: The parameter that holds a TIN, if that is what was typed.
    package static func isFound(by phrase: String, tin: String?, for role: Role, of row: String) -> String {
        let isKnown = OrganizationTable.isNoRivals(for: role, of: row)
        let isNamed = "(\(OrganizationTable.isFound(by: phrase, of: row)) AND \(isKnown))"
        guard let tin else { return isNamed }
        return "(\(isNamed) OR \(row).tin = \(tin))"
    }

    /// Whether the company is offered to choose from.
    package static func isOffered(for role: Role, of row: String) -> String { "\(row).active" }

    /// Whether the company may be chosen by its id: ids can be guessed, so it is as if it were looked for by its name.
    package static func isChoosable(for role: Role, of row: String) -> String {
        "(\(isOffered(for: role, of: row)) AND \(OrganizationTable.isNoRivals(for: role, of: row)))"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .tinMasked:
            OrganizationTable.sql(.tinMasked, of: row)
        default: "\(row).\(column.rawValue)"
        }
    }
}
