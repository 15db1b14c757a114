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
        guard !files.isEmpty else { return [] }
        let present = try db.first("SELECT count(*) FROM attachment WHERE record_id = ?1", .integer(record)) {
            $0.integer(0)
        }
        let maximum = AttachmentRule.maximumPerRecord
        return Int(present ?? 0) + Set(files).count > maximum ? [.tooMany(maximum: maximum).at(field)] : []
    }

    /// Gives the viewer's free uploads to a record; a file named twice goes there once.
    ///
    /// - Parameter comment: The comment they come with, if they come with one.
    static func attach(
        _ files: [Int64], to record: RecordReference, comment: Int64? = nil, isInternal: Bool = false,
        by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) {
        for file in files {
            let attached = try db.run(
                """
                UPDATE attachment SET record_id = ?3, comment_id = ?4, internal = ?5
                 WHERE id = ?1 AND uploaded_by_id = ?2 AND record_id IS NULL
                """, .integer(file), .integer(viewer.actorID), .integer(record.row), Value(comment), Value(isInternal))
            guard attached == 1 else { continue }
            try ChangeLog.append(
                .attachment(file, isInternal: isInternal), to: record, by: viewer.actorID, context, in: db)
        }
    }
}
