package import SQLite
import Synchronization

/// The one thread that writes.
///
/// SQLite admits one writer at a time, and waiting for the disk is what a write costs. So all jobs that wait share one
/// transaction and one wait (group commit), each in a savepoint of its own: a job that fails takes back only itself. Its
/// submitter is told only after `COMMIT` has returned, with the data on the disk (`synchronous = FULL`). Callers have equal
/// shares of it: who writes much waits for themselves.
///
/// `State` is what the thread keeps for its jobs, such as prepared statements.
package final class Writer<State: ~Copyable>: Sendable {
    /// Bytes of text for which a job counts once more of those that may wait.
    private static var unit: Int { 16 << 10 }

    /// What a job takes as long as, in bytes of text: one that writes little, or none.
    package static var shortestJob: Int { 1 << 10 }

    private let queue: BoundedQueue<WriteJob<State>>
    private let thread: Mutex<Thread?>

    /// Starts the thread, and returns once it has opened its connection and made its state.
    ///
    /// - Parameters:
    ///   - capacity: The number of jobs that may wait, of which a caller's are half at most; long ones count more.
    ///   - open: Opens the connection, on the thread.
    ///   - prepare: Makes the state, on the thread.
    ///   - onCommit: Called on the thread once for each transaction that is on the disk, after the submitters were told,
    ///     with the number of its jobs.
    package init(
        capacity: Int = 1024, open: @escaping @Sendable () throws -> Connection,
        prepare: @escaping @Sendable (borrowing Connection) throws -> State,
        onCommit: @escaping @Sendable (_ jobs: Int) -> Void = { _ in }
    ) throws {
        let queue = try BoundedQueue<WriteJob<State>>(capacity: capacity, share: max(1, capacity / 2))
        let thread = try Thread.start { start in
            do {
                let connection = try open()
                var state = try prepare(connection)
                let batches = try BatchRunner(connection)
                start.succeeded()
                while let first = queue.next(atMost: 1)?.first {
                    let jobs = batches.run(first, of: queue, with: &state, on: connection)
                    if jobs > 0 { onCommit(jobs) }
                }
            } catch { start.failed(error) }
        }
        self.queue = queue
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Jobs that wait.
    package var waiting: Int { queue.count }

    /// Puts a job in the queue, behind others of its caller.
    ///
    /// - Parameters:
    ///   - length: How long it takes, in bytes of text that can be searched; they take longest.
    ///   - caller: Who waits for it, as an actor; 0 for nobody.
    ///   - work: Runs on the writer's thread inside the savepoint it is given; what it throws undoes it. It must not
    ///     begin or end a transaction.
    ///   - completion: Called once, on the writer's thread, when the outcome is on the disk or the job has failed. All
    ///     other writes wait for it, so it only hands the result on.
    package func submit<Outcome: Sendable>(
        length: Int = shortestJob, of caller: Int64 = 0,
        _ work: @escaping @Sendable (inout State, borrowing Connection, Savepoint) throws(SQLiteError) -> Outcome,
        completion: @escaping @Sendable (Result<Outcome, SQLiteError>) -> Void
    ) throws(QueueUnavailable) {
        let job = WriteJob(length: length, work, completion: completion)
        try queue.append(job, weight: 1 + length / Self.unit, length: length, of: caller)
    }

    /// Takes no more jobs, finishes those that wait, and ends the thread.
    package func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }
}
