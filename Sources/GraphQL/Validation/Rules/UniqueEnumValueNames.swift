/// An enum and its extensions define each value once.
///
/// <https://spec.graphql.org/September2025/#sec-Enums.Type-Validation>
enum UniqueEnumValueNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        context.reportRepeatedMembers(
            { definition, document in document[definition.values].map(\.name) },
            message: { "Enum value \"\($0)\" can only be defined once." })
    }
}
