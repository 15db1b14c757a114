/// One `SELECT` while it is being compiled, and the rows that it reads beside its own.
final class SelectScope {
    private(set) var select: Select
    /// The argument `first` of the field whose one row this is, which bounds the lists right in the row; and how deep the
    /// field stands.
    var sizeArgument: (argument: ArgumentPlan, depth: Int)?

    init(table: String) { select = Select(table: table) }

    func column(_ expression: String) -> Int32 { select.column(expression) }

    func require(_ condition: String) {
        if condition != "true" { select.conditions.append(condition) }
    }

    /// Whether the rows that one field leads to can be read beside the statement's own.
    func hasRoom(forJoins count: Int) -> Bool {
        select.joins.count + count <= Limits.joins && select.columns.count < Limits.joiningColumns
    }

    /// What the row of `rows` that `key` names is called; the same row is joined once.
    ///
    /// An outer join: a row that is missing, or outside the role's visibility, leaves nulls.
    func join(_ rows: RowSource, key: String, visibility: SQLExpression) -> String {
        for other in select.joins where other.table == rows.table && other.key == key {
            // Two references to one row share its join only if they let it be seen on the same terms.
            if visibility(other.alias) == other.visibility { return other.alias }
        }
        let alias = "t\(select.joins.count + 1)"
        select.joins.append(
            Select.Join(
                table: rows.table, alias: alias, ownKey: rows.key(alias), key: key, visibility: visibility(alias)))
        return alias
    }
}
