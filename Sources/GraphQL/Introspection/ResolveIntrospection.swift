// What each field of introspection's types answers. Nothing is listed that the view does not show.
//
// <https://spec.graphql.org/September2025/#sec-Schema-Introspection.Schema-Introspection-Schema>
extension IntrospectionObject {
    /// The value of a field of this object.
    ///
    /// - Parameters:
    ///   - field: A field of the object's type, as validation has made sure.
    ///   - includeDeprecated: The argument of that name; false for fields that have none.
    package func resolve(
        field: String, includeDeprecated: Bool = false, in view: SchemaView
    ) -> IntrospectionValue {
        if field == "__typename" { return .string(typename) }
        switch self {
        case .schema: return Self.resolve(field, ofSchemaIn: view)
        case .type(let type): return Self.resolve(field, of: type, includeDeprecated, in: view)
        case .field(let definition):
            return switch field {
            case "args": Self.list(definition.arguments, includeDeprecated, in: view)
            case "type": .object(.type(definition.type))
            default: Self.resolve(field, of: definition.element, definition.deprecationReason)
            }
        case .inputValue(let definition):
            return switch field {
            case "type": .object(.type(definition.type))
            case "defaultValue":
                IntrospectionValue(definition.defaultLiteral.map { $0.document.printed($0.value) })
            default: Self.resolve(field, of: definition.element, definition.deprecationReason)
            }
        case .enumValue(let definition):
            return Self.resolve(field, of: definition.element, definition.deprecationReason)
        case .directive(let definition):
            return switch field {
            case "isRepeatable": .boolean(definition.isRepeatable)
            case "locations": .list(definition.locations.map { .enumeration($0.rawValue) })
            case "args": Self.list(definition.arguments, includeDeprecated, in: view)
            default: Self.resolve(field, of: definition.element, nil)
            }
        }
    }

    private static func resolve(_ field: String, ofSchemaIn view: SchemaView) -> IntrospectionValue {
        let schema = view.schema
        switch field {
        case "description": return IntrospectionValue(schema.description)
        case "types":
            return IntrospectionValue(
                objects: schema.types.lazy.filter { view.shows($0.id) }.map { .type(TypeReference($0.id)) })
        case "queryType": return root(.query, in: view)
        case "mutationType": return root(.mutation, in: view)
        case "subscriptionType": return root(.subscription, in: view)
        case "directives":
            return IntrospectionValue(
                objects: schema.directiveDefinitions.lazy.filter { view.shows($0.element) }.map { .directive($0) })
        default: return .null
        }
    }

    private static func root(_ kind: OperationKind, in view: SchemaView) -> IntrospectionValue {
        guard let type = view.schema.root(of: kind), view.shows(type.id) else { return .null }
        return .object(.type(TypeReference(type.id)))
    }

    private static func resolve(
        _ field: String, of type: TypeReference, _ includeDeprecated: Bool, in view: SchemaView
    ) -> IntrospectionValue {
        guard type.wrapping.isNamed else {
            return switch field {
            case "kind": .enumeration(type.isNonNull ? "NON_NULL" : "LIST")
            case "ofType": .object(.type(type.unwrapped))
            default: .null
            }
        }
        let named = view.schema[type.named]
        switch field {
        case "kind": return .enumeration(named.kind.rawValue)
        case "name": return .string(named.name)
        case "description": return IntrospectionValue(named.description)
        case "specifiedByURL": return IntrospectionValue(named.specifiedByURL)
        case "fields" where named.kind == .object || named.kind == .interface:
            return IntrospectionValue(
                objects: named.fields.lazy
                    .filter { view.shows($0.element) && (includeDeprecated || $0.deprecationReason == nil) }
                    .map { .field($0) })
        case "interfaces" where named.kind == .object || named.kind == .interface:
            return types(named.interfaces, in: view)
        case "possibleTypes" where named.kind == .union: return types(named.memberTypes, in: view)
        case "possibleTypes" where named.kind == .interface: return types(named.possibleTypes.members, in: view)
        case "enumValues" where named.kind == .enumeration:
            return IntrospectionValue(
                objects: named.enumValues.lazy
                    .filter { view.shows($0.element) && (includeDeprecated || $0.deprecationReason == nil) }
                    .map { .enumValue($0) })
        case "inputFields" where named.kind == .inputObject:
            return list(named.inputFields, includeDeprecated, in: view)
        case "isOneOf" where named.kind == .inputObject: return .boolean(named.isOneOf)
        default: return .null
        }
    }

    private static func types(_ types: [TypeID], in view: SchemaView) -> IntrospectionValue {
        IntrospectionValue(objects: types.lazy.filter { view.shows($0) }.map { .type(TypeReference($0)) })
    }

    private static func list(
        _ inputs: Members<InputValueDefinition>, _ includeDeprecated: Bool, in view: SchemaView
    ) -> IntrospectionValue {
        IntrospectionValue(
            objects: inputs.lazy
                .filter { view.shows($0.element) && (includeDeprecated || $0.deprecationReason == nil) }
                .map { .inputValue($0) })
    }

    /// The fields that all parts of a schema have.
    private static func resolve(
        _ field: String, of element: Element, _ deprecationReason: String?
    ) -> IntrospectionValue {
        switch field {
        case "name": .string(element.name)
        case "description": IntrospectionValue(element.description)
        case "isDeprecated": .boolean(deprecationReason != nil)
        case "deprecationReason": IntrospectionValue(deprecationReason)
        default: .null
        }
    }
}
