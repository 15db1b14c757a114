/// SQL that reads something of the row called `row` in its statement.
package typealias SQLExpression = @Sendable (_ row: String) -> String

/// The rows behind an object or abstract type, as one role sees them.
package struct RowSource: Sendable {
    /// What stands after `FROM`: a table's name, or a derived table in parentheses.
    package let table: String
    /// The column whose value names a row.
    package let key: SQLExpression
    /// The rows that exist for the role; ANDed to every `SELECT` and every join.
    package let visibility: SQLExpression
    /// `key` and `visibility` in a statement over these rows themselves, which every plan has.
    let own: (key: String, visibility: String)

    package init(table: String, key: @escaping SQLExpression, visibility: @escaping SQLExpression) {
        self.table = table
        self.key = key
        self.visibility = visibility
        own = (key(Select.row), visibility(Select.row))
    }
}
