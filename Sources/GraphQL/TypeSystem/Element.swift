/// What a type and every part of one has: a name, a place, a description, directives.
package struct Element: Sendable {
    /// Its number among all elements of the schema, types first: bit sets over a schema are indexed by it.
    package let index: Int
    package let name: String
    /// The name's number in the schema's symbol table.
    package let symbol: Int32
    package let coordinate: SchemaCoordinate
    package let description: String?
    package let directives: [AppliedDirective]
    /// Where the schema's document defines it, in bytes; nil for what is built in.
    let offset: Int32?

    /// Why not to use it any more; nil unless `@deprecated`.
    var deprecationReason: String? { deprecation?.string("reason") }
    var deprecation: AppliedDirective? { directives.first { $0.name == "deprecated" } }
}

/// A directive on an element of the schema; its arguments are coerced, defaults filled in.
package struct AppliedDirective: Sendable {
    package let name: String
    package let arguments: [InputObjectField]
    /// Of the `@` in the schema's document; nil for what is built in.
    let offset: Int32?

    package subscript(argument: String) -> InputValue? { arguments.first { $0.name == argument }?.value }

    func string(_ argument: String) -> String? {
        if case .string(let text)? = self[argument] { text } else { nil }
    }
}
