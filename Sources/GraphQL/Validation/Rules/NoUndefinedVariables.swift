/// Every used variable is defined by each operation that uses it.
///
/// <https://spec.graphql.org/September2025/#sec-All-Variable-Uses-Defined>
enum NoUndefinedVariables: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (index, operation) in context.document.operations.enumerated() {
            let defined = DefinedVariables(of: operation, in: context.document)
            for use in context.typed.variables(ofOperation: index) where defined[use.name] == nil {
                let by = operation.name.map { " by operation \"\(context.text(of: $0))\"" } ?? ""
                context.report("Variable \"$\(context.text(of: use.name))\" is not defined\(by).", use, operation)
                if context.isFull { return }
            }
        }
    }
}
