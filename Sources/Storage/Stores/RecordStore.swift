import Portal
import SQLite

extension RecordReference {
    static func registration(_ row: Int64) -> RecordReference { Self(type: "OpportunityRegistration", row: row) }
    static func lead(_ row: Int64) -> RecordReference { Self(type: "Lead", row: row) }
    static func opportunity(_ row: Int64) -> RecordReference { Self(type: "Opportunity", row: row) }
    static func `case`(_ row: Int64) -> RecordReference { Self(type: "Case", row: row) }
    static func organization(_ row: Int64) -> RecordReference { Self(type: "Organization", row: row) }
}

/// What registrations, leads, opportunities and cases begin with: an id and a number.
enum RecordStore {
    /// The portal itself, as the actor of what no person did.
    static let system: Int64 = 1

    /// Takes a new id; the caller adds the row of the subtype.
    static func newRecord(
        _ kind: RecordNumber.Kind, in db: borrowing Connection
    ) throws(SQLiteError) -> (reference: RecordReference, number: RecordNumber) {
        let type =
            switch kind {
            case .registration: "OpportunityRegistration"
            case .opportunity: "Opportunity"
            case .lead: "Lead"
            case .case: "Case"
            }
        let row = try db.insert(into: "record", ["type": .text(type)])
        let number = RecordNumber(kind, try next(kind.rawValue, in: db))
        return (RecordReference(type: type, row: row), number)
    }

    /// The next place among all submitted registrations.
    static func nextReceipt(in db: borrowing Connection) throws(SQLiteError) -> Int64 {
        try next("RECEIPT", in: db)
    }

    private static func next(_ series: String, in db: borrowing Connection) throws(SQLiteError) -> Int64 {
        try db.first(
            "UPDATE counter SET last = last + 1 WHERE series = ?1 RETURNING last", .text(series)
        ) { $0.integer(0) } ?? 0
    }
}
