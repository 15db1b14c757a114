import SQLite

/// Runs batches of jobs, a transaction each.
struct BatchRunner {
    /// Why 64: with so many jobs in a batch the disk's part of each is small already, and a longer batch would only make
    /// the first of them wait for the last.
    private static let largest = 64
    /// Why 128 KiB of text: some ten milliseconds, for which the first of them waits as well.
    private static let longest = 128 << 10
    /// Steps of SQLite's machine in reading answers, after which no other job waits with those before: as many milliseconds.
    private static let hardest = 1_000_000

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

    /// Runs a job, and with it those that wait and whose turn it is, as far as a batch goes, and tells their submitters;
    /// where none has changed anything, nothing is written.
    ///
    /// - Returns: How many jobs there are in the transaction that is on the disk; 0 if there is none.
    func run<State: ~Copyable>(
        _ first: WriteJob<State>, of queue: BoundedQueue<WriteJob<State>>, with state: inout State,
        on connection: borrowing Connection
    ) -> Int {
        do throws(SQLiteError) {
            try begin.execute()
            try raiseCounter.execute()
        } catch {
            if connection.isInTransaction { try? rollBack.execute() }
            // The others would wait as long for the same; with a server that ends there is no time for that.
            let others = queue.take(atMost: queue.isClosed ? .max : Self.largest - 1)
            for job in [first] + others { job.fail(error) }
            return 0
        }
        let changes = connection.totalChanges()
        let work = connection.workDone
        var announcements: [WriteJob<State>.Announcement] = []
        var left = Self.longest
        var next: WriteJob<State>? = first
        while let job = next {
            announcements.append(job.run(&state, connection, savepoint))
            left -= job.length
            // A full disk and the like make SQLite roll back the whole transaction; COMMIT will fail then.
            let isOver =
                announcements.count == Self.largest || connection.workDone - work > Self.hardest
                || !connection.isInTransaction
            next = isOver ? nil : queue.take(noLongerThan: left)
        }
        let isNeeded = !connection.isInTransaction || connection.totalChanges() != changes
        var failure: SQLiteError?
        do throws(SQLiteError) { try isNeeded ? commit.execute() : rollBack.execute() } catch {
            failure = error
            if connection.isInTransaction { try? rollBack.execute() }
        }
        for announce in announcements { announce(failure) }
        return failure == nil && isNeeded ? announcements.count : 0
    }
}
