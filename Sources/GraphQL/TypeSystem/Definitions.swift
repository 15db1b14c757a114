/// A field of an object or an interface.
package final class FieldDefinition: Member {
    package let element: Element
    package let arguments: Members<InputValueDefinition>
    /// Those of `arguments` that must be given.
    let requiredArguments: [InputValueDefinition]
    package let type: TypeReference
    /// Where the schema's document writes the type.
    let typeOffset: Int32?
    package let deprecationReason: String?
    /// Whether the field is introspection's: `__typename`, `__schema` or `__type`.
    package let isMeta: Bool

    package var name: String { element.name }
    package var coordinate: SchemaCoordinate { element.coordinate }
    package var directives: [AppliedDirective] { element.directives }

    init(
        _ element: Element, arguments: Members<InputValueDefinition>, type: TypeReference, typeOffset: Int32?
    ) {
        self.element = element
        self.arguments = arguments
        requiredArguments = arguments.filter(\.isRequired)
        self.type = type
        self.typeOffset = typeOffset
        deprecationReason = element.deprecationReason
        isMeta = element.name.hasPrefix("__")
    }
}

/// An argument or an input field.
package final class InputValueDefinition: Member {
    /// A default as the schema's author wrote it.
    struct Literal: Sendable {
        let document: Document
        let value: Value
    }

    package let element: Element
    package let type: TypeReference
    /// Where the schema's document writes the type.
    let typeOffset: Int32?
    /// The default, coerced to the type.
    package let defaultValue: InputValue?
    let defaultLiteral: Literal?
    package let deprecationReason: String?

    package var name: String { element.name }
    package var coordinate: SchemaCoordinate { element.coordinate }
    package var directives: [AppliedDirective] { element.directives }
    /// Whether leaving it out is an error.
    package var isRequired: Bool { type.isNonNull && defaultLiteral == nil }

    init(
        _ element: Element, type: TypeReference, typeOffset: Int32?, defaultLiteral: Literal?,
        defaultValue: InputValue?
    ) {
        self.element = element
        self.type = type
        self.typeOffset = typeOffset
        self.defaultLiteral = defaultLiteral
        self.defaultValue = defaultValue
        deprecationReason = element.deprecationReason
    }
}

/// One value of an enum.
package final class EnumValueDefinition: Member {
    package let element: Element
    package let deprecationReason: String?

    package var name: String { element.name }
    package var coordinate: SchemaCoordinate { element.coordinate }
    package var directives: [AppliedDirective] { element.directives }

    init(_ element: Element) {
        self.element = element
        deprecationReason = element.deprecationReason
    }
}

/// A directive that documents may use.
package final class DirectiveDefinition: Sendable {
    package let element: Element
    package let arguments: Members<InputValueDefinition>
    /// Those of `arguments` that must be given.
    let requiredArguments: [InputValueDefinition]
    package let locations: [DirectiveLocation]
    package let isRepeatable: Bool

    package var name: String { element.name }

    init(
        _ element: Element, arguments: Members<InputValueDefinition>, locations: [DirectiveLocation],
        isRepeatable: Bool
    ) {
        self.element = element
        self.arguments = arguments
        requiredArguments = arguments.filter(\.isRequired)
        self.locations = locations
        self.isRepeatable = isRepeatable
    }
}
