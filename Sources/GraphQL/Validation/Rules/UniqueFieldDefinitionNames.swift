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
