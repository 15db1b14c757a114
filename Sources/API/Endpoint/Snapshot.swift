import SQLite

/// The read transaction around a request: whatever it reads is of one moment.
struct Snapshot {
    private let begin: Statement
    private let commit: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        begin = try connection.prepare("BEGIN")
        commit = try connection.prepare("COMMIT")
    }

    func begin() throws(SQLiteError) { try begin.execute() }

    /// A transaction that only reads has nothing to lose.
    func end() { try? commit.execute() }
}
