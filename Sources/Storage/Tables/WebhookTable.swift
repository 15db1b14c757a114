package import Portal

/// Addresses that are told of changes.
///
/// A service account sees those it has made.
package enum WebhookTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case partnerID = "partner_id"
        case createdByID = "created_by_id"
        case url, events, state
        case deliveredSequence = "delivered_sequence"
        case createdAt = "created_at"
        /// How its secret begins.
        case secretPrefix = "secret_prefix"
    }

    package static let name = "webhook"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .agent: "false"
        case .partnerSupervisor: "\(row).partner_id = \(Parameter.partner)"
        case .admin: "true"
        case .integration:
            """
            \(Parameter.viewerHolds(.webhooksManage))
            AND \(row).partner_id = \(Parameter.partner) AND \(row).created_by_id = \(Parameter.viewer)
            """
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .secretPrefix:
            "substr(\(row).secret, 1, 6)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
