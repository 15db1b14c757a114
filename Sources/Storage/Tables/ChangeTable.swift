package import Portal

/// The change log.
///
/// What is internal does not exist for partners.
package enum ChangeTable: RecordChildTable {
    package enum Column: String, CaseIterable, Sendable {
        case sequence
        case recordID = "record_id"
        case recordType = "record_type"
        case at
        case actorID = "actor_id"
        case kind, type, field
        case oldValue = "old_value"
        case newValue = "new_value"
        case refID = "ref_id"
        case isInternal = "internal"
        case requestID = "request_id"
        case reason
    }

    package static let name = "change"

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration:
            """
            \(visibilityInRecord(for: role, of: row))
            AND \(RecordTable.hasVisibleRow(for: role) { "\($0).id = \(row).record_id" })
            """
        case .admin: "true"
        }
    }

    package static func visibilityInRecord(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .integration: "NOT \(row).internal"
        case .agent, .admin: "true"
        }
    }
}
