import Portal
import SQLite

/// What a public comment does to the case it is about.
struct CaseAnswer {
    private let record: RecordReference
    private let viewer: Viewer
    private let context: WriteContext

    init(to record: RecordReference, by viewer: Viewer, _ context: WriteContext) {
        self.record = record
        self.viewer = viewer
        self.context = context
    }

    func note(in db: borrowing Connection) throws(SQLiteError) {
        switch viewer.role {
        case .anonymous: break
        case .partnerUser, .partnerSupervisor, .integration: try endWait(in: db)
        case .agent, .admin: try respond(in: db)
        }
    }

    /// The vendor has answered: the first time counts against the promise of a first response.
    private func respond(in db: borrowing Connection) throws(SQLiteError) {
        try db.run(
            """
            UPDATE support_case SET first_response_at = coalesce(first_response_at, ?2), last_responded_at = ?2
             WHERE id = ?1
            """, .integer(record.row), Value(context.now))
    }

    /// The partner has answered: a case that waited for it goes on, and so does its clock.
    private func endWait(in db: borrowing Connection) throws(SQLiteError) {
        let standing = try db.first(
            "SELECT status, waiting_since FROM support_case WHERE id = ?1", .integer(record.row)
        ) { (status: CaseStatus(rawValue: $0.text(0)), waitingSince: $0.integer(1)) }
        guard let standing, let status = standing.status, status != status.afterPartnerComment else { return }
        let next = status.afterPartnerComment
        let pause = SlaClock.pause(
            leaving: status, for: next, enteredAt: Timestamp(milliseconds: standing.waitingSince), now: context.now)
        try db.run(
            """
            UPDATE support_case
               SET status = ?2, waited_ms = waited_ms + ?3, waiting_since = NULL, version = version + 1, updated_at = ?4
             WHERE id = ?1
            """, .integer(record.row), .text(next.rawValue), .integer(pause), Value(context.now))
        try ChangeLog.append(
            .state("status", from: status.rawValue, to: next.rawValue), to: record, by: viewer.actorID, context,
            in: db)
    }
}
