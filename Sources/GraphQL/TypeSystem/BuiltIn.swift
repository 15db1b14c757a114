/// What schemas contain without writing it down.
enum BuiltIn {
    /// The built-in scalars; a schema has those that something in it refers to, and they are its first types.
    static let scalars = ["Int", "Float", "String", "Boolean", "ID"]

    /// Input coercion of the built-in scalars, the same for literals and for variables.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Scalars.Built-in-Scalars>
    static func coerceInput(of scalar: String) -> (@Sendable (InputValue) -> InputValue?)? {
        switch scalar {
        case "Int":
            { if case .int(let value) = $0, Int32(exactly: value) != nil { $0 } else { nil } }
        case "Float":
            {
                switch $0 {
                case .int(let value): .float(Double(value))
                case .float(let value) where value.isFinite: $0
                default: nil
                }
            }
        case "String":
            { if case .string = $0 { $0 } else { nil } }
        case "Boolean":
            { if case .boolean = $0 { $0 } else { nil } }
        case "ID":
            {
                switch $0 {
                case .string: $0
                case .int(let value): .string(String(value))
                default: nil
                }
            }
        default: nil
        }
    }

    /// The argument of a built-in directive, and the types that it may have, the specification's first.
    ///
    /// A reason for deprecation could be null in earlier editions, and schemas written for them say so.
    static func argument(of directive: String) -> (name: String, types: [String])? {
        switch directive {
        case "skip", "include": ("if", ["Boolean!"])
        case "deprecated": ("reason", ["String!", "String"])
        case "specifiedBy": ("url", ["String!"])
        default: nil
        }
    }

    /// The built-in scalars and directives, and the types of introspection.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Schema-Introspection.Schema-Introspection-Schema>
    static let definitions = #"""
        "A signed 32-bit integer."
        scalar Int
        "A signed double-precision number."
        scalar Float
        "Text as Unicode characters."
        scalar String
        "`true` or `false`."
        scalar Boolean
        "A unique identifier, serialized as a string; integers are accepted as input."
        scalar ID

        "Includes the field or fragment only when `if` is true."
        directive @include("Included when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Skips the field or fragment when `if` is true."
        directive @skip("Skipped when true." if: Boolean!) on FIELD | FRAGMENT_SPREAD | INLINE_FRAGMENT
        "Marks an element that should not be used any more."
        directive @deprecated(
            "Why, and what to use instead, in Markdown."
            reason: String! = "No longer supported"
        ) on FIELD_DEFINITION | ARGUMENT_DEFINITION | INPUT_FIELD_DEFINITION | ENUM_VALUE
        "Says where the format of a custom scalar is specified."
        directive @specifiedBy("The address of the specification." url: String!) on SCALAR
        "Of such an input object exactly one field must be given, and not be null."
        directive @oneOf on INPUT_OBJECT

        "The types, root operations and directives that a server offers."
        type __Schema {
            description: String
            "All types."
            types: [__Type!]!
            "The type that queries start from."
            queryType: __Type!
            "The type that mutations start from."
            mutationType: __Type
            "The type that subscriptions start from."
            subscriptionType: __Type
            "All directives."
            directives: [__Directive!]!
        }

        "A type; its kind says which of the fields are set."
        type __Type {
            kind: __TypeKind!
            name: String
            description: String
            specifiedByURL: String
            fields(includeDeprecated: Boolean! = false): [__Field!]
            interfaces: [__Type!]
            possibleTypes: [__Type!]
            enumValues(includeDeprecated: Boolean! = false): [__EnumValue!]
            inputFields(includeDeprecated: Boolean! = false): [__InputValue!]
            ofType: __Type
            isOneOf: Boolean
        }

        "What sort of type a `__Type` is."
        enum __TypeKind {
            "A scalar."
            SCALAR
            "An object: `fields` and `interfaces` are set."
            OBJECT
            "An interface: `fields`, `interfaces` and `possibleTypes` are set."
            INTERFACE
            "A union: `possibleTypes` is set."
            UNION
            "An enum: `enumValues` is set."
            ENUM
            "An input object: `inputFields` is set."
            INPUT_OBJECT
            "A list of `ofType`."
            LIST
            "A non-null `ofType`."
            NON_NULL
        }

        "A field of an object or an interface."
        type __Field {
            name: String!
            description: String
            args(includeDeprecated: Boolean! = false): [__InputValue!]!
            type: __Type!
            isDeprecated: Boolean!
            deprecationReason: String
        }

        "An argument or an input field."
        type __InputValue {
            name: String!
            description: String
            type: __Type!
            "The default in the GraphQL language."
            defaultValue: String
            isDeprecated: Boolean!
            deprecationReason: String
        }

        "One value of an enum."
        type __EnumValue {
            name: String!
            description: String
            isDeprecated: Boolean!
            deprecationReason: String
        }

        "A directive and where it may stand."
        type __Directive {
            name: String!
            description: String
            isRepeatable: Boolean!
            locations: [__DirectiveLocation!]!
            args(includeDeprecated: Boolean! = false): [__InputValue!]!
        }

        "A place where a directive may stand."
        enum __DirectiveLocation {
            QUERY MUTATION SUBSCRIPTION FIELD FRAGMENT_DEFINITION FRAGMENT_SPREAD INLINE_FRAGMENT VARIABLE_DEFINITION
            SCHEMA SCALAR OBJECT FIELD_DEFINITION ARGUMENT_DEFINITION INTERFACE UNION ENUM ENUM_VALUE INPUT_OBJECT
            INPUT_FIELD_DEFINITION
        }
        """#

    /// The fields that exist without being declared, in the clothes of a type.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Type-Name-Introspection>
    static let metaFields = #"""
        type __MetaFields {
            "The name of the object's type."
            __typename: String!
            "The types and directives of this server."
            __schema: __Schema!
            "One type by its name."
            __type(name: String!): __Type
        }
        """#
}
