package import Portal

/// Calls, meetings and milestones of a record.
///
/// Internal ones do not exist for partners.
package enum TouchPointTable: RecordChildTable {
    package enum Column: String, CaseIterable, Sendable {
        case id
        case recordID = "record_id"
        case kind, at, title, detail
        case actorID = "actor_id"
        case isInternal = "internal"
        case createdAt = "created_at"
    }

    package static let name = "touch_point"

    package static func visibilityInRecord(for role: Role, of row: String, isShared: Bool) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "NOT \(row).internal"
        case .agent, .admin: "true"
        }
    }
}
