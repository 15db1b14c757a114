/// The schema is defined only once.
///
/// <https://spec.graphql.org/September2025/#sec-Schema>
enum LoneSchemaDefinition: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let definitions = context.document.typeSystemDefinitions.filter { $0.kind == .schema && !$0.isExtension }
        for definition in definitions.dropFirst() {
            context.report("Must provide only one schema definition.", definition)
        }
    }
}
