package import Portal

/// Who did what, for administrators.
package enum AuditEntryTable: Table {
    package enum Column: String, CaseIterable, Sendable {
        case sequence, at
        case actorID = "actor_id"
        case role, operation
        case subjectType = "subject_type"
        case subjectID = "subject_id"
        case requestID = "request_id"
        case ip, outcome, changes
    }

    package static let name = "audit_entry"
    package static let key = "sequence"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .partnerUser, .partnerSupervisor, .agent, .integration: "false"
        case .admin: "true"
        }
    }
}
