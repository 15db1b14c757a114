import Storage

/// `type Subscription`: what each event leads to.
enum SubscriptionBinding: ObjectBinding {
    typealias Rows = SubscriptionTable
    static let typeName = "Subscription"

    static let fields: [Field] = [
        .one("recordChanged", SubscribedEventBinding.sourceName, by: .sequence),
        .one("leadInboxChanged", SubscribedEventBinding.sourceName, by: .sequence),
        .one("commentAdded", "Comment", by: .comment),
    ]
}

/// `type ChangeEvent` as a subscription tells it.
enum SubscribedEventBinding: ObjectBinding {
    typealias Rows = SubscribedEventTable
    static let typeName = "ChangeEvent"
    static let sourceName = "SubscribedEvent"

    static let fields: [Field] = [
        .column("sequence", .sequence),
        .computed("type", Rows.type),
        .id("subjectId", ofAny: .recordType, .recordID),
        .column("subjectType", .recordType),
        .one("node", "HasActivity", by: .recordID),
        .computed("changedFields", Rows.changedFields),
        .column("at", .at),
    ]
}
