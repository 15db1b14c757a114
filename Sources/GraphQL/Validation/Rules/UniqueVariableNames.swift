/// No variable is defined twice in one operation.
///
/// <https://spec.graphql.org/September2025/#sec-Variable-Uniqueness>
enum UniqueVariableNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.variables.count > 1 {
            context.reportGroups(among: context.document[operation.variables].map(\.name), name: { $0 }) {
                "There can be only one variable named \"$\($0)\"."
            }
        }
    }
}
