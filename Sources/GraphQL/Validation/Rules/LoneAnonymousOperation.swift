/// An operation without a name is the only one.
///
/// <https://spec.graphql.org/September2025/#sec-Lone-Anonymous-Operation>
enum LoneAnonymousOperation: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        guard context.document.operations.count > 1 else { return }
        for operation in context.document.operations where operation.name == nil {
            context.report("This anonymous operation must be the only defined operation.", operation)
        }
    }
}
