import SQLite

/// The statements of one connection by their SQL: plans that differ only in names and constants share them.
///
/// One request runs at a time on a connection, so that only the statements of one plan have to differ from each other.
package final class StatementPool {
    /// Past so many statements all are forgotten, save by the plans that hold them.
    static let capacity = 512

    private var statements: [String: [BoundStatement]] = [:]
    private var count = 0

    package init() {}

    /// A statement that the caller does not hold yet.
    ///
    /// - Parameter uses: How many statements of this SQL the caller has asked for.
    func statement(
        _ sql: String, after uses: Int, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        if let known = statements[sql], uses < known.count { return known[uses] }
        let statement = BoundStatement(try connection.prepare(sql))
        if count == Self.capacity {
            statements.removeAll(keepingCapacity: true)
            count = 0
        }
        statements[sql, default: []].append(statement)
        count += 1
        return statement
    }
}
