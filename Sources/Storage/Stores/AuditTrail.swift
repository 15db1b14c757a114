package import Portal
package import SQLite

/// What an entry of the audit trail says besides who, when and in which request.
package struct AuditEntry: Sendable {
    /// How what was asked for ended.
    package enum Ending: Sendable {
        case done
        /// Done under the same key before, so nothing was done now; but the answer was given again.
        case replayed
        case refused(code: String)
    }

    /// A mutation, or a query by its name.
    package let operation: String
    /// The record it was about, if it was about a single one.
    let subject: RecordReference?
    let ending: Ending
    /// Coordinates in schema.graphql of the personal data that the caller was given to read.
    package let personalData: [String]

    /// Characters of an operation's name that are kept: clients choose the names of queries.
    private static let longestName = 255

    package init(_ operation: String, about subject: RecordReference?, _ ending: Ending, reading personalData: [String])
    {
        self.operation = String(operation.prefix(Self.longestName))
        self.subject = subject
        self.ending = ending
        self.personalData = personalData
    }
}

/// Who did what, and which administrator read whose personal data.
///
/// It tells what was asked for and how it ended; what a mutation changed is in the log of changes under the same request.
package enum AuditTrail {
    package static func append(
        _ entry: AuditEntry, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        let actor = viewer.role == .anonymous ? nil : viewer.actorID
        let changes =
            entry.personalData.isEmpty ? nil : "{\"read\":\(JSONText.list(entry.personalData))}"
        try db.insert(
            into: "audit_entry",
            [
                "at": Value(context.now), "actor_id": Value(actor), "role": .text(viewer.role.rawValue),
                "operation": .text(entry.operation),
                "subject_type": Value(entry.subject?.type), "subject_id": Value(entry.subject?.row),
                "request_id": .text(context.requestID), "ip": Value(context.peer),
                "outcome": .text(entry.ending.outcome), "changes": Value(changes),
            ])
    }
}

extension AuditEntry.Ending {
    /// As `AuditEntry.outcome` of the schema says it.
    fileprivate var outcome: String {
        switch self {
        case .done: "OK"
        case .replayed: "REPLAYED"
        case .refused(let code): code
        }
    }
}
