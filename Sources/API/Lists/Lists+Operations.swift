import Execution
import Storage

/// What the server tells of its own work.
extension Lists {
    /// Newest first.
    static let auditEntries: ListRules<AuditEntryTable> = {
        var rules = ListRules<AuditEntryTable>("AuditEntry")
        rules.newestFirst = true
        rules.arguments = [
            "subjectId": Narrowing.identifierOfAny(.subjectType, .subjectID, of: AuditEntryTable.self)
        ]
        return rules
    }()

    /// Newest first.
    static let outbox: ListRules<OutboxMessageTable> = {
        var rules = ListRules<OutboxMessageTable>("OutboxMessage")
        rules.newestFirst = true
        return rules
    }()

    static let webhooks = ListRules<WebhookTable>("Webhook")

    /// Newest first.
    static let webhookDeliveries: ListRules<WebhookDeliveryTable> = {
        var rules = ListRules<WebhookDeliveryTable>("WebhookDelivery")
        rules.newestFirst = true
        return rules
    }()
}
