import SQLite

/// A job without its type of outcome.
struct WriteJob<State: ~Copyable>: Sendable {
    /// Tells the submitter, once the fate of the whole batch is known: the error of a failed `COMMIT`, or nil.
    typealias Announcement = @Sendable (SQLiteError?) -> Void

    /// Does the work in a savepoint.
    let run: @Sendable (inout State, borrowing Connection, Savepoint) -> Announcement
    /// What to announce when the job was not run.
    let fail: @Sendable (SQLiteError) -> Void

    init<Outcome: Sendable>(
        _ work: @escaping @Sendable (inout State, borrowing Connection) throws(WriteFailure) -> Outcome,
        completion: @escaping @Sendable (Result<Outcome, WriteFailure>) -> Void
    ) {
        fail = { completion(.failure(.database($0))) }
        run = { (state, connection, savepoint) in
            do throws(WriteFailure) {
                try savepoint.open()
                let outcome = try work(&state, connection)
                try savepoint.keep()
                return { completion($0.map { .failure(.database($0)) } ?? .success(outcome)) }
            } catch {
                savepoint.undo()
                return { _ in completion(.failure(error)) }
            }
        }
    }
}

/// The savepoint around one job.
struct Savepoint {
    private let begin: Statement
    private let release: Statement
    private let rollBack: Statement

    init(_ connection: borrowing Connection) throws(SQLiteError) {
        begin = try connection.prepare("SAVEPOINT job")
        release = try connection.prepare("RELEASE job")
        rollBack = try connection.prepare("ROLLBACK TO job")
    }

    func open() throws(WriteFailure) { try execute(begin) }

    func keep() throws(WriteFailure) { try execute(release) }

    /// Fails only when SQLite has rolled back the whole transaction, which `BatchRunner` notices.
    func undo() {
        try? rollBack.execute()
        try? release.execute()
    }

    private func execute(_ statement: Statement) throws(WriteFailure) {
        do { try statement.execute() } catch { throw .database(error) }
    }
}
