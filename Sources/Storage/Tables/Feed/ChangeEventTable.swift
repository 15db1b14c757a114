package import Portal

/// Changes as the feed tells them, with those that took a record out of the viewer's sight.
package enum ChangeEventTable: EventTable {
    package enum Column: String, CaseIterable, Sendable, EventColumn {
        /// The sequence numbers that the page consists of, as a JSON list.
        case page
        case sequence
        case recordID = "record_id"
        case recordType = "record_type"
        case at
    }

    package static let key = "sequence"

    package static let name = """
        (SELECT listed.json AS page, change.* FROM json_each AS listed JOIN change ON change.sequence = listed.value)
        """

    package static func visibility(for role: Role, of row: String) -> String {
        switch role {
        case .anonymous, .agent, .admin: ChangeTable.visibility(for: role, of: row)
        case .partnerUser, .partnerSupervisor, .integration:
            "(\(ChangeTable.visibility(for: role, of: row)) OR (\(LeadTable.areOpen(for: role)) AND \(hasTakenAway(row))))"
        }
    }

    /// The condition that remains for the events of a page, each of which was looked at when it was put together.
    @Sendable package static func isListed(of row: String) -> String { "true" }

    /// A lead went to another partner, or back to the vendor, while it was on offer to the viewer's.
    private static func hasTakenAway(_ row: String) -> String {
        """
        \(row).record_type = 'Lead' AND \(row).kind = 'STATE_CHANGE'
        AND \(row).new_value IN ('"ACCEPTED"', '"RECALLED"', '"EXPIRED"')
        AND EXISTS (SELECT 1 FROM lead_share AS offer WHERE offer.lead_id = \(row).record_id
            AND offer.partner_id = \(Parameter.partner) AND offer.state IN ('TAKEN', 'RECALLED', 'EXPIRED')
            AND offer.shared_at <= \(row).at)
        """
    }

    package static func type(for role: Role, of row: String) -> String {
        switch role {
        // Of what they do not see the page has no entries.
        case .anonymous, .agent, .admin: type(of: row, isSeen: "true")
        case .partnerUser, .partnerSupervisor, .integration:
            type(of: row, isSeen: SubscribedEventTable.isSeen(for: role, of: row))
        }
    }

    /// - Parameter isSeen: The condition that the viewer sees the record.
    static func type(of row: String, isSeen: String) -> String {
        let made = "iif(\(row).kind = 'CREATED', 'CREATED', 'UPDATED')"
        return isSeen == "true" ? made : "iif(\(isSeen), \(made), 'ACCESS_LOST')"
    }

    package static func changedFields(for role: Role, of row: String) -> String {
        changedFields(of: row, type: type(for: role, of: row))
    }

    /// - Parameter type: The event's `ChangeType`.
    static func changedFields(of row: String, type: String) -> String {
        """
        CASE WHEN \(type) = 'ACCESS_LOST' THEN '[]'
             WHEN \(row).kind = 'COMMENT' THEN '["comments"]' WHEN \(row).kind = 'ATTACHMENT' THEN '["attachments"]'
             WHEN \(row).kind = 'TOUCH_POINT' THEN '["activity"]' WHEN \(row).field IS NULL THEN '[]'
             ELSE json_array(\(row).field) END
        """
    }
}
