extension Connection {
    /// How SQLite means to run a statement, a line for each of its steps; those within another are indented by two spaces
    /// more: <https://www.sqlite.org/eqp.html>.
    package borrowing func queryPlan(of sql: String) throws(SQLiteError) -> [String] {
        var rows = try prepare("EXPLAIN QUERY PLAN " + sql).rows()
        var lines: [String] = []
        var depths: [Int64: Int] = [:]
        while try rows.step() {
            let depth = depths[rows.integer(1), default: 0]
            depths[rows.integer(0)] = depth + 1
            lines.append(String(repeating: "  ", count: depth) + rows.text(3))
        }
        return lines
    }
}
