package import Portal

/// Entries of the change log as a subscription tells them: those of the feed, and of records out of the viewer's sight no
/// more than that they are.
///
/// Of which of these a stream tells is decided when it reads the log (`EventLog`): it has told of the record before.
package enum SubscribedEventTable: EventTable {
    package enum Column: String, CaseIterable, Sendable, EventColumn {
        case sequence
        case recordID = "record_id"
        case recordType = "record_type"
        case at
    }

    package static let name = "change"
    package static let key = "sequence"

    package static func visibility(for role: Role, of row: String) -> String {
        "((\(ChangeEventTable.visibility(for: role, of: row))) OR NOT \(isSeen(for: role, of: row)))"
    }

    package static func type(for role: Role, of row: String) -> String {
        ChangeEventTable.type(of: row, isSeen: isSeen(for: role, of: row))
    }

    package static func changedFields(for role: Role, of row: String) -> String {
        ChangeEventTable.changedFields(of: row, type: type(for: role, of: row))
    }

    /// Whether the viewer sees the record.
    static func isSeen(for role: Role, of row: String) -> String {
        RecordTable.hasVisibleRow(for: role) { "\($0).id = \(row).record_id" }
    }
}
