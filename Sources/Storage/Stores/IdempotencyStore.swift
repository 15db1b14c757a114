package import Portal
package import SQLite

/// What makes a mutation safe to repeat: the caller's key, and a digest of what they asked for.
package struct IdempotencyKey: Equatable, Sendable {
    package let text: String
    /// Name of the mutation; each has keys of its own.
    package let mutation: String
    /// SHA-256 of the arguments, however the caller of this initializer writes them down.
    package let argumentsHash: [UInt8]

    /// - Throws: `REQUIRED`, `TOO_LONG` or `INVALID_FORMAT` at `idempotencyKey`.
    package init(_ text: String, of mutation: String, argumentsHash: [UInt8]) throws(Refusals) {
        do throws(Refusal) { self.text = try Text.line(text) } catch { throw Refusals(error.at(["idempotencyKey"])) }
        self.mutation = mutation
        self.argumentsHash = argumentsHash
    }
}

/// What a mutation leaves behind, as rows: enough to answer its repetition by reading them again.
///
/// Never the answer itself: what the caller may read can have changed by then.
package protocol Outcome: Sendable, Equatable {
    /// Row by name.
    var rows: [String: Int64] { get }
    /// Nil when a row is missing.
    init?(rows: [String: Int64])
}

/// An outcome, and whether it is one of an earlier request.
package struct Performed<Result: Outcome>: Sendable, Equatable {
    package let outcome: Result
    package let isReplayed: Bool

    package init(_ outcome: Result, isReplayed: Bool) {
        self.outcome = outcome
        self.isReplayed = isReplayed
    }
}

/// Remembers for seven days what was done under a caller's key.
///
/// Only what succeeded is remembered, so a request that was refused may be mended and sent again under its key. One
/// writer finishes each request before it begins the next, so the first request with a key is never still running when
/// the second is looked at; `IDEMPOTENCY_CONCURRENT_REQUEST` would be the answer of a server whose requests begin,
/// write and end in transactions of their own.
package enum IdempotencyStore {
    /// In milliseconds.
    package static let timeToKeep = 7 * Timestamp.day

    /// Does `body` once for a key: the same request again gets the outcome of the first.
    ///
    /// - Throws: `IDEMPOTENCY_KEY_PARAMETER_MISMATCH` for a key that was used with other arguments, what `body` throws,
    ///   and `SQLiteError`.
    package static func once<Result: Outcome>(
        _ key: IdempotencyKey?, by viewer: Viewer, _ context: WriteContext, in db: borrowing Connection,
        _ body: (borrowing Connection) throws -> Result
    ) throws -> Performed<Result> {
        guard let key else { return Performed(try body(db), isReplayed: false) }
        try db.run(
            "DELETE FROM idempotency_key WHERE created_at <= ?1", Value(context.now.adding(-timeToKeep)))
        if let stored: Result = try outcome(of: key, by: viewer, in: db) {
            return Performed(stored, isReplayed: true)
        }
        let outcome = try body(db)
        try db.run(
            """
            INSERT INTO idempotency_key (actor_id, mutation, key, arguments_hash, answer, created_at)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)
            """,
            .integer(viewer.actorID), .text(key.mutation), .text(key.text), .blob(key.argumentsHash),
            .text(json(outcome.rows)), Value(context.now))
        return Performed(outcome, isReplayed: false)
    }

    private static func outcome<Result: Outcome>(
        of key: IdempotencyKey, by viewer: Viewer, in db: borrowing Connection
    ) throws -> Result? {
        let stored = try db.first(
            "SELECT arguments_hash, answer FROM idempotency_key WHERE actor_id = ?1 AND mutation = ?2 AND key = ?3",
            .integer(viewer.actorID), .text(key.mutation), .text(key.text)
        ) { (argumentsHash: $0.value(0), answer: $0.text(1)) }
        guard let stored else { return nil }
        guard stored.argumentsHash == .blob(key.argumentsHash) else {
            throw Refusals(.idempotencyKeyParameterMismatch)
        }
        let rows = try db.all("SELECT key, value FROM json_each(?1)", .text(stored.answer)) {
            ($0.text(0), $0.integer(1))
        }
        return Result(rows: Dictionary(rows) { first, _ in first })
    }

    /// The names are the program's own and need no escaping.
    private static func json(_ rows: [String: Int64]) -> String {
        "{" + rows.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",") + "}"
    }
}
