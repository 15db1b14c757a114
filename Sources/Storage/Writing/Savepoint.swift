package import SQLite

/// A point of a transaction that one can go back to; one may be opened inside another.
package struct Savepoint {
    private let begin: Statement
    private let release: Statement
    private let rollBack: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        begin = try connection.prepare("SAVEPOINT job")
        release = try connection.prepare("RELEASE job")
        rollBack = try connection.prepare("ROLLBACK TO job")
    }

    package func open() throws(SQLiteError) { try begin.execute() }

    /// Takes back what was written since it was opened last; it stays open.
    package func takeBack() throws(SQLiteError) { try rollBack.execute() }

    /// Ends it; what was written stays.
    package func keep() throws(SQLiteError) { try release.execute() }

    /// Takes everything back and ends it.
    ///
    /// Fails only when SQLite has rolled back the whole transaction, which `BatchRunner` notices.
    func undo() {
        try? takeBack()
        try? keep()
    }
}
