package import Portal

/// Mail that waits to be sent or was sent, for administrators.
///
/// Its body carries secrets and has no column here.
package enum OutboxMessageTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case id, kind, recipient, subject
        case createdAt = "created_at"
        case sentAt = "sent_at"
    }

    package static let name = "outbox_message"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }
}
