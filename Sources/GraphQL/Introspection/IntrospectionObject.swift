/// One of the objects that introspection answers with.
///
/// <https://spec.graphql.org/September2025/#sec-Schema-Introspection>
package enum IntrospectionObject: Sendable {
    /// `__Schema`
    case schema
    /// `__Type`: a named type, a list or a non-null.
    case type(TypeReference)
    /// `__Field`
    case field(FieldDefinition)
    /// `__InputValue`: an argument or an input field.
    case inputValue(InputValueDefinition)
    /// `__EnumValue`
    case enumValue(EnumValueDefinition)
    /// `__Directive`
    case directive(DirectiveDefinition)

    /// The answer to `__type(name:)`; nil for a type that the view does not show.
    package init?(typeNamed name: String, in view: SchemaView) {
        guard let type = view.schema.type(named: name), view.shows(type.id) else { return nil }
        self = .type(TypeReference(type.id))
    }

    /// The name of the object's own type.
    package var typename: String {
        switch self {
        case .schema: "__Schema"
        case .type: "__Type"
        case .field: "__Field"
        case .inputValue: "__InputValue"
        case .enumValue: "__EnumValue"
        case .directive: "__Directive"
        }
    }
}

/// The value of one field of introspection.
package enum IntrospectionValue: Sendable {
    case null
    case string(String)
    case boolean(Bool)
    case enumeration(String)
    case object(IntrospectionObject)
    case list([IntrospectionValue])

    init(_ text: String?) { self = text.map(Self.string) ?? .null }

    init(objects: some Sequence<IntrospectionObject>) { self = .list(objects.map(Self.object)) }
}
