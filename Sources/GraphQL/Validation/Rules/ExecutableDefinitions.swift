/// A document to execute has only operations and fragments.
///
/// <https://spec.graphql.org/September2025/#sec-Executable-Definitions>
enum ExecutableDefinitions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for definition in context.document.typeSystemDefinitions {
            let name = definition.name.map { "\"\(context.text(of: $0))\"" } ?? "schema"
            context.report("The \(name) definition is not executable.", definition)
        }
    }
}
