package import Portal

/// Which partners work in which sales direction.
package enum PartnerDirectionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case partnerID = "partner_id"
        case salesDirectionID = "sales_direction_id"
    }

    package static let name = "partner_direction"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "\(row).partner_id = \(Parameter.partner)"
        case .agent, .admin: "true"
        }
    }
}
