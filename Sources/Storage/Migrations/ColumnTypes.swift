package import SQLite

extension Migrations {
    /// The declared type of every column by table and name, as a new file has them; generated columns too.
    package static func columnTypes() throws(SQLiteError) -> [String: [String: String]] {
        let connection = try Connection(path: ":memory:")
        for migration in all { try migration.run(on: connection) }
        var rows = try connection.prepare(
            """
            SELECT tables.name, columns.name, columns.type FROM sqlite_schema AS tables
            JOIN pragma_table_xinfo(tables.name) AS columns WHERE tables.type = 'table'
            """
        ).rows()
        var types: [String: [String: String]] = [:]
        while try rows.step() { types[rows.text(0), default: [:]][rows.text(1)] = rows.text(2) }
        return types
    }
}
