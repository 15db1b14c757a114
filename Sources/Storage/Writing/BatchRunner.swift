import SQLite

/// Runs batches of jobs, a transaction each.
struct BatchRunner {
    private let begin: Statement
    private let raiseCounter: Statement
    private let commit: Statement
    private let rollBack: Statement
    private let savepoint: Savepoint

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        // What jobs write goes to the disk with COMMIT and not before: that it is full is learned there, where all jobs
        // are told, and not in the midst of one, whose rolling back would be all that the others learn.
        try connection.execute("PRAGMA cache_spill = OFF")
        begin = try connection.prepare("BEGIN IMMEDIATE")
        raiseCounter = try connection.prepare(WriteCounter.raise)
        commit = try connection.prepare("COMMIT")
        rollBack = try connection.prepare("ROLLBACK")
        savepoint = try Savepoint(connection)
    }

    /// Runs every job and tells every submitter; where none has changed anything, nothing is written.
    ///
    /// - Returns: Whether there is a transaction that is on the disk.
    func run<State: ~Copyable>(
        _ jobs: [WriteJob<State>], with state: inout State, on connection: borrowing Connection
    ) -> Bool {
        do throws(SQLiteError) {
            try begin.execute()
            try raiseCounter.execute()
        } catch {
            if connection.isInTransaction { try? rollBack.execute() }
            for job in jobs { job.fail(error) }
            return false
        }
        let changes = connection.totalChanges()
        var announcements: [WriteJob<State>.Announcement] = []
        for job in jobs {
            // A full disk and the like make SQLite roll back the whole transaction; COMMIT will fail then.
            guard connection.isInTransaction else {
                announcements.append { error in if let error { job.fail(error) } }
                continue
            }
            announcements.append(job.run(&state, connection, savepoint))
        }
        let isNeeded = !connection.isInTransaction || connection.totalChanges() != changes
        var failure: SQLiteError?
        do throws(SQLiteError) { try isNeeded ? commit.execute() : rollBack.execute() } catch {
            failure = error
            if connection.isInTransaction { try? rollBack.execute() }
        }
        for announce in announcements { announce(failure) }
        return failure == nil && isNeeded
    }
}
