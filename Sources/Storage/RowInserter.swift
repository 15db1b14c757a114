import SQLite

/// Inserts many rows: one statement per table, compiled when its first row comes.
///
/// For the demo and for imports. Requests write through the stores.
final class RowInserter {
    private var statements: [String: Statement] = [:]

    /// Adds one row and returns its rowid.
    ///
    /// Every row of a table names the same columns in the same order; the first one decides.
    @discardableResult
    func insert(
        into table: String, on db: borrowing Connection, _ row: KeyValuePairs<String, Value>
    ) throws(SQLiteError) -> Int64 {
        let statement: Statement
        if let known = statements[table] {
            statement = known
        } else {
            let columns = row.map(\.key).joined(separator: ", ")
            let values = (1...max(1, row.count)).map { "?\($0)" }.joined(separator: ", ")
            statement = try db.prepare("INSERT INTO \(table) (\(columns)) VALUES (\(values))")
            statements[table] = statement
        }
        var rows = statement.rows(row.map(\.value))
        while try rows.step() {}
        return db.lastInsertedRowID()
    }
}

extension Value {
    init(_ integer: Int) { self = .integer(Int64(integer)) }
}
