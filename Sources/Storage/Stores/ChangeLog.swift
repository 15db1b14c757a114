import Portal
import SQLite

/// One thing that happened to a record.
enum Change {
    case created
    case comment(Int64, isInternal: Bool)
    case attachment(Int64, isInternal: Bool)
    /// A field by its name in the schema; other records are told by their names, as people know them.
    case field(String, from: Value, to: Value)
    /// A step of the record's life: the field is `state`, `status` or `stage`.
    case state(String, from: String?, to: String, reason: String? = nil)
}

/// Writes the log of changes, in the transaction that makes them.
enum ChangeLog {
    static func append(
        _ change: Change, to record: RecordReference, by actor: Int64, _ context: WriteContext,
        in db: borrowing Connection
    ) throws(SQLiteError) {
        let entry = Entry(change, of: record.type)
        try db.run(
            """
            INSERT INTO change (record_id, record_type, at, actor_id, request_id, kind, type, field, old_value,
                new_value, ref_id, internal, reason)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, iif(?6 = 'CREATED', 'CREATED', 'UPDATED'), ?7,
                iif(?8 IS NULL, NULL, json_quote(?8)), iif(?9 IS NULL, NULL, json_quote(?9)), ?10, ?11, ?12)
            """,
            .integer(record.row), .text(record.type), Value(context.now), .integer(actor), .text(context.requestID),
            .text(entry.kind), Value(entry.field), entry.old, entry.new, Value(entry.reference),
            Value(entry.isInternal), Value(entry.reason))
    }

    /// The fields of a record that may have changed in its last `versions` versions.
    ///
    /// The log does not number versions: a version is told by its time and request, so that two of one request count
    /// as one. The list is never too short.
    static func fields(
        of record: Int64, changedIn versions: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> [String] {
        try db.all(
            """
            WITH version AS (SELECT min(sequence) AS beginning FROM change
                WHERE record_id = ?1 AND field IS NOT NULL GROUP BY at, request_id ORDER BY beginning DESC LIMIT ?2)
            SELECT DISTINCT field FROM change
             WHERE record_id = ?1 AND field IS NOT NULL AND sequence >= (SELECT min(beginning) FROM version)
             ORDER BY field
            """, .integer(record), .integer(max(0, versions))
        ) { $0.text(0) }
    }

    /// The columns that a change fills.
    private struct Entry {
        let kind: String
        var field: String?
        var old = Value.null
        var new = Value.null
        var reference: Int64?
        var isInternal = false
        var reason: String?

        init(_ change: Change, of type: String) {
            switch change {
            case .created:
                kind = "CREATED"
            case .comment(let id, let isInternal):
                (kind, reference, self.isInternal) = (ActivityKind.comment.rawValue, id, isInternal)
            case .attachment(let id, let isInternal):
                (kind, reference, self.isInternal) = (ActivityKind.attachment.rawValue, id, isInternal)
            case .field(let name, let old, let new):
                (kind, field, self.old, self.new) = (ActivityKind.fieldChange.rawValue, name, old, new)
                isInternal = VendorFields.contains("\(type).\(name)")
            case .state(let name, let old, let new, let reason):
                (kind, field) = (ActivityKind.stateChange.rawValue, name)
                (self.old, self.new, self.reason) = (Value(old), .text(new), reason)
            }
        }
    }
}

/// The fields of records that only the vendor's people read, so that their changes are internal as well.
///
/// schema.graphql decides; a test compares the two.
package enum VendorFields {
    package static let names: Set<String> = [
        "Case.escalationLevel", "Case.internalNotes", "Case.internalRootCause", "Case.timeSpentMinutes",
        "Lead.campaign", "Lead.internalNotes", "Lead.owner", "Lead.registration", "Lead.score",
        "Lead.source",
        "Opportunity.competitors", "Opportunity.discountPercent", "Opportunity.forecastCategory",
        "Opportunity.internalNotes", "Opportunity.lossAnalysis", "Opportunity.marginPercent", "Opportunity.probability",
        "OpportunityRegistration.conflictCandidates", "OpportunityRegistration.conflictState",
        "OpportunityRegistration.internalRejectionNote", "OpportunityRegistration.lead",
        "OpportunityRegistration.score",
    ]

    static func contains(_ coordinate: String) -> Bool { names.contains(coordinate) }
}
