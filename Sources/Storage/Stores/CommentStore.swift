import Portal
import SQLite

/// Writes of what people say about records.
package enum CommentStore {
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
