package import Portal

/// Files of a record.
///
/// Internal ones do not exist for partners, nor does any for whom the module is closed. A file whose bytes have not arrived,
/// or that belongs to no record yet, exists only for its uploader, and for administrators, who see every row.
package enum AttachmentTable: RecordChildTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case recordID = "record_id"
        case commentID = "comment_id"
        case fileName = "file_name"
        case mediaType = "media_type"
        case size, sha256
        case storedAt = "stored_at"
        case uploadedByID = "uploaded_by_id"
        case isInternal = "internal"
        case scanState = "scan_state"
        case createdAt = "created_at"
        /// What it is called on the disk.
        case file
        /// Where to download it; null while there is nothing to, or nothing safe.
        case url
    }

    package static let name = "attachment"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration:
            """
            (\(row).uploaded_by_id = \(Parameter.viewer) AND (\(row).record_id IS NULL OR \(row).stored_at IS NULL)
             OR \(visibilityInRecord(for: role, of: row, isShared: true))
                AND \(RecordTable.hasVisibleRow(for: role) { "\($0).id = \(row).record_id" }))
            """
        case .admin: "true"
        }
    }

    package static func visibilityInRecord(for role: Role, of row: String, isShared: Bool) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor:
            "\(visibilityInRecord(for: .integration, of: row, isShared: isShared))"
                + " AND \(Parameter.viewerHolds(PortalModule.documents.right(.view)))"
        case .integration:
            "\(row).stored_at IS NOT NULL AND NOT \(row).internal"
                + (isShared ? " AND \(Known.isNoRival(row + ".uploaded_by_id"))" : "")
        case .agent, .admin: "\(row).stored_at IS NOT NULL"
        }
    }

    /// Whether the viewer may download what they see.
    package static func urlIsOpen(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .admin: "true"
        case .integration: Parameter.viewerHolds(.attachmentsRead)
        }
    }

    /// Whether there is something to download, and nothing known against it.
    static func isThere(_ row: String) -> String {
        "\(row).file IS NOT NULL AND \(row).scan_state <> 'INFECTED'"
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        // Announced and not uploaded yet: no content, and so no digest of one.
        case .sha256: "coalesce(\(row).sha256, '')"
        case .url: "CASE WHEN \(isThere(row)) THEN \(SignedAddress.download(of: row)) END"
        default: "\(row).\(column.rawValue)"
        }
    }
}
