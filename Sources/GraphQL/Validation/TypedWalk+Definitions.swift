// The part of the walk that is about a schema's own document.
extension TypedWalk {
    mutating func visit(_ definition: TypeSystemDefinition) {
        typed.typeNames += definition.typeNames(in: document)
        visit(
            definition.directives, at: Self.location(of: definition.kind),
            ofType: definition.isOfType ? definition.name : nil)
        for field in document[definition.fields] {
            visit(field.arguments, at: .argumentDefinition)
            visit(field.directives, at: .fieldDefinition)
        }
        for value in document[definition.values] { visit(value.directives, at: .enumValue) }
        visit(
            definition.inputs, at: definition.kind == .inputObject ? .inputFieldDefinition : .argumentDefinition)
    }

    /// Default values are not laid on their types here: that has to wait until the types are known to be sound.
    private mutating func visit(_ inputs: Nodes<InputValueNode>, at location: DirectiveLocation) {
        for input in document[inputs] {
            if let value = input.defaultValue { visit(value, nil) }
            visit(input.directives, at: location)
        }
    }

    /// Directives on directives do not exist: the location of those is never used.
    private static func location(of kind: TypeSystemDefinition.Kind) -> DirectiveLocation {
        switch kind {
        case .schema, .directive: .schema
        case .scalar: .scalar
        case .object: .object
        case .interface: .interface
        case .union: .union
        case .enumeration: .enum
        case .inputObject: .inputObject
        }
    }
}
