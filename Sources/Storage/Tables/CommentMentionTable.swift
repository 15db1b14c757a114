package import Portal

/// Whom a comment addresses.
package enum CommentMentionTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case commentID = "comment_id"
        case actorID = "actor_id"
    }

    package static let name = "comment_mention"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration:
            CommentTable.hasVisibleRow(for: role) { "\($0).id = \(row).comment_id" }
        case .admin: "true"
        }
    }
}
