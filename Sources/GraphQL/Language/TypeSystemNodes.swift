/// A definition or extension of the type system; each kind fills only the parts its grammar has.
///
/// <https://spec.graphql.org/September2025/#TypeSystemDefinition>
package struct TypeSystemDefinition: Sendable, Node {
    package enum Kind: Sendable {
        case schema, scalar, object, interface, union, enumeration, inputObject, directive
    }

    /// Of the description, if there is one.
    package let offset: Int32
    package let kind: Kind
    package let isExtension: Bool
    /// A string value.
    package let description: Value?
    /// Nil for `schema`.
    package let name: Name?
    package internal(set) var interfaces: Nodes<Name> = .none
    package internal(set) var directives: Nodes<Directive> = .none
    /// Of objects and interfaces.
    package internal(set) var fields: Nodes<FieldDefinitionNode> = .none
    /// Of unions.
    package internal(set) var memberTypes: Nodes<Name> = .none
    /// Of enums.
    package internal(set) var values: Nodes<EnumValueNode> = .none
    /// The fields of an input object or the arguments of a directive.
    package internal(set) var inputs: Nodes<InputValueNode> = .none
    /// Of `schema`.
    package internal(set) var rootOperations: Nodes<RootOperationNode> = .none
    /// Of directives.
    package internal(set) var locations: Nodes<Name> = .none
    package internal(set) var isRepeatable = false

    /// Whether it defines or extends a type.
    package var isOfType: Bool { kind != .schema && kind != .directive }

    /// The name in every reference to a type.
    func typeNames(in document: Document) -> [Name] {
        var names = document[rootOperations].map(\.type)
        names += document[interfaces]
        names += document[memberTypes]
        for field in document[fields] {
            names += document[field.arguments].map(\.type.name)
            names.append(field.type.name)
        }
        names += document[inputs].map(\.type.name)
        return names
    }
}

package struct FieldDefinitionNode: Sendable, Node {
    package let description: Value?
    package let name: Name
    package let arguments: Nodes<InputValueNode>
    package let type: TypeNode
    package let directives: Nodes<Directive>
    package var offset: Int32 { description?.offset ?? name.offset }
}

/// An argument's or an input field's definition.
package struct InputValueNode: Sendable, Node {
    package let description: Value?
    package let name: Name
    package let type: TypeNode
    package let defaultValue: Value?
    package let directives: Nodes<Directive>
    package var offset: Int32 { description?.offset ?? name.offset }
}

package struct EnumValueNode: Sendable, Node {
    package let description: Value?
    package let name: Name
    package let directives: Nodes<Directive>
    package var offset: Int32 { description?.offset ?? name.offset }
}

/// `query: Type` of a schema definition.
package struct RootOperationNode: Sendable, Node {
    package let offset: Int32
    package let kind: OperationKind
    package let type: Name
}
