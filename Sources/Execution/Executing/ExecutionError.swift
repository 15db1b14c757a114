import SQLite

/// A null reached a non-null position; unwinds to the nearest nullable one.
///
/// <https://spec.graphql.org/September2025/#sec-Handling-Execution-Errors>
struct PropagateNull: Error {}

/// An error met while executing, and where.
struct ExecutionError: Sendable {
    enum Reason: Error {
        /// A position that must not be null was.
        case nullInNonNull
        /// A field that the role may not read; the number is the denial's.
        case forbidden(Int32)
        /// An argument was wrong or not allowed.
        case refused(FieldRefusal)
        /// What the value itself says is wrong with it.
        case raised(String)
        /// The database failed: ours to mend, for the log only.
        case database(SQLiteError)
        /// A stored value cannot be served as its scalar.
        case unserializable
    }

    let reason: Reason
    /// From the leaf to the root: it is built while the walker returns, so that success costs nothing.
    var path: [PathSegment]

    /// What is ours to mend, for the log; nil when the request itself was at fault.
    var failure: String? {
        switch reason {
        case .forbidden, .refused, .raised: nil
        case .nullInNonNull: "a position that must not be null was null"
        case .database(let error): error.description
        case .unserializable: "a stored value cannot be served as its scalar"
        }
    }

    /// Whether it ended the request or a mutation.
    var isAlwaysListed = false

    init(_ reason: Reason) {
        self.reason = reason
        path = []
    }
}

enum PathSegment: Sendable, Equatable {
    /// An index in `Plan.fields`.
    case field(Int32)
    case index(Int)
    /// In a page that was read backwards, and not to its end: clients are shown the path as far as the list.
    case unknownIndex
}
