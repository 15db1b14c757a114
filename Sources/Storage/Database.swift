import Glibc
package import SQLite

/// One database file and how connections to it are set up.
package struct Database: Sendable {
    package let path: String

    package init(path: String) {
        self.path = path
    }

    /// A connection that only reads: one for each event loop.
    ///
    /// It keeps up to 128 MiB of the file in memory, so that a partner's rows, which lie far apart in it, need not be
    /// fetched from the kernel again and again.
    package func connectForReading() throws(DatabaseError) -> Connection {
        try connect(.readOnly, Self.common + "PRAGMA query_only = ON; PRAGMA cache_size = -131072;")
    }

    /// A connection that writes and leaves nothing to the operating system's cache: `COMMIT` waits for the disk.
    package func connectForWriting() throws(DatabaseError) -> Connection {
        try connect(
            .readWrite,
            Self.common + "PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536;")
    }

    /// A connection for a command beside a running server: the file must exist and have today's layout.
    package func connectBesideServer() throws(DatabaseError) -> Connection {
        guard unsafe access(path, F_OK) == 0 else { throw .missing(path: path) }
        let connection = try connectForWriting()
        guard try layout(of: connection) == Migrations.all.count else { throw .outdated(path: path) }
        return connection
    }

    /// Makes the file when it is missing, and brings it to today's layout.
    ///
    /// A file with an older layout is copied first, to `<path>.layout-<number>`.
    func bringUpToDate() throws(DatabaseError) {
        _ = try createPrivately(path)
        let connection = try connectForWriting()
        let layout = try layout(of: connection)
        do throws(SQLiteError) { try connection.execute("PRAGMA journal_mode = WAL") } catch {
            throw failure(MigrationError(error))
        }
        if layout > 0, layout < Migrations.all.count { try copy(connection, to: "\(path).layout-\(layout)") }
        do throws(MigrationError) { try Migrations.migrator.migrate(connection) } catch { throw failure(error) }
    }

    /// Removes the file and whatever SQLite, the claim of a server and attachments leave beside it.
    package func remove() {
        FileDirectory(beside: self).remove()
        for suffix in ["", "-wal", "-shm", "-lock"] { unsafe unlink(path + suffix) }
    }

    /// Looks at a file that exists without changing anything.
    func refuseForeign() throws(DatabaseError) {
        var file = stat()
        guard unsafe stat(path, &file) == 0 else { return }
        guard file.st_mode & S_IFMT == S_IFREG else { throw .inaccessible(path: path, reason: "it is no regular file") }
        _ = try layout(of: try connectForReading())
    }

    /// Copies the whole database, unless an earlier attempt has done so.
    ///
    /// What has the name is whole: one that was killed while it copied has left a part, which this one begins anew, as no
    /// other server can be writing it.
    private func copy(_ connection: borrowing Connection, to copy: String) throws(DatabaseError) {
        guard unsafe access(copy, F_OK) != 0 else { return }
        let part = copy + ".part"
        unsafe unlink(part)
        _ = try createPrivately(part)
        do throws(SQLiteError) { try connection.prepare("VACUUM INTO ?1").execute(.text(part)) } catch {
            unsafe unlink(part)
            throw failure(MigrationError(error))
        }
        guard unsafe rename(part, copy) == 0 else { throw .inaccessible(path: copy, errno: errno) }
    }

    /// Makes an empty file that only its owner may read, as it will hold password hashes; false when there is one.
    ///
    /// SQLite gives the files beside it the same mode.
    private func createPrivately(_ file: String) throws(DatabaseError) -> Bool {
        let descriptor = unsafe Glibc.open(file, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            guard errno == EEXIST else { throw .inaccessible(path: file, errno: errno) }
            return false
        }
        close(descriptor)
        return true
    }

    func layout(of connection: borrowing Connection) throws(DatabaseError) -> Int {
        do throws(MigrationError) { return try Migrations.migrator.version(of: connection) } catch {
            throw failure(error)
        }
    }

    private func connect(_ mode: Connection.Mode, _ settings: String) throws(DatabaseError) -> Connection {
        let connection = try open(mode)
        // How long a statement waits for the lock of a command beside the server.
        connection.waitForLocks(milliseconds: 5000)
        do throws(SQLiteError) {
            try connection.execute(settings)
            try SignedAddress.addFunction(to: connection)
        } catch { throw failure(MigrationError(error)) }
        return connection
    }

    private func open(_ mode: Connection.Mode) throws(DatabaseError) -> Connection {
        do { return try Connection(path: path, mode: mode) } catch { throw failure(MigrationError(error)) }
    }

    private func failure(_ error: MigrationError) -> DatabaseError {
        switch error {
        case .inaccessible(let error): .inaccessible(path: path, reason: error.message)
        case .notADatabase, .foreign, .newer, .busy, .failed: .unsuitable(path: path, error)
        }
    }

    private static let common = "PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 67108864;"
}

/// A database file that this process serves: no other server can open it meanwhile.
package struct ServedDatabase: ~Copyable {
    package let database: Database
    private let lock: DatabaseLock

    /// Claims the file, makes it when it is missing, and brings it to today's layout.
    ///
    /// Beside a file that is not ours nothing is left, not even the claim.
    package init(path: String) throws(DatabaseError) {
        let database = Database(path: path)
        try database.refuseForeign()
        let lock = try DatabaseLock(path: path)
        try database.bringUpToDate()
        self.lock = lock
        self.database = database
    }
}

extension Connection {
    /// Looks at how the values are distributed, for the choice of indexes: after an import, and at times.
    package func analyze() throws(SQLiteError) { try execute("PRAGMA analysis_limit = 1000; ANALYZE") }

    /// Whether nothing has been entered or imported yet.
    package func isEmptyPortal() throws(SQLiteError) -> Bool {
        var rows = try prepare(
            "SELECT 1 FROM agent UNION ALL SELECT 1 FROM partner_organization UNION ALL SELECT 1 FROM organization"
        ).rows()
        return try !rows.step()
    }
}
