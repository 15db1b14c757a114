import Portal
import SQLite

/// Puts uploaded files to the records they were meant for.
enum AttachmentStore {
    /// A `NOT_FOUND` for each file that is not an upload of the viewer's own, still without a record; nothing for more
    /// files than a record may have, which are refused as a whole.
    static func missing(
        among files: [Int64], at field: [String], by viewer: Viewer, in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        guard files.count <= AttachmentRule.maximumPerRecord else { return [] }
        var refusals: [Refusal] = []
        for (index, file) in files.enumerated() {
            let isFree = try db.first(
                "SELECT 1 FROM attachment WHERE id = ?1 AND uploaded_by_id = ?2 AND record_id IS NULL",
                .integer(file), .integer(viewer.actorID)
            ) { _ in true }
            if isFree == nil { refusals.append(.notFound.at(field + ["\(index)"])) }
        }
        return refusals
    }

    /// A refusal when a record would get more files than it may have.
    static func overflow(
        of record: Int64, by files: [Int64], at field: [String], in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        files.isEmpty ? [] : try overflow(of: record, byMore: Set(files).count, at: field, in: db)
    }

    /// A refusal when a record would get more files than it may have.
    static func overflow(
        of record: Int64, byMore count: Int, at field: [String], in db: borrowing Connection
    ) throws(SQLiteError) -> [Refusal] {
        let present = try db.first("SELECT count(*) FROM attachment WHERE record_id = ?1", .integer(record)) {
            $0.integer(0)
        }
        let maximum = AttachmentRule.maximumPerRecord
        return Int(present ?? 0) + count > maximum ? [.tooMany(maximum: maximum).at(field)] : []
    }

    /// Gives the viewer's free uploads to a record; a file named twice goes there once.
    ///
    /// What has not come yet is told of when it does.
    ///
    /// - Parameters:
    ///   - comment: The comment they come with, if they come with one.
    ///   - isInternal: Whether they become internal with it; those that are so already stay it.
    static func attach(
        _ files: [Int64], to record: RecordReference, comment: Int64? = nil, isInternal: Bool = false,
        by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        for file in files {
            let attached = try db.first(
                """
                UPDATE attachment SET record_id = ?3, comment_id = ?4, internal = max(internal, ?5)
                 WHERE id = ?1 AND uploaded_by_id = ?2 AND record_id IS NULL
                RETURNING stored_at IS NOT NULL, internal
                """, .integer(file), .integer(viewer.actorID), .integer(record.row), Value(comment), Value(isInternal)
            ) { (isStored: $0.flag(0), isInternal: $0.flag(1)) }
            guard let attached, attached.isStored else { continue }
            try ChangeLog.append(
                .attachment(file, isInternal: attached.isInternal), to: record, by: viewer.actorID, context, in: db)
        }
    }
}
