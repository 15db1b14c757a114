/// The schema has a root type for each operation.
///
/// <https://spec.graphql.org/September2025/#sec-Operation-Type-Existence>
enum KnownOperationTypes: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where context.schema.root(of: operation.kind) == nil {
            context.report("The \(operation.kind.rawValue) operation is not supported by the schema.", operation)
        }
    }
}
