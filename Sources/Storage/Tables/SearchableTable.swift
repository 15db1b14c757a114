/// A table with a full-text table beside it, whose row numbers are the rows' ids.
package protocol SearchableTable: Table {
    /// The SQL name of the full-text table.
    static var searchTable: String { get }
}

extension SearchableTable {
    package static var searchTable: String { "\(name)_search" }

    /// The condition that the row was looked for.
    ///
    /// - Parameter phrase: The parameter that holds an FTS5 expression.
    package static func isFound(by phrase: String, of row: String) -> String {
        "\(row).\(key) IN (SELECT rowid FROM \(searchTable) WHERE \(searchTable) MATCH sought(\(phrase)))"
    }
}
