/// A type and its extensions define each field once.
///
/// <https://spec.graphql.org/September2025/#sec-Objects.Type-Validation>
enum UniqueFieldDefinitionNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        context.reportRepeatedMembers(
            { definition, document in
                let inputs = definition.kind == .inputObject ? document[definition.inputs].map(\.name) : []
                return document[definition.fields].map(\.name) + inputs
            }, message: { "Field \"\($0)\" can only be defined once." })
    }
}

extension ValidationContext {
    /// Reports members that a type and its extensions define more than once.
    ///
    /// - Parameter message: Makes a sentence of the member's coordinate.
    mutating func reportRepeatedMembers(
        _ members: (TypeSystemDefinition, Document) -> [Name], message: (SchemaCoordinate) -> String
    ) {
        struct Member: Hashable {
            let type: Int32
            let name: Int32
        }
        var seen: [Member: Name] = [:]
        for definition in document.typeSystemDefinitions {
            guard definition.isOfType, let type = definition.name else { continue }
            for name in members(definition, document) {
                let member = Member(type: type.symbol, name: name.symbol)
                if let first = seen[member] {
                    report(message(.member(of: text(of: type), text(of: name))), first, name)
                } else {
                    seen[member] = name
                }
            }
        }
    }
}
