package import Portal
package import SQLite

/// A file that was announced and may be sent now.
package struct AnnouncedUpload: Sendable {
    package let attachment: Int64
    package let file: AnnouncedFile
    /// Who announced it, as they are now.
    package let viewer: Viewer
}

/// Files from their announcement until their bytes are there, or nobody waits for them any more.
package enum UploadStore {
    /// How long a file may lie about without bytes, or without a record, in milliseconds.
    package static let timeToFinish = Timestamp.day

    /// Announces a file, of a record that the viewer sees or of one that is still to be made.
    ///
    /// - Parameter stored: The file itself, if it has come with its announcement.
    /// - Throws: `Refusals`: what `AttachmentForm.read` has against it; `NOT_FOUND`, `RECORD_CLOSED` and `TOO_LONG` at
    ///   `subjectId`; `TOO_LONG` for too many files without a record. `SQLiteError`.
    package static func announce(
        _ form: AttachmentForm, _ stored: StoredFile? = nil, of subject: Int64?, by viewer: Viewer,
        _ context: WriteContext, in db: borrowing Connection
    ) throws -> AnnouncedAttachment {
        let accepted = try form.read(by: viewer.role)
        let record = try subject.map { try self.record($0, for: viewer, context, in: db) }
        if record == nil { try checkFreeUploads(of: viewer, in: db) }
        let attachment = try db.insert(
            into: "attachment",
            [
                "record_id": Value(record?.row), "sha256": Value(stored?.sha256), "file": Value(stored?.name),
                "stored_at": stored == nil ? nil : Value(context.now), "file_name": .text(accepted.fileName),
                "media_type": .text(accepted.type.mediaType), "size": .integer(accepted.size),
                "uploaded_by_id": .integer(viewer.actorID), "internal": Value(accepted.isInternal),
                "created_at": Value(context.now),
            ])
        if let record, stored != nil {
            try ChangeLog.append(
                .attachment(attachment, isInternal: accepted.isInternal), to: record, by: viewer.actorID, context,
                in: db)
        }
        return AnnouncedAttachment(attachment: attachment)
    }

    private static func record(
        _ subject: Int64, for viewer: Viewer, _ context: WriteContext, in db: borrowing Connection
    ) throws -> RecordReference {
        guard let subject = try CommentSubject.find(subject, for: viewer, context, in: db) else {
            throw Refusals(.notFound.at(["subjectId"]))
        }
        var findings = Findings()
        if try subject.isClosed(context, in: db) { findings.add(.recordClosed, at: ["subjectId"]) }
        findings.add(try AttachmentStore.overflow(of: subject.record.row, byMore: 1, at: ["subjectId"], in: db))
        try findings.report()
        return subject.record
    }

    private static func checkFreeUploads(of viewer: Viewer, in db: borrowing Connection) throws {
        let present = try db.first(
            "SELECT count(*) FROM attachment WHERE uploaded_by_id = ?1 AND record_id IS NULL",
            .integer(viewer.actorID)
        ) { $0.integer(0) }
        let maximum = AttachmentRule.maximumWithoutRecord
        if Int(present ?? 0) >= maximum { throw Refusals(.tooMany(maximum: maximum)) }
    }

    /// The address to send the file to; nil when its bytes are there, or nobody waits for them any more.
    package static func address(
        of attachment: Int64, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> String? {
        let isAwaited = try db.first(
            "SELECT 1 FROM attachment WHERE id = ?1 AND stored_at IS NULL", .integer(attachment)
        ) { _ in true }
        return isAwaited == nil ? nil : try SignedAddress.upload(of: attachment, at: context.now, in: db)
    }

    /// What may be sent to an address; nil when it is wrong, over or used, or its owner's account is closed.
    ///
    /// - Parameter token: What stands behind `upload=`.
    package static func find(
        _ attachment: Int64, token: [UInt8], viewers: ViewerStore, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> AnnouncedUpload? {
        guard try SignedAddress.allowsUpload(of: attachment, token: token, at: now, in: db) else { return nil }
        let file = try db.first(
            "SELECT file_name, size, uploaded_by_id FROM attachment WHERE id = ?1 AND stored_at IS NULL",
            .integer(attachment)
        ) { AnnouncedFile(name: $0.text(0), size: Int($0.integer(1)), uploader: $0.integer(2)) }
        guard let file, let viewer = try viewers.viewer(ofActor: file.uploader) else { return nil }
        return AnnouncedUpload(attachment: attachment, file: file, viewer: viewer)
    }

    /// Has the database speak of a file that is on the disk; false when another was faster, or nobody waits for it.
    package static func keep(
        _ file: StoredFile, of upload: AnnouncedUpload, _ context: WriteContext, in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        let kept = try db.first(
            """
            UPDATE attachment SET file = ?2, sha256 = ?3, media_type = ?4, stored_at = ?5
             WHERE id = ?1 AND stored_at IS NULL
            RETURNING record_id, (SELECT type FROM record WHERE id = record_id), internal
            """, .integer(upload.attachment), .text(file.name), .text(file.sha256), .text(file.type.mediaType),
            Value(context.now)
        ) { row in
            (
                record: row.optionalInteger(0).map { RecordReference(type: row.text(1), row: $0) },
                isInternal: row.flag(2)
            )
        }
        guard let kept else { return false }
        if let record = kept.record {
            try ChangeLog.append(
                .attachment(upload.attachment, isInternal: kept.isInternal), to: record, by: upload.viewer.actorID,
                context, in: db)
        }
        let entry = AuditEntry("uploadAttachment", about: kept.record, .done, reading: [])
        try AuditTrail.append(entry, by: upload.viewer, context, in: db)
        return true
    }

    /// Forgets what was announced and never sent, or sent and never given to a record.
    ///
    /// - Returns: The names of files that are to be removed once this is on the disk.
    package static func forgetUnfinished(
        at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> [String] {
        try db.all(
            """
            DELETE FROM attachment WHERE id IN (
                SELECT id FROM attachment WHERE (stored_at IS NULL OR record_id IS NULL) AND created_at < ?1
                ORDER BY created_at LIMIT 1000)
            RETURNING file
            """, Value(now.adding(-timeToFinish))
        ) { $0.optionalText(0) }
        .compactMap { $0 }
    }
}

extension UploadStore {
    /// Those of the files that the database does not speak of: their mutation was refused, or was answered as before.
    package static func unused(_ names: [String], in db: borrowing Connection) throws(SQLiteError) -> [String] {
        var unused: [String] = []
        for name in names {
            let isUsed = try db.first("SELECT 1 FROM attachment WHERE file = ?1", .text(name)) { _ in true }
            if isUsed == nil { unused.append(name) }
        }
        return unused
    }
}

/// The row of a file that was announced.
package struct AnnouncedAttachment: Outcome {
    package let attachment: Int64

    init(attachment: Int64) { self.attachment = attachment }

    package init?(rows: [String: Int64]) {
        guard let attachment = rows["attachment"] else { return nil }
        self.attachment = attachment
    }

    package var rows: [String: Int64] { ["attachment": attachment] }
}
