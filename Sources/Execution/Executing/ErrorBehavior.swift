package import GraphQL

/// What an execution error does to the rest of the response: a request's `onError`.
///
/// <https://github.com/graphql/graphql-spec/pull/1236>
package enum ErrorBehavior: Sendable {
    /// A null that may not stay goes on to the nearest nullable position.
    case propagate
    /// The position that failed is null, whatever its type: clients that read `errors` keep all that went well.
    case null
    /// The first error ends the operation and is the only one: for clients that have no use for a part of the data.
    case halt

    /// - Parameter value: The request's member; nil when it has none, for which null stands as well.
    /// - Throws: `BAD_REQUEST`.
    package init(_ value: InputValue?) throws(FieldRefusal) {
        switch value {
        case nil, .null, .string("PROPAGATE"): self = .propagate
        case .string("NULL"): self = .null
        case .string("HALT"): self = .halt
        case let other?:
            throw FieldRefusal(
                code: "BAD_REQUEST",
                message: #""onError" must be one of "NULL", "PROPAGATE", or "HALT", but got: \#(other.quotation)."#)
        }
    }
}
