package import Portal

/// What people say about a record.
///
/// Internal notes do not exist for partners.
package enum CommentTable: RecordChildTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case recordID = "record_id"
        case kind, body
        case authorID = "author_id"
        case editedAt = "edited_at"
        case deletedAt = "deleted_at"
        case version
        case createdAt = "created_at"
        case updatedAt = "updated_at"
        /// The name of the author.
        case authorName = "author_name"
    }

    package static let name = "comment"

    package static func visibilityInRecord(for role: Role, of row: String, isShared: Bool) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration:
            "\(row).kind = 'ADDITIONAL_COMMENT'" + (isShared ? " AND \(Known.isNoRival(row + ".author_id"))" : "")
        case .agent, .admin: "true"
        }
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .authorName:
            "(SELECT display_name FROM actor WHERE actor.id = \(row).author_id)"
        default: "\(row).\(column.rawValue)"
        }
    }
}
