import Portal
import SQLite

/// What the rows of one import share: prepared statements, and the ids of what they have named so far.
final class ImportSession {
    let now: Timestamp
    /// The row at work, for errors of the database.
    var line = 0
    var notices: [RefusedRow] = []
    private let inserter = RowInserter()
    private var statements: [String: Statement] = [:]
    private var known: [String: Int64] = [:]

    init(now: Timestamp) {
        self.now = now
    }

    /// After a rollback: what the refused row had made is gone.
    func forget() { known.removeAll() }

    func notice(_ field: String, _ reason: String, line: Int) {
        notices.append(RefusedRow(line: line, field: field, reason: reason))
    }

    @discardableResult
    func insert(
        into table: String, on db: borrowing Connection, _ row: KeyValuePairs<String, Value>
    ) throws(RowError) -> Int64 {
        do { return try inserter.insert(into: table, on: db, row) } catch { throw rowError(error) }
    }

    /// The first column of the first row, if there is one.
    func find(_ sql: String, _ parameters: Value..., on db: borrowing Connection) throws(RowError) -> Int64? {
        do throws(SQLiteError) {
            var rows = try statement(sql, on: db).rows(parameters)
            guard try rows.step() else { return nil }
            let found = rows.optionalInteger(0)
            while try rows.step() {}
            return found
        } catch { throw rowError(error) }
    }

    private func statement(_ sql: String, on db: borrowing Connection) throws(SQLiteError) -> Statement {
        if let known = statements[sql] { return known }
        let statement = try db.prepare(sql)
        statements[sql] = statement
        return statement
    }

    /// The id that `key` had before, else the one that `make` finds or makes.
    func id(_ key: String, _ make: () throws(RowError) -> Int64) throws(RowError) -> Int64 {
        if let id = known[key] { return id }
        let id = try make()
        known[key] = id
        return id
    }

    /// A new record: its id and its number.
    func newRecord(
        _ kind: RecordNumber.Kind, _ type: String, on db: borrowing Connection
    ) throws(RowError) -> (id: Int64, number: String) {
        let id = try insert(into: "record", on: db, ["type": .text(type)])
        return (id, RecordNumber(kind, try next(kind.rawValue, on: db)).text)
    }

    /// The next number of a series.
    func next(_ series: String, on db: borrowing Connection) throws(RowError) -> Int64 {
        let sql = "UPDATE counter SET last = last + 1 WHERE series = ?1 RETURNING last"
        return try find(sql, .text(series), on: db) ?? 0
    }

    /// A row of the change log.
    ///
    /// - Parameter line: The row of the file that brought the change; stands where a request's id would.
    func log(
        _ record: Int64, _ type: String, _ kind: String, field: String? = nil, from old: String? = nil,
        to new: String? = nil, at: Timestamp, by actor: Int64, line: Int, on db: borrowing Connection
    ) throws(RowError) {
        try insert(
            into: "change", on: db,
            [
                "record_id": .integer(record), "record_type": .text(type), "at": Value(at),
                "actor_id": .integer(actor), "kind": .text(kind), "type": kind == "CREATED" ? "CREATED" : "UPDATED",
                "field": Value(field), "old_value": Value(old.map(JSONText.string)),
                "new_value": Value(new.map(JSONText.string)), "request_id": .text("import line \(line)"),
            ])
    }

    /// What two records may not share, in words for a person.
    private static func likeness(in columns: String) -> String {
        switch columns {
        case "organization.name_key": "with the same name"
        case "organization.website_key": "with the same website"
        case "organization.tin": "with the same TIN"
        default: "like it"
        }
    }

    private func rowError(_ error: SQLiteError) -> RowError {
        switch error.reason {
        case .notUnique(let columns):
            .refused(
                RefusedRow(line: line, field: nil, reason: "there is another record \(Self.likeness(in: columns))"))
        case .constraint: .refused(RefusedRow(line: line, field: nil, reason: error.message))
        default: .database(error)
        }
    }
}
