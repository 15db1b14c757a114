package import SQLite

/// The read transaction around a request: whatever it reads is of one moment.
package struct Snapshot {
    private let beginning: Statement
    private let ending: Statement

    package init(_ connection: borrowing Connection) throws(SQLiteError) {
        beginning = try connection.prepare("BEGIN")
        ending = try connection.prepare("COMMIT")
    }

    package func begin() throws(SQLiteError) { try beginning.execute() }

    /// A transaction that only reads has nothing to lose.
    package func end() { try? ending.execute() }
}
