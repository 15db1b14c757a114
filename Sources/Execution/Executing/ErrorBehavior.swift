package import GraphQL

/// What an execution error does to the rest of the response: a request's `onError`.
///
/// <https://github.com/graphql/graphql-spec/pull/1163>
package enum ErrorBehavior: String, Sendable {
    /// A null that may not stay goes on to the nearest nullable position.
    case propagate = "PROPAGATE"
    /// The position that failed is null, whatever its type: clients that read `errors` keep all that went well.
    case null = "NULL"
    /// The first error ends the operation and is the only one: for clients that have no use for a part of the data.
    case halt = "HALT"

    /// - Parameter value: The request's member; nil when it has none.
    package init(_ value: InputValue?) throws(FieldRefusal) {
        guard let value else {
            self = .propagate
            return
        }
        guard case .string(let name) = value, let behavior = ErrorBehavior(rawValue: name) else {
            throw FieldRefusal(
                code: "BAD_USER_INPUT",
                message: #"The member "onError" must be "PROPAGATE", "NULL" or "HALT"."#)
        }
        self = behavior
    }
}
