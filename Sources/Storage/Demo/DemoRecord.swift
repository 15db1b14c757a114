import Portal
import SQLite

/// What every record has in common, whatever it is.
struct DemoRecord {
    /// Which series its number belongs to.
    let kind: RecordNumber.Kind
    let createdAt: Timestamp
    var updatedAt: Timestamp
    var version: Int = 1
    /// Someone of the partner who talks about it; nil where no partner has it.
    var partnerSide: Int64?
    /// Someone of the vendor who talks about it.
    var vendorSide: Int64
    /// Known once all records are drafted.
    var id: Int64 = 0
    var number = ""

    /// The schema's name of the type.
    var type: String {
        switch kind {
        case .registration: "OpportunityRegistration"
        case .opportunity: "Opportunity"
        case .lead: "Lead"
        case .case: "Case"
        }
    }
}

/// A row of the change log to be.
struct DemoChange {
    enum Kind: String {
        case created = "CREATED"
        case comment = "COMMENT"
        case stateChange = "STATE_CHANGE"
        case attachment = "ATTACHMENT"
        case touchPoint = "TOUCH_POINT"
    }

    /// Position in `DemoFilling.records`.
    let record: Int
    let at: Timestamp
    let actor: Int64
    let kind: Kind
    var field: String?
    var old: String?
    var new: String?
    var reference: Int64?
    var isInternal = false
    var reason: String?
}

extension DemoFilling {
    /// The portal's own workflows, as every new database has them.
    static let system: Int64 = 1

    /// Drafts a record with the first entries of its history; returns its position.
    mutating func addRecord(
        _ kind: RecordNumber.Kind, at createdAt: Timestamp, by actor: Int64, partnerSide: Int64?, vendorSide: Int64,
        field: String, state: String
    ) -> Int {
        let record = records.count
        records.append(
            DemoRecord(
                kind: kind, createdAt: createdAt, updatedAt: createdAt, partnerSide: partnerSide,
                vendorSide: vendorSide))
        log.append(DemoChange(record: record, at: createdAt, actor: actor, kind: .created))
        log.append(
            DemoChange(
                record: record, at: createdAt, actor: actor, kind: .stateChange, field: field, new: state))
        return record
    }

    /// Drafts one step of a record's history.
    mutating func move(
        _ record: Int, at: Timestamp, by actor: Int64, field: String, from old: String, to new: String,
        reason: String? = nil
    ) {
        log.append(
            DemoChange(
                record: record, at: at, actor: actor, kind: .stateChange, field: field, old: old, new: new,
                reason: reason))
        records[record].updatedAt = max(records[record].updatedAt, at)
        records[record].version += 1
    }

    /// Gives ids and numbers in the order of creation, then inserts everything that was drafted.
    mutating func insertRecords(on db: borrowing Connection, with files: FileDirectory) throws {
        var last: [RecordNumber.Kind: Int64] = [:]
        let order = records.indices.sorted { (records[$0].createdAt, $0) < (records[$1].createdAt, $1) }
        for position in order {
            let kind = records[position].kind
            let sequence = last[kind, default: 0] + 1
            last[kind] = sequence
            records[position].number = RecordNumber(kind, sequence).text
            records[position].id = try rows.insert(into: "record", on: db, ["type": .text(records[position].type)])
        }
        for kind in RecordNumber.Kind.allCases { try setCounter(kind.rawValue, to: last[kind] ?? 0, on: db) }
        try insertRegistrations(on: db)
        try insertLeads(on: db)
        try insertOpportunities(on: db)
        try insertCases(on: db)
        try insertConversation(on: db, with: files)
        try insertLog(on: db)
    }

    func setCounter(_ series: String, to last: Int64, on db: borrowing Connection) throws {
        try db.prepare("UPDATE counter SET last = ?1 WHERE series = ?2").execute(.integer(last), .text(series))
    }

    private func insertLog(on db: borrowing Connection) throws {
        for position in log.indices.sorted(by: { (log[$0].at, $0) < (log[$1].at, $1) }) {
            let change = log[position]
            let type = change.kind == .created ? ChangeType.created : .updated
            try rows.insert(
                into: "change", on: db,
                [
                    "record_id": .integer(records[change.record].id), "record_type": .text(records[change.record].type),
                    "at": Value(change.at), "actor_id": .integer(change.actor), "kind": .text(change.kind.rawValue),
                    "type": .text(type.rawValue), "field": Value(change.field),
                    "old_value": Value(change.old.map(JSONText.string)),
                    "new_value": Value(change.new.map(JSONText.string)), "ref_id": Value(change.reference),
                    "internal": Value(change.isInternal), "reason": Value(change.reason),
                ])
        }
    }
}
