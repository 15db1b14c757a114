package import SQLite
import Synchronization

/// The one thread that writes.
///
/// SQLite admits one writer at a time, and waiting for the disk is what a write costs. So all jobs that wait share one
/// transaction and one wait (group commit), each in a savepoint of its own: a job that fails takes back only itself. Its
/// submitter is told only after `COMMIT` has returned, with the data on the disk (`synchronous = FULL`).
///
/// `State` is what the thread keeps for its jobs, such as prepared statements.
package final class Writer<State: ~Copyable>: Sendable {
    /// Why 64: with so many jobs in a batch the disk's part of each is small already, and a longer batch would only make
    /// the first of them wait for the last.
    private static var largestBatch: Int { 64 }

    private let queue: WriteQueue<WriteJob<State>>
    private let thread: Mutex<Thread?>

    /// Starts the thread, and returns once it has opened its connection and made its state.
    ///
    /// - Parameters:
    ///   - capacity: The number of jobs that may wait.
    ///   - open: Opens the connection, on the thread.
    ///   - prepare: Makes the state, on the thread.
    ///   - onCommit: Called on the thread once for each transaction that is on the disk, after the submitters were told.
    package init(
        capacity: Int = 1024, open: @escaping @Sendable () throws -> Connection,
        prepare: @escaping @Sendable (borrowing Connection) throws -> State,
        onCommit: @escaping @Sendable () -> Void = {}
    ) throws {
        let queue = try WriteQueue<WriteJob<State>>(capacity: capacity)
        let start = try Start()
        let thread = try Thread {
            do {
                let connection = try open()
                var state = try prepare(connection)
                let batches = try BatchRunner(connection)
                start.succeeded()
                while let jobs = queue.next(atMost: Self.largestBatch) {
                    if batches.run(jobs, with: &state, on: connection) { onCommit() }
                }
            } catch { start.failed(error) }
        }
        if let error = start.error() {
            thread.join()
            throw error
        }
        self.queue = queue
        self.thread = Mutex(thread)
    }

    deinit { stop() }

    /// Puts a job at the end of the queue.
    ///
    /// - Parameters:
    ///   - work: Runs on the writer's thread inside the savepoint it is given; what it throws undoes it. It must not
    ///     begin or end a transaction.
    ///   - completion: Called once, on the writer's thread, when the outcome is on the disk or the job has failed. All
    ///     other writes wait for it, so it only hands the result on.
    package func submit<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout State, borrowing Connection, Savepoint) throws(SQLiteError) -> Outcome,
        completion: @escaping @Sendable (Result<Outcome, SQLiteError>) -> Void
    ) throws(WriterUnavailable) {
        try queue.append(WriteJob(work, completion: completion))
    }

    /// Takes no more jobs, finishes those that wait, and ends the thread.
    package func stop() {
        queue.close()
        thread.withLock { thread in
            thread?.join()
            thread = nil
        }
    }

    /// How the thread's start went, from it to whoever waits for it.
    private final class Start: Sendable {
        private enum Outcome { case pending, running, failed(any Error) }

        private let outcome = Mutex(Outcome.pending)
        private let doorbell: Doorbell

        init() throws(Thread.Unavailable) { doorbell = try Doorbell() }

        func succeeded() { report(.running) }

        func failed(_ error: any Error) { report(.failed(error)) }

        /// Waits for the outcome: the error, or nil when the thread is running.
        func error() -> (any Error)? {
            while true {
                switch outcome.withLock({ $0 }) {
                case .pending: doorbell.wait()
                case .running: return nil
                case .failed(let error): return error
                }
            }
        }

        private func report(_ outcome: Outcome) {
            self.outcome.withLock { $0 = outcome }
            doorbell.ring()
        }
    }
}
