package import Portal

/// Attempts to tell a webhook.
package enum WebhookDeliveryTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case webhookID = "webhook_id"
        case event, sequence, attempt
        case statusCode = "status_code"
        case error
        case durationMS = "duration_ms"
        case at
        case nextAttemptAt = "next_attempt_at"
    }

    package static let name = "webhook_delivery"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .agent: "false"
        case .partnerSupervisor, .integration: WebhookTable.hasVisibleRow(for: role) { "\($0).id = \(row).webhook_id" }
        case .admin: "true"
        }
    }
}
