import Storage

/// `type AuditEntry`.
enum AuditEntryBinding: ObjectBinding {
    typealias Rows = AuditEntryTable
    static let typeName = "AuditEntry"

    static let fields: [Field] = [
        .id("AuditEntry", .sequence),
        .column("sequence", .sequence),
        .column("at", .at),
        .one("actor", "Actor", by: .actorID),
        .column("role", .role),
        .column("operation", .operation),
        .id("subjectId", ofAny: .subjectType, .subjectID),
        .column("subjectType", .subjectType),
        .column("requestId", .requestID),
        .column("ip", .ip),
        .column("outcome", .outcome),
        .column("changes", .changes),
    ]
}

/// `type Webhook`.
enum WebhookBinding: ObjectBinding {
    typealias Rows = WebhookTable
    static let typeName = "Webhook"

    static let fields: [Field] = [
        .id("Webhook", .id),
        .column("url", .url),
        .column("events", .events),
        .column("state", .state),
        .column("secretPrefix", .secretPrefix),
        .column("createdAt", .createdAt),
        .connection("deliveries", Lists.webhookDeliveries, by: .webhookID, of: .id),
    ]
}

/// `type WebhookDelivery`.
enum WebhookDeliveryBinding: ObjectBinding {
    typealias Rows = WebhookDeliveryTable
    static let typeName = "WebhookDelivery"

    static let fields: [Field] = [
        .id("WebhookDelivery", .id),
        .column("event", .event),
        .column("sequence", .sequence),
        .column("attempt", .attempt),
        .column("statusCode", .statusCode),
        .column("error", .error),
        .column("durationMs", .durationMS),
        .column("at", .at),
        .column("nextAttemptAt", .nextAttemptAt),
    ]
}

/// `type OutboxMessage`.
enum OutboxMessageBinding: ObjectBinding {
    typealias Rows = OutboxMessageTable
    static let typeName = "OutboxMessage"

    static let fields: [Field] = [
        .id("OutboxMessage", .id),
        .column("kind", .kind),
        .column("to", .recipient),
        .column("subject", .subject),
        .column("createdAt", .createdAt),
        .column("sentAt", .sentAt),
    ]
}
