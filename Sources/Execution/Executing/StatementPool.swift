import SQLite

/// The statements of one connection by their SQL: plans and list positions that ask for the same share them.
///
/// One request runs at a time on a connection. Each of its list positions has a statement of its own until it ends,
/// since the one may be read while the other is; the next request takes the same statements anew.
package final class StatementPool {
    /// How many are kept between requests, and how many bytes of SQL: past it the least recently used go.
    static let capacity = 512
    static let maximumBytes = 4 << 20

    private var statements: [String: SharedStatement] = [:]
    /// Of all SQL together.
    private(set) var count = 0
    private var bytes = 0
    private var request: UInt64 = 0
    /// Whether the rows of a statement that the request was given will be others without anything written.
    private(set) var isFleeting = false

    package init() {}

    /// Has to be called before the statements of another request are asked for.
    func beginRequest() {
        request += 1
        isFleeting = false
        if count > Self.capacity || bytes > Self.maximumBytes { removeLeastRecentlyUsed() }
    }

    /// A statement that no other list position of the request has.
    ///
    /// - Parameter sql: What the caller remembers of the statement; exchanged when that has been forgotten here.
    func take(
        _ sql: inout SharedStatement, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        use(&sql)
        if sql.taken == sql.copies.count { try addCopy(of: sql, on: connection) }
        sql.taken += 1
        return given(sql.copies[sql.taken - 1])
    }

    /// A statement that others of the request have as well: for what runs to its end before anything else runs.
    func borrow(
        _ sql: inout SharedStatement, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        use(&sql)
        if sql.copies.isEmpty { try addCopy(of: sql, on: connection) }
        return given(sql.copies[0])
    }

    @inline(__always)
    private func given(_ statement: BoundStatement) -> BoundStatement {
        if statement.isFleeting { isFleeting = true }
        return statement
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
        bytes += sql.text.utf8.count
    }

    /// Makes room for a while: a quarter of what may be kept.
    private func removeLeastRecentlyUsed() {
        for sql in statements.values.sorted(by: { $0.request < $1.request }) {
            if count <= Self.capacity / 4 * 3, bytes <= Self.maximumBytes / 4 * 3 { return }
            statements[sql.text] = nil
            count -= sql.copies.count
            bytes -= sql.copies.count * sql.text.utf8.count
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
