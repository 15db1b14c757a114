import CSQLite

/// A failed SQLite call: what the library reported, and which SQL it was running.
///
/// For the log only: no answer to a client may carry it. Result codes are the extended ones:
/// <https://www.sqlite.org/rescode.html>.
package struct SQLiteError: Error, Equatable, CustomStringConvertible {
    /// Why the call failed, reduced to what a caller can act on.
    package enum Reason: Equatable, Sendable {
        /// Another connection holds the lock; the busy timeout ran out.
        case busy
        /// A `UNIQUE` or `PRIMARY KEY` constraint; `columns` is SQLite's own list, such as `organization.tin`.
        case notUnique(columns: String)
        /// Any other constraint: `CHECK`, `NOT NULL` or `FOREIGN KEY`.
        case constraint
        /// The file is not a database, or a damaged one.
        case notADatabase
        /// The file cannot be opened or created.
        case cannotOpen
        /// The disk, or the allowed file size, is used up: SQLite's own FULL is about the disk only.
        case full
        /// The progress handler stopped the statement.
        case interrupted
        /// Anything else, with its extended result code.
        case other(code: Int32)
    }

    package let reason: Reason
    package let message: String
    package let sql: String?

    package var description: String { "SQLite: \(message)" + (sql.map { " in «\($0)»" } ?? "") }

    init(connection: OpaquePointer?, sql: String?) {
        // Asked first of all: another call may change it.
        let wasOutOfRoom = csqlite_was_out_of_room() != 0
        let code = sqlite3_extended_errcode(connection)
        message = String(cString: sqlite3_errmsg(connection))
        self.sql = sql
        reason =
            switch (code & 0xFF, code) {
            case (SQLITE_FULL, _),
                (SQLITE_IOERR, _) where wasOutOfRoom, (SQLITE_CANTOPEN, _) where wasOutOfRoom:
                .full
            case (SQLITE_BUSY, _), (SQLITE_LOCKED, _): .busy
            case (_, SQLITE_CONSTRAINT | (8 << 8)), (_, SQLITE_CONSTRAINT | (6 << 8)):
                .notUnique(columns: String(message.split(separator: ": ").last ?? ""))
            case (SQLITE_CONSTRAINT, _): .constraint
            case (SQLITE_NOTADB, _), (SQLITE_CORRUPT, _): .notADatabase
            case (SQLITE_CANTOPEN, _), (SQLITE_PERM, _), (SQLITE_READONLY, _): .cannotOpen
            case (SQLITE_INTERRUPT, _): .interrupted
            default: .other(code: code)
            }
    }
}
