package import Portal

/// A table of rows that belong to a record and are as visible as it is, save what is internal.
package protocol RecordChildTable: Table {
    /// The condition that remains for rows reached from their record.
    ///
    /// Only for a statement of the snapshot that has shown the record to be visible: it spares looking the record up once
    /// a row.
    ///
    /// - Parameter isShared: Whether several partners may see the record; where only one does, no row is a rival's.
    static func visibilityInRecord(for role: Role, of row: String, isShared: Bool) -> String
}

extension RecordChildTable {
    /// The row itself may be seen, and its record, which several partners may share.
    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor, .agent, .integration:
            """
            \(visibilityInRecord(for: role, of: row, isShared: true))
            AND \(RecordTable.hasVisibleRow(for: role) { "\($0).id = \(row).record_id" })
            """
        case .admin: "true"
        }
    }
}
