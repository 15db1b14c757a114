import Portal
import SQLite

/// Short forms of what every store does.
extension Connection {
    /// Runs a statement whose rows nobody wants, and counts the rows it changed.
    @discardableResult
    borrowing func run(_ sql: String, _ parameters: Value...) throws(SQLiteError) -> Int64 {
        var rows = try prepare(sql).rows(parameters)
        while try rows.step() {}
        return changes()
    }

    /// What `read` makes of the first row; nil when there is none.
    borrowing func first<Result>(
        _ sql: String, _ parameters: Value..., read: (borrowing Rows) -> Result
    ) throws(SQLiteError) -> Result? {
        var rows = try prepare(sql).rows(parameters)
        return try rows.step() ? read(rows) : nil
    }

    /// What `read` makes of every row.
    borrowing func all<Result>(
        _ sql: String, _ parameters: Value..., read: (borrowing Rows) -> Result
    ) throws(SQLiteError) -> [Result] {
        var rows = try prepare(sql).rows(parameters)
        var results: [Result] = []
        while try rows.step() { results.append(read(rows)) }
        return results
    }

    /// Adds a row and tells its id.
    ///
    /// - Parameter values: By column; both names are the program's own, never input.
    @discardableResult
    borrowing func insert(
        into table: String, _ values: KeyValuePairs<String, Value>
    ) throws(SQLiteError) -> Int64 {
        let columns = values.map(\.key).joined(separator: ", ")
        let places = repeatElement("?", count: values.count).joined(separator: ", ")
        var rows = try prepare("INSERT INTO \(table) (\(columns)) VALUES (\(places))").rows(values.map(\.value))
        while try rows.step() {}
        return lastInsertedRowID()
    }
}

extension Rows {
    borrowing func optionalInteger(_ column: Int32) -> Int64? { isNull(column) ? nil : integer(column) }

    borrowing func optionalText(_ column: Int32) -> String? { isNull(column) ? nil : text(column) }

    borrowing func flag(_ column: Int32) -> Bool { integer(column) != 0 }
}

extension Value {
    /// The instant as stored, or null when there is none.
    init(_ instant: Timestamp?) { self.init(instant?.milliseconds) }
}
