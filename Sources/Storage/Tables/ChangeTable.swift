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
        /// The name of the state that a record left; null for its first.
        case fromState = "from_state"
        /// The name of the state that a record came to.
        case toState = "to_state"
        /// The type of the feed's item: the comment, attachment or touch point, else the change itself.
        case itemType = "item_type"
    }

    package static let name = "change"
    package static let key = "sequence"

    package static func visibilityInRecord(for role: Role, of row: String, isShared: Bool) -> String {
        switch role {
        case .anonymous: "false"
        case .partnerUser, .partnerSupervisor:
            """
            \(isOpen(row, isShared))
            AND \(isReadable(row, secretOfLeads, unless: isAccepted(for: role, row)))
            """
        case .integration:
            """
            \(isOpen(row, isShared))
            AND \(isReadable(row, secretOfLeads, unless: isAccepted(for: role, row)))
            AND (\(row).field IS NULL OR \(row).field NOT IN (\(personal))
                 OR \(row).record_type NOT IN ('Lead', 'OpportunityRegistration')
                 OR \(Parameter.viewerHolds(.contactsPII)))
            """
        case .agent, .admin: "true"
        }
    }

    private static func isOpen(_ row: String, _ isShared: Bool) -> String {
        "NOT \(row).internal" + (isShared ? " AND \(Known.isNoRival(row + ".actor_id"))" : "")
    }

    /// A change of a field tells what the field does: where the one is closed, so is the other.
    private static func isReadable(_ row: String, _ fields: String, unless isOpen: String) -> String {
        "(\(row).record_type <> 'Lead' OR \(row).field IS NULL OR \(row).field NOT IN (\(fields)) OR \(isOpen))"
    }

    private static func isAccepted(for role: Role, _ row: String) -> String {
        """
        EXISTS (SELECT 1 FROM lead AS changed
            WHERE changed.id = \(row).record_id AND \(LeadTable.isAccepted(for: role, of: "changed")))
        """
    }

    /// What a partner reads of a lead once it has accepted it.
    private static let secretOfLeads = """
        'companyWebsite', 'companyTin', 'contactName', 'contactEmail', 'contactPhone', 'organization', 'contact',
        'opportunity', 'acceptedBy', 'acceptedByUser', 'acceptedAt'
        """

    /// What a program reads with the scope `contacts:pii` only.
    private static let personal = """
        'contactName', 'contactFirstName', 'contactLastName', 'contactMiddleName', 'contactEmail', 'contactPhone'
        """

    /// A step of the record's life.
    package static func isStateChange(for role: Role, of row: String) -> String { "\(row).kind = 'STATE_CHANGE'" }

    /// How many steps of its life a record shows at once.
    package static let recentStateChanges = 200

    /// Whether the row belongs to a record and is none of the steps before the last `recentStateChanges`.
    ///
    /// - Parameter record: The same for all rows of the statement, so that the oldest of those is looked for once.
    @Sendable package static func isRecentStateChange(_ row: String, of record: String) -> String {
        """
        \(row).record_id = \(record) AND \(row).sequence >= coalesce(
            (SELECT step.sequence FROM change AS step WHERE step.record_id = \(record) AND step.kind = 'STATE_CHANGE'
              ORDER BY step.sequence DESC LIMIT 1 OFFSET \(recentStateChanges - 1)), 0)
        """
    }

    /// A change of the record itself, not of what belongs to it.
    package static func isOfRecord(for role: Role, of row: String) -> String {
        "\(row).kind IN ('CREATED', 'FIELD_CHANGE', 'STATE_CHANGE')"
    }

    /// Whether the item that the entry stands for is there for the role: a feed has no holes.
    package static func hasItem(for role: Role, of row: String) -> String {
        """
        CASE \(row).kind
        WHEN 'COMMENT' THEN \(has(CommentTable.self, role, row))
        WHEN 'ATTACHMENT' THEN \(has(AttachmentTable.self, role, row))
        WHEN 'TOUCH_POINT' THEN \(has(TouchPointTable.self, role, row))
        ELSE true END
        """
    }

    private static func has<Item: RecordChildTable>(_: Item.Type, _ role: Role, _ row: String) -> String {
        """
        EXISTS (SELECT 1 FROM \(Item.name) AS item
            WHERE item.id = \(row).ref_id AND (\(Item.visibilityInRecord(for: role, of: "item", isShared: true))))
        """
    }

    package static func sql(_ column: Column, of row: String) -> String {
        switch column {
        case .fromState: "\(row).old_value ->> '$'"
        case .toState: "\(row).new_value ->> '$'"
        case .itemType:
            """
            CASE \(row).kind WHEN 'COMMENT' THEN 'Comment' WHEN 'ATTACHMENT' THEN 'Attachment'
            WHEN 'TOUCH_POINT' THEN 'TouchPoint' ELSE 'ChangeRecord' END
            """
        default: "\(row).\(column.rawValue)"
        }
    }
}
