import SQLite

/// A job without its type of outcome.
struct WriteJob<State: ~Copyable>: Sendable {
    /// Tells the submitter, once the fate of the whole batch is known: the error of a failed `COMMIT`, or nil.
    typealias Announcement = @Sendable (SQLiteError?) -> Void

    /// How long it takes, in bytes of text.
    let length: Int
    /// Does the work in a savepoint.
    let run: @Sendable (inout State, borrowing Connection, Savepoint) -> Announcement
    /// What to announce when the job was not run.
    let fail: @Sendable (SQLiteError) -> Void

    init<Outcome: Sendable>(
        length: Int,
        _ work: @escaping @Sendable (inout State, borrowing Connection, Savepoint) throws(SQLiteError) -> Outcome,
        completion: @escaping @Sendable (Result<Outcome, SQLiteError>) -> Void
    ) {
        self.length = length
        fail = { completion(.failure($0)) }
        run = { (state, connection, savepoint) in
            do throws(SQLiteError) {
                try savepoint.open()
                let outcome = try work(&state, connection, savepoint)
                try savepoint.keep()
                return { completion($0.map { .failure($0) } ?? .success(outcome)) }
            } catch {
                savepoint.undo()
                return { _ in completion(.failure(error)) }
            }
        }
    }
}
