import SQLite

/// The read transaction around a request: whatever it reads is of one moment.
struct Snapshot {
    private let beginning: Statement
    private let ending: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        beginning = try connection.prepare("BEGIN")
        ending = try connection.prepare("COMMIT")
    }

    func begin() throws(SQLiteError) { try beginning.execute() }

    /// A transaction that only reads has nothing to lose.
    func end() { try? ending.execute() }
}
