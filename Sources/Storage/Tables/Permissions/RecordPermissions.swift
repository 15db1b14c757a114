package import Portal

/// What a viewer may do with the records of one table, as SQL on the row.
package protocol RecordPermissions: Sendable {
    /// The names of the states that the viewer may bring the record to, as a JSON list.
    static func transitions(for role: Role, of row: String) -> String
    /// The names of the fields that the viewer may write, as a JSON list.
    static func writableFields(for role: Role, of row: String) -> String
    /// Whether the viewer may add to the conversation about the record.
    static func comment(for role: Role, of row: String) -> String
}

extension RecordPermissions {
    /// Whether at least one field is open to the viewer.
    package static func update(for role: Role, of row: String) -> String {
        "(\(writableFields(for: role, of: row))) <> '[]'"
    }

    /// Whoever may speak may show what they speak of, where files are open to them.
    package static func attach(for role: Role, of row: String) -> String {
        switch role {
        case .partnerUser, .partnerSupervisor:
            "\(comment(for: role, of: row)) AND \(Parameter.viewerHolds(PortalModule.documents.right(.create)))"
        case .anonymous, .agent, .admin, .integration: comment(for: role, of: row)
        }
    }

    /// Whether the viewer may speak at all, wherever they see a record.
    static func speaks(_ role: Role) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent: "true"
        case .integration: Parameter.viewerHolds(.commentsWrite)
        case .admin: "NOT \(Parameter.viewerHolds(.readOnly))"
        }
    }
}
