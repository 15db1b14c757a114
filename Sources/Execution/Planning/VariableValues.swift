package import GraphQL

/// The coerced variables of a request, in the order in which the operation declares them.
package struct VariableValues: Sendable {
    /// Nil where a variable was not given and has no default.
    private let values: [InputValue?]

    package init(_ values: [InputValue?]) { self.values = values }

    package static let none = VariableValues([])

    package func value(at index: Int) -> InputValue? { values[index] }

    /// A variable of `@skip` and `@include`, whose type is `Boolean!`.
    func boolean(at index: Int) -> Bool { values[index] == .boolean(true) }
}
