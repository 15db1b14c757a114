package import Portal

/// Files of a record.
///
/// Internal ones do not exist for partners. A file whose bytes have not arrived, or that belongs to no record yet,
/// exists for its uploader only.
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
    }

    package static let name = "attachment"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration:
            """
            (\(row).uploaded_by_id = \(Parameter.viewer) AND (\(row).record_id IS NULL OR \(row).stored_at IS NULL)
             OR \(visibilityInRecord(for: role, of: row))
                AND \(RecordTable.hasVisibleRow(for: role) { "\($0).id = \(row).record_id" }))
            """
        case .admin: "true"
        }
    }

    package static func visibilityInRecord(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            "\(row).stored_at IS NOT NULL AND NOT \(row).internal"
        case .agent, .admin: "\(row).stored_at IS NOT NULL"
        }
    }
}
