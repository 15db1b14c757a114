package import SQLite

/// Tells snapshots of a server's database apart: those with the same number answer the same, whichever process wrote.
///
/// `PRAGMA data_version` would not do: each connection counts for itself.
package struct WriteCounter {
    private let reading: Statement

    package init(_ connection: borrowing Connection) throws(SQLiteError) {
        reading = try connection.prepare("SELECT number FROM write_counter")
    }

    /// Of the snapshot that the connection reads.
    package func number() throws(SQLiteError) -> Int64 {
        var rows = reading.rows()
        return try rows.step() ? rows.integer(0) : 0
    }

    /// What every transaction has to do that changes what somebody may read, and may come while a server runs.
    static let raise = "UPDATE write_counter SET number = number + 1"
}
