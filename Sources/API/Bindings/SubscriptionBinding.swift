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
