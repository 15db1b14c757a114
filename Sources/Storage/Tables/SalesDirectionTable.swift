package import Portal

/// The vendor's lines of business.
///
/// A partner sees those it works in.
package enum SalesDirectionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, name, active
        case allowQuickClosing = "allow_quick_closing"
        case partnerMayMoveStage = "partner_may_move_stage"
        case tinChecksum = "tin_checksum"
        case protectionDays = "protection_days"
    }

    package static let name = "sales_direction"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: Known.direction(row + ".id")
        case .agent, .admin: "true"
        }
    }
}
