/// SQL that reads something of a row, whatever the row is called in its statement.
package final class SQLExpression: Sendable {
    /// In a statement over the rows themselves, as most are.
    let own: String
    private let text: @Sendable (_ row: String) -> String

    package init(_ text: @escaping @Sendable (_ row: String) -> String) {
        self.text = text
        own = text(Select.row)
    }

    package func callAsFunction(_ row: String) -> String { row == Select.row ? own : text(row) }
}

/// The rows behind an object or abstract type, as one role sees them.
package struct RowSource: Sendable {
    /// What stands after `FROM`: a table's name, or a derived table in parentheses.
    package let table: String
    /// The column whose value names a row.
    package let key: SQLExpression
    /// The rows that exist for the role; ANDed to every `SELECT` and every join.
    package let visibility: SQLExpression

    package init(table: String, key: SQLExpression, visibility: SQLExpression) {
        self.table = table
        self.key = key
        self.visibility = visibility
    }
}
