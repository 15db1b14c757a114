/// Every variable that an operation defines is used.
///
/// <https://spec.graphql.org/September2025/#sec-All-Variables-Used>
enum NoUnusedVariables: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (index, operation) in context.document.operations.enumerated() where !operation.variables.isEmpty {
            let used = Set(context.typed.variables(ofOperation: index).map(\.name.symbol))
            for variable in context.document[operation.variables] where !used.contains(variable.name.symbol) {
                let by = operation.name.map { " in operation \"\(context.text(of: $0))\"" } ?? ""
                context.report("Variable \"$\(context.text(of: variable.name))\" is never used\(by).", variable)
            }
        }
    }
}
