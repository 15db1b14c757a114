import CSQLite

/// One open database.
///
/// Opened without SQLite's own mutexes, so one thread at a time may use it: noncopyable and not `Sendable`.
package struct Connection: ~Copyable {
    /// What the connection is for.
    package enum Mode: Sendable {
        /// Queries only; the file must exist.
        case readOnly
        /// Queries and changes; the file must exist.
        case readWrite
        /// Queries and changes; the file is made when it is missing.
        case create
    }

    let handle: OpaquePointer
    /// What is still allowed: SQLite's progress handler counts it down, and so do our functions.
    private let allowance: UnsafeMutablePointer<WorkAllowance>

    /// Steps of SQLite's machine between two looks at the allowance.
    private static let round = 2_000

    /// - Throws: `cannotOpen` for a missing or unreadable file. A foreign file is noticed by the first statement.
    package init(path: String, mode: Mode = .create) throws(SQLiteError) {
        _ = Self.isConfigured
        var handle: OpaquePointer?
        let access =
            switch mode {
            case .readOnly: SQLITE_OPEN_READONLY
            case .readWrite: SQLITE_OPEN_READWRITE
            case .create: SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
            }
        guard sqlite3_open_v2(path, &handle, access | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK, let handle else {
            defer { sqlite3_close_v2(handle) }
            throw SQLiteError(connection: handle, sql: nil)
        }
        sqlite3_extended_result_codes(handle, 1)
        let allowance = UnsafeMutablePointer<WorkAllowance>.allocate(capacity: 1)
        allowance.initialize(to: WorkAllowance())
        guard TextFunctions.add(to: handle, allowance: allowance) == SQLITE_OK else {
            defer {
                sqlite3_close_v2(handle)
                allowance.deinitialize(count: 1).deallocate()
            }
            throw SQLiteError(connection: handle, sql: nil)
        }
        self.handle = handle
        self.allowance = allowance
    }

    /// Settings of the whole library, made before the first connection.
    private static let isConfigured = csqlite_forgo_memory_statistics() == SQLITE_OK

    deinit {
        sqlite3_progress_handler(handle, 0, nil, nil)
        sqlite3_close_v2(handle)
        allowance.deinitialize(count: 1).deallocate()
    }

    /// Interrupts whatever runs once it has taken about so many steps of SQLite's machine from now on; `Int.max` for all
    /// that it takes.
    ///
    /// Steps and not seconds, so that the same request always ends the same way.
    ///
    /// - Parameter isOver: Asked now and then: whether nothing more shall be done, however few the steps were.
    package borrowing func allowWork(steps: Int, until isOver: (() -> Bool)? = nil) {
        allowance.pointee = WorkAllowance(steps: steps, isOver: isOver, done: workDone)
        watchWork()
    }

    /// Steps that are still allowed; less than none once a statement was interrupted.
    package var workLeft: Int { allowance.pointee.steps }

    /// Steps that were counted since the connection was opened.
    package var workDone: Int { allowance.pointee.done }

    /// Does what must not be interrupted, such as writing, which SQLite takes back with the whole transaction then; it
    /// takes nothing from the allowance.
    package borrowing func uninterrupted<Result>(
        _ body: (borrowing Connection) throws -> Result
    ) rethrows -> Result {
        let left = allowance.pointee
        allowance.pointee = WorkAllowance()
        sqlite3_progress_handler(handle, 0, nil, nil)
        defer {
            allowance.pointee = left
            watchWork()
        }
        return try body(self)
    }

    private borrowing func watchWork() {
        sqlite3_progress_handler(
            handle, Int32(Self.round),
            { context in
                guard let allowance = context?.assumingMemoryBound(to: WorkAllowance.self) else { return 0 }
                allowance.pointee.take(Connection.round)
                return allowance.pointee.isUsedUp ? 1 : 0
            }, allowance)
    }

    /// How long a statement waits for another connection's lock before it fails with `busy`.
    package borrowing func waitForLocks(milliseconds: Int32) { sqlite3_busy_timeout(handle, milliseconds) }

    /// Runs one or more statements that take no parameters and whose rows nobody wants.
    package borrowing func execute(_ sql: String) throws(SQLiteError) {
        guard sqlite3_exec(handle, sql, nil, nil, nil) == SQLITE_OK else {
            throw SQLiteError(connection: handle, sql: sql)
        }
    }

    /// Compiles one statement for many runs.
    package borrowing func prepare(_ sql: String) throws(SQLiteError) -> Statement {
        try Statement(sql, on: handle)
    }

    /// Rows changed by the most recent `INSERT`, `UPDATE` or `DELETE`.
    package borrowing func changes() -> Int64 { sqlite3_changes64(handle) }

    /// Rows that were inserted, changed or deleted since the connection was opened.
    package borrowing func totalChanges() -> Int64 { sqlite3_total_changes64(handle) }

    /// Whether a transaction is open; some errors, such as a full disk, make SQLite roll it back by itself.
    package var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    package borrowing func lastInsertedRowID() -> Int64 { sqlite3_last_insert_rowid(handle) }

    /// Runs `body` between `BEGIN IMMEDIATE` and `COMMIT`; any error rolls back and is thrown on.
    package borrowing func transaction<Result: ~Copyable>(
        _ body: (borrowing Connection) throws -> Result
    ) throws -> Result {
        try execute("BEGIN IMMEDIATE")
        do {
            let result = try body(self)
            try execute("COMMIT")
            return result
        } catch {
            try? execute("ROLLBACK")
            throw error
        }
    }
}

/// What a connection may still do.
struct WorkAllowance {
    /// Steps of SQLite's machine.
    var steps = Int.max
    /// Whether it is over, whatever is left.
    var isOver: (() -> Bool)?
    /// Steps that were counted so far.
    var done = 0

    mutating func take(_ steps: Int) {
        self.steps -= steps
        done += steps
    }

    var isUsedUp: Bool { steps < 0 || isOver?() ?? false }
}
