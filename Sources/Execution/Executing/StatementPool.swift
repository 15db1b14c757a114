import SQLite

/// The statements of one connection by their SQL: plans and list positions that ask for the same share them.
///
/// One request runs at a time on a connection. Each of its list positions has a statement of its own until it ends,
/// since the one may be read while the other is; the next request takes the same statements anew.
package final class StatementPool {
    /// How many are kept, unless the running request has more.
    ///
    /// Past it the least recently used go, but none of that request.
    static let capacity = 512

    private var statements: [String: SharedStatement] = [:]
    /// Of all SQL together.
    private(set) var count = 0
    private var request: UInt64 = 0

    package init() {}

    /// Has to be called before the statements of another request are asked for.
    func beginRequest() { request += 1 }

    /// A statement that no other list position of the request has.
    ///
    /// - Parameter sql: What the caller remembers of the statement; exchanged when that has been forgotten here.
    func take(
        _ sql: inout SharedStatement, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        use(&sql)
        if sql.taken == sql.copies.count { try addCopy(of: sql, on: connection) }
        sql.taken += 1
        return sql.copies[sql.taken - 1]
    }

    /// A statement that others of the request have as well: for what runs to its end before anything else runs.
    func borrow(
        _ sql: inout SharedStatement, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        use(&sql)
        if sql.copies.isEmpty { try addCopy(of: sql, on: connection) }
        return sql.copies[0]
    }

    @inline(__always)
    private func use(_ sql: inout SharedStatement) {
        if sql.copies.isEmpty, let known = statements[sql.text] { sql = known }
        if sql.request == request { return }
        sql.request = request
        sql.taken = 0
    }

    private func addCopy(of sql: SharedStatement, on connection: borrowing Connection) throws(SQLiteError) {
        sql.copies.append(BoundStatement(try connection.prepare(sql.text)))
        statements[sql.text] = sql
        count += 1
        if count > Self.capacity { removeLeastRecentlyUsed() }
    }

    /// Makes room for a while: a quarter of the capacity.
    private func removeLeastRecentlyUsed() {
        let removable = statements.values.filter { $0.request < request }.sorted { $0.request < $1.request }
        for sql in removable {
            if count <= Self.capacity / 4 * 3 { return }
            statements[sql.text] = nil
            count -= sql.copies.count
            sql.copies = []
        }
    }
}

/// The statements of one SQL: none before it is first used, and none when the pool has forgotten it.
final class SharedStatement {
    let text: String
    fileprivate var copies: [BoundStatement] = []
    /// The last request that used it.
    fileprivate var request: UInt64 = 0
    /// How many of the copies list positions of that request have.
    fileprivate var taken = 0

    init(_ text: String) { self.text = text }
}
