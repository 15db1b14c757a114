package import Portal

/// Offers of leads to partners.
///
/// A partner sees its own, while it sees the lead.
package enum LeadShareTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case leadID = "lead_id"
        case partnerID = "partner_id"
        case state
        case sharedAt = "shared_at"
        case respondedAt = "responded_at"
        case declineReason = "decline_reason"
        case declineMessage = "decline_message"
    }

    package static let name = "lead_share"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            """
            \(row).partner_id = \(Parameter.partner)
            AND \(LeadTable.hasVisibleRow(for: role) { "\($0).id = \(row).lead_id" })
            """
        case .agent: LeadTable.hasVisibleRow(for: role) { "\($0).id = \(row).lead_id" }
        case .admin: "true"
        }
    }
}
