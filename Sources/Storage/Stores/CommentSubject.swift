import Portal
import SQLite

/// The record that is commented on.
struct CommentSubject {
    let record: RecordReference
    let number: String
    let name: String
    /// The agent who works on it.
    let assignee: Int64?
    /// Its state or status, by name.
    let state: String

    /// Nil when the viewer does not see the record.
    static func find(
        _ id: Int64, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> CommentSubject? {
        let type = try RecordTable.visibleRow(id, columns: [.type], for: viewer, at: context.now, in: db) { $0.text(0) }
        let columns: String
        switch type {
        case "OpportunityRegistration": columns = "number, name, assigned_agent_id, state FROM registration"
        case "Lead": columns = "number, name, owner_id, state FROM lead"
        case "Opportunity": columns = "number, name, responsible_id, status FROM opportunity"
        case "Case": columns = "case_number, title, assigned_agent_id, status FROM support_case"
        default: return nil
        }
        return try db.first("SELECT \(columns) WHERE id = ?1", .integer(id)) { row in
            CommentSubject(
                record: RecordReference(type: type ?? "", row: id), number: row.text(0), name: row.text(1),
                assignee: row.optionalInteger(2), state: row.text(3))
        }
    }

    /// A closed case takes no comments, nor does a registration that has been over for a while.
    func isClosed(_ context: WriteContext, in db: borrowing Connection) throws(SQLiteError) -> Bool {
        if record.type == "Case" { return state == CaseStatus.closed.rawValue }
        guard record.type == "OpportunityRegistration", RegistrationState(rawValue: state)?.isTerminal == true else {
            return false
        }
        let endedAt = try db.first(
            """
            SELECT coalesce((SELECT max(at) FROM change WHERE record_id = ?1 AND kind = 'STATE_CHANGE'), updated_at)
              FROM registration WHERE id = ?1
            """, .integer(record.row)
        ) { Timestamp(milliseconds: $0.integer(0)) }
        guard let endedAt else { return false }
        return context.now > endedAt.adding(CommentStore.timeToComment)
    }

    /// Writes to the agent who works on the record, unless they wrote the comment themselves.
    func tellAssignee(
        _ body: String, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        guard let assignee, assignee != viewer.actorID else { return }
        let author = try db.first("SELECT display_name FROM actor WHERE id = ?1", .integer(viewer.actorID)) {
            $0.text(0)
        }
        try Outbox.send(
            .commentAdded, to: assignee, subject: "New comment on \(number)",
            body: "\(author ?? "") about \(number), \(name):\n\n\(body)", context, in: db)
    }
}
