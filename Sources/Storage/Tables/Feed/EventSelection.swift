import Portal

/// Which entries of the change log a stream of events is about.
package enum EventSelection: Sendable {
    /// What happens to records: of some types, or to some of them; nil for all.
    case records(types: [String]?, ids: [Int64]?)
    /// The steps by which leads come on offer and leave it.
    case leadInbox
    case comments(on: Int64)

    /// What makes the SQL differ.
    enum Kind: Hashable { case records, leadInbox, comments }

    var kind: Kind {
        switch self {
        case .records: .records
        case .leadInbox: .leadInbox
        case .comments: .comments
        }
    }
}

extension EventSelection.Kind {
    /// The parameters of a selection, before which the viewer's and the window's stand.
    static let firstParameter = Parameter.firstFree + 2

    /// The condition on an entry; it uses the parameters of `EventSelection.values`.
    func condition(of row: String) -> String {
        let (first, second) = ("?\(Self.firstParameter)", "?\(Self.firstParameter + 1)")
        return switch self {
        case .records:
            """
            (\(first) IS NULL OR \(row).record_type IN (SELECT value FROM json_each(\(first))))
            AND (\(second) IS NULL OR \(row).record_id IN (SELECT value FROM json_each(\(second))))
            """
        case .leadInbox:
            """
            \(row).record_type = 'Lead' AND \(row).kind = 'STATE_CHANGE'
            AND '"SHARED"' IN (\(row).old_value, \(row).new_value)
            """
        case .comments: "\(row).record_id = \(first) AND \(row).kind = 'COMMENT'"
        }
    }

    /// The condition that an entry may be told.
    func visibility(for role: Role, of row: String) -> String {
        let visibility = ChangeEventTable.visibility(for: role, of: row)
        return switch self {
        case .records, .leadInbox: visibility
        case .comments: "(\(visibility)) AND \(ChangeTable.hasItem(for: role, of: row))"
        }
    }
}
