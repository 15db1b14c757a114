/// One `SELECT` while it is being compiled, and the rows that it reads beside its own.
final class SelectScope {
    private(set) var select: Select
    private var joined: [String: String] = [:]

    init(table: String) { select = Select(table: table) }

    func column(_ expression: String) -> Int32 { select.column(expression) }

    func require(_ condition: String) {
        if condition != "true" { select.conditions.append(condition) }
    }

    /// What the row of `rows` that `key` names is called; the same row is joined once.
    ///
    /// An outer join: a row that is missing, or outside the role's visibility, leaves nulls.
    ///
    /// - Parameter visibility: The rows' own if nil.
    func join(_ rows: RowSource, key: String, visibility: SQLExpression? = nil) -> String {
        let visibility = visibility ?? rows.visibility
        // Two references to one row share its join only if they let it be seen on the same terms.
        let identity = "\(rows.table) \(key) \(visibility(""))"
        if let alias = joined[identity] { return alias }
        let alias = "t\(joined.count + 1)"
        joined[identity] = alias
        var join = "LEFT JOIN \(rows.table) AS \(alias) ON \(rows.key(alias)) = \(key)"
        let condition = visibility(alias)
        if condition != "true" { join += " AND (\(condition))" }
        select.joins.append(join)
        return alias
    }
}
