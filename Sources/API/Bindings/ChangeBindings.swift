import Execution
import Storage

/// `type ChangeRecord`.
enum ChangeRecordBinding: ObjectBinding {
    typealias Rows = ChangeTable
    static let typeName = "ChangeRecord"

    static let fields: [Field] = [
        .id("ChangeRecord", .sequence),
        .column("at", .at),
        .one("actor", "Actor", by: .actorID),
        .column("requestId", .requestID),
        .column("type", .type),
        .id("subjectId", ofAny: .recordType, .recordID),
        .column("subjectType", .recordType),
        .column("field", .field),
        .column("oldValue", .oldValue),
        .column("newValue", .newValue),
    ]
}

/// `type StateChange`.
enum StateChangeBinding: ObjectBinding {
    typealias Rows = ChangeTable
    static let typeName = "StateChange"

    static let fields: [Field] = [
        .column("from", .fromState),
        .column("to", .toState),
        .column("at", .at),
        .one("actor", "Actor", by: .actorID),
        .column("reason", .reason),
    ]
}

/// `type ChangePage`.
enum ChangePageBinding: ObjectBinding {
    typealias Rows = ChangePageTable
    static let typeName = "ChangePage"

    static let fields: [Field] = [
        .events("events"),
        .column("nextSequence", .nextSequence),
        .column("hasMore", .hasMore),
    ]
}

extension FieldBinding where Rows == ChangePageTable {
    /// The page's events, which were looked for when the page was put together: all of them may be seen.
    fileprivate static func events(_ name: String) -> Self {
        Self(name) { role in
            .list(
                Lists.changeEvents.source(
                    for: role,
                    link: Link(parent: Rows.expression(.page)) { row, page in
                        "\(ChangeEventTable.sql(.page, of: row)) = \(page)"
                    },
                    visibility: SQLExpression(ChangeEventTable.isListed)))
        }
    }
}

/// `type ChangeEvent` on a page of the feed.
enum ChangeEventBinding: ObjectBinding {
    typealias Rows = ChangeEventTable
}

/// `type ChangeEvent` as a subscription tells it.
enum SubscribedEventBinding: ObjectBinding {
    typealias Rows = SubscribedEventTable
    static let sourceName = "SubscribedEvent"
}

extension ObjectBinding where Rows: EventTable {
    static var typeName: String { "ChangeEvent" }

    static var fields: [Field] {
        [
            .column("sequence", .sequence),
            .computed("type", Rows.type),
            .id("subjectId", ofAny: .recordType, .recordID),
            .column("subjectType", .recordType),
            .one("node", "HasActivity", by: .recordID),
            .computed("changedFields", Rows.changedFields),
            .column("at", .at),
        ]
    }
}
