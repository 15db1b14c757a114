package import Portal

/// What a reference of a row leads to, as far as a role sees it.
///
/// A filter on a reference must not tell of a row that does not exist for whoever asks: who sees a case but not the
/// opportunity behind it may not find out by guessing which one it is.
package struct Target: Sendable {
    private let table: any Table.Type
    private let visibility: String

    package init(_ table: any Table.Type, for role: Role) {
        self.table = table
        visibility = table.visibility(for: role, of: Self.row)
    }

    private static let row = "target"

    /// The condition that `column` holds one of `keys`, each of a row that is seen.
    func isOneOf(_ keys: [String], _ column: String) -> String {
        let list = keys.joined(separator: ", ")
        if visibility == "true" { return "\(column) IN (\(list))" }
        return """
            \(column) IN (SELECT \(key) FROM \(table.name) AS \(Self.row)
                WHERE \(key) IN (\(list)) AND (\(visibility)))
            """
    }

    /// The condition that `column` holds the key of a row that is seen.
    ///
    /// That there is a key is not enough: the column may hold those of a whole supertype, such as of users and programs.
    func isThere(_ column: String) -> String {
        """
        EXISTS (SELECT 1 FROM \(table.name) AS \(Self.row) WHERE \(key) = \(column) AND (\(visibility)))
        """
    }

    private var key: String { table.key(of: Self.row) }
}
