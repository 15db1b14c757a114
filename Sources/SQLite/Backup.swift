import CSQLite

extension Connection {
    /// Pages between two looks at whether to go on: 4 MiB of them.
    private static let pagesOfAStep: Int32 = 1024

    /// Copies the whole database over another connection's, while others write to this one.
    ///
    /// The copy is what one read transaction sees: without it every write of another connection would have SQLite begin
    /// anew (<https://www.sqlite.org/backup.html>), and under steady writing it would never come to an end.
    ///
    /// - Parameter goesOn: Asked again and again, with the share that is copied, from 0 to 1; false breaks the copy off.
    /// - Returns: Whether all is copied.
    package borrowing func copy(
        over target: borrowing Connection, goesOn: (_ share: Double) -> Bool
    ) throws(SQLiteError) -> Bool {
        try execute("BEGIN; SELECT 1 FROM sqlite_schema")
        defer { try? execute("ROLLBACK") }
        guard let backup = sqlite3_backup_init(target.handle, "main", handle, "main") else {
            throw SQLiteError(connection: target.handle, sql: nil)
        }
        var code = SQLITE_OK
        repeat {
            code = sqlite3_backup_step(backup, Self.pagesOfAStep)
        } while code == SQLITE_OK
            && goesOn(
                1 - Double(sqlite3_backup_remaining(backup)) / Double(max(1, sqlite3_backup_pagecount(backup))))
        guard sqlite3_backup_finish(backup) == SQLITE_OK else {
            throw SQLiteError(connection: target.handle, sql: nil)
        }
        return code == SQLITE_DONE
    }

    /// Whether every page is as SQLite expects it; what it does not look at is whether the indexes have every row.
    package borrowing func isSound() throws(SQLiteError) -> Bool {
        var rows = try prepare("PRAGMA quick_check(1)").rows()
        return try rows.step() && rows.text(0) == "ok"
    }
}
