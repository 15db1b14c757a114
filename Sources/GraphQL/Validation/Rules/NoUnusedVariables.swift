/// Every variable that an operation defines is used.
///
/// <https://spec.graphql.org/September2025/#sec-All-Variables-Used>
enum NoUnusedVariables: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (index, operation) in context.document.operations.enumerated() where !operation.variables.isEmpty {
            var isUsed = [Bool](repeating: false, count: context.document.symbolCount)
            for use in context.typed.variables(ofOperation: index) { isUsed[Int(use.name.symbol)] = true }
            for variable in context.document[operation.variables] where !isUsed[Int(variable.name.symbol)] {
                let by = operation.name.map { " in operation \"\(context.text(of: $0))\"" } ?? ""
                context.report("Variable \"$\(context.text(of: variable.name))\" is never used\(by).", variable)
            }
        }
    }
}
