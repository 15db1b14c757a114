import Execution
import Storage

/// What belongs to every record: comments, files, changes and touch points.
extension Lists {
    /// Oldest first, as a conversation is read.
    static let comments = ListRules<CommentTable>("Comment")

    /// Whom a comment addresses.
    static let mentions = ListRules<ActorTable>("Actor").atMost(RowBounds.mentionsOfComment)

    /// Oldest first.
    static let attachments = ListRules<AttachmentTable>("Attachment")

    /// Newest first.
    static let touchPoints: ListRules<TouchPointTable> = {
        var rules = ListRules<TouchPointTable>("TouchPoint")
        rules.newestFirst = true
        return rules
    }()

    /// Changes of fields and states, newest first.
    static let updates: ListRules<ChangeTable> = {
        var rules = ListRules<ChangeTable>("ChangeRecord")
        rules.newestFirst = true
        rules.condition = ChangeTable.isOfRecord
        return rules
    }()

    /// The last states of a record, oldest first; those before them are among the `updates`.
    static let stateChanges: ListRules<ChangeTable> = {
        var rules = ListRules<ChangeTable>("StateChange")
        rules.condition = ChangeTable.isStateChange
        rules.bound = ChangeTable.recentStateChanges
        return rules
    }()

    /// Everything that happened to a record, newest first.
    static let activity: ListRules<ChangeTable> = {
        var rules = ListRules<ChangeTable>("ActivityItem")
        rules.newestFirst = true
        rules.condition = ChangeTable.hasItem
        rules.arguments = ["kinds": Narrowing.among(.kind, of: ChangeTable.self)]
        return rules
    }()
}
