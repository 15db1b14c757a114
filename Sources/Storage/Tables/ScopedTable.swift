package import Portal

/// A table whose lists can be asked for as *mine*, my *company*'s or *all*.
package protocol ScopedTable: Table {
    /// The rows of `scope` as an SQL condition on `row`, to be joined to `visibility`; nil when the role may not ask.
    ///
    /// Asking for more than the role allows is `FORBIDDEN_SCOPE`, never an empty page. For the vendor's people
    /// *company* is everything they may see.
    static func scope(_ scope: RecordScope, for role: Role, of row: String) -> String?
}

extension Table {
    /// The condition that a row of this table which the role may see satisfies `condition`, given the row's name.
    static func hasVisibleRow(for role: Role, where condition: (String) -> String) -> String {
        let row = "visible_\(name)"
        return """
            EXISTS (SELECT 1 FROM \(name) AS \(row)
                WHERE \(condition(row)) AND (\(visibility(for: role, of: row))))
            """
    }
}

extension Table {
    /// The condition that this table, which joins rows of two others, has a row with both keys.
    package static func joins(_ first: Column, _ one: String, _ second: Column, _ other: String) -> String {
        """
        \(one) IN (SELECT joining.\(first.rawValue) FROM \(name) AS joining
            WHERE joining.\(second.rawValue) = \(other))
        """
    }
}
