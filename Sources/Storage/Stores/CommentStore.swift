package import Portal
package import SQLite

/// Writes of what people say about records.
package enum CommentStore {
    /// How long one may still comment on a registration that is over, in milliseconds.
    package static let timeToComment = 30 * Timestamp.day

    /// Comments on a registration, lead, opportunity or case that the viewer sees.
    ///
    /// A partner's comment ends a case's wait for the customer. The vendor's first public one is its first response; it
    /// is no change of the case itself, so its version stays.
    ///
    /// - Throws: `Refusals`: what `CommentForm.read` has against it, `NOT_FOUND` and `RECORD_CLOSED` at `subjectId`,
    ///   `NOT_FOUND` and `TOO_LONG` at `attachmentIds`; `SQLiteError`.
    package static func add(
        _ form: CommentForm, to subject: Int64, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> AddedComment {
        let accepted = try form.read(by: viewer.role)
        guard let subject = try CommentSubject.find(subject, for: viewer, context, in: db) else {
            throw Refusals(.notFound.at(["subjectId"]))
        }
        var findings = Findings()
        if try subject.isClosed(context, in: db) { findings.add(.recordClosed, at: ["subjectId"]) }
        let field = ["attachmentIds"]
        findings.add(try AttachmentStore.missing(among: accepted.attachments, at: field, by: viewer, in: db))
        findings.add(
            try AttachmentStore.overflow(of: subject.record.row, by: accepted.attachments, at: field, in: db))
        try findings.report()

        let comment = try write(
            accepted.body, accepted.kind, to: subject.record, by: viewer.actorID, context, in: db)
        try AttachmentStore.attach(
            accepted.attachments, to: subject.record, comment: comment, isInternal: accepted.kind == .internalNote,
            by: viewer, context, in: db)
        if subject.record.type == "Case", accepted.kind == .additionalComment {
            try CaseAnswer(to: subject.record, by: viewer, context).note(in: db)
        }
        try subject.tellAssignee(accepted.body, by: viewer, context, in: db)
        return AddedComment(comment: comment)
    }

    /// Adds a comment and its line in the log; who may, and what follows from it, is the caller's business.
    static func write(
        _ body: String, _ kind: CommentKind, to record: RecordReference, by author: Int64, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) -> Int64 {
        let comment =
            try db.first(
                """
                INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at)
                VALUES ((SELECT coalesce(max(id), 0) + 1 FROM comment), ?1, ?2, ?3, ?4, ?5, ?5) RETURNING id
                """, .integer(record.row), .text(kind.rawValue), .text(body), .integer(author), Value(context.now)
            ) { $0.integer(0) } ?? 0
        try ChangeLog.append(
            .comment(comment, isInternal: kind == .internalNote), to: record, by: author, context, in: db)
        return comment
    }
}

/// The row of a new comment.
package struct AddedComment: Outcome {
    package let comment: Int64

    init(comment: Int64) { self.comment = comment }

    package init?(rows: [String: Int64]) {
        guard let comment = rows["comment"] else { return nil }
        self.comment = comment
    }

    package var rows: [String: Int64] { ["comment": comment] }
}
