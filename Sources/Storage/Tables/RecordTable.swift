package import Portal

/// The supertype of registrations, leads, opportunities and cases: visible as the record itself is.
package enum RecordTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, type
    }

    package static let name = "record"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration: subtypeIsVisible(for: role, of: row)
        case .admin: "true"
        }
    }

    /// Looks into the one table that has the row.
    private static func subtypeIsVisible(for role: Role, of row: String) -> String {
        """
        CASE \(row).type
        WHEN 'Case' THEN \(CaseTable.hasVisibleRow(for: role) { "\($0).id = \(row).id" })
        WHEN 'OpportunityRegistration' THEN \(RegistrationTable.hasVisibleRow(for: role) { "\($0).id = \(row).id" })
        WHEN 'Opportunity' THEN \(OpportunityTable.hasVisibleRow(for: role) { "\($0).id = \(row).id" })
        WHEN 'Lead' THEN \(LeadTable.hasVisibleRow(for: role) { "\($0).id = \(row).id" })
        ELSE false END
        """
    }
}
