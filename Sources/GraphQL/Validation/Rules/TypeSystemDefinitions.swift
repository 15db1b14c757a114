/// A document that describes a schema has only definitions of the type system.
///
/// <https://spec.graphql.org/September2025/#TypeSystemDocument>
enum TypeSystemDefinitions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations {
            context.report("A schema must not contain operations.", operation)
        }
        for fragment in context.document.fragments {
            context.report("A schema must not contain fragments.", fragment)
        }
    }
}
