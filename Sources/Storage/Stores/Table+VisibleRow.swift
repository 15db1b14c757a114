import Portal
import SQLite

extension Table {
    /// What `read` makes of the row `id`, if the viewer may see it: missing and out of reach look the same.
    ///
    /// - Parameter condition: What else must hold of the row called `visited`.
    static func visibleRow<Result>(
        _ id: Int64, columns: [Column], where condition: String = "true", for viewer: Viewer, at now: Timestamp,
        in db: borrowing Connection, read: (borrowing Rows) -> Result
    ) throws(SQLiteError) -> Result? {
        let row = "visited"
        return try db.first(
            """
            SELECT \(columns.map { sql($0, of: row) }.joined(separator: ", ")) FROM \(name) AS \(row)
             WHERE \(row).id = ?\(Parameter.firstFree) AND \(condition) AND (\(visibility(for: viewer.role, of: row)))
            """,
            .integer(viewer.actorID), .integer(viewer.partnerID), .integer(viewer.rights.rawValue),
            .integer(now.milliseconds), .integer(id), read: read)
    }
}
