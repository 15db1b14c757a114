package import Portal
package import SQLite

/// A file that somebody may have now.
package struct Download: Sendable {
    package let attachment: Int64
    package let fileName: String
    package let mediaType: String
    package let size: Int
    package let sha256: String
    /// What it is called in the `FileDirectory`.
    package let file: String
    /// Who is given it.
    package let viewer: Viewer

    /// Whether the audit trail has to tell of it first.
    package var isAudited: Bool { viewer.role == .admin }
}

/// Finds the files that people ask for.
package enum DownloadStore {
    /// The file that a signed address leads to; nil when the address is wrong or over, or its viewer may not have it now.
    package static func find(
        _ attachment: Int64, for viewer: Int64, until expiry: Int64, signature: [UInt8], viewers: ViewerStore,
        at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Download? {
        guard
            try SignedAddress.allowsDownload(
                of: attachment, by: viewer, until: expiry, signature: signature, at: now, in: db),
            let viewer = try viewers.viewer(ofActor: viewer)
        else { return nil }
        return try find(attachment, for: viewer, at: now, in: db)
    }

    /// The file, if the viewer may have it.
    package static func find(
        _ attachment: Int64, for viewer: Viewer, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Download? {
        typealias Table = AttachmentTable
        let condition = "\(Table.isThere("visited")) AND \(Table.urlIsOpen(for: viewer.role, of: "visited"))"
        return try Table.visibleRow(
            attachment, columns: [.fileName, .mediaType, .size, .sha256, .file], where: condition, for: viewer, at: now,
            in: db
        ) { row in
            Download(
                attachment: attachment, fileName: row.text(0), mediaType: row.text(1), size: Int(row.integer(2)),
                sha256: row.text(3), file: row.text(4), viewer: viewer)
        }
    }
}
