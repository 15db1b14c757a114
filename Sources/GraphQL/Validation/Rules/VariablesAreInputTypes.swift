/// Variables are of input types.
///
/// <https://spec.graphql.org/September2025/#sec-Variables-Are-Input-Types>
enum VariablesAreInputTypes: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations {
            for variable in context.document[operation.variables] {
                guard let type = context.schema.type(named: variable.type.name, in: context.document), !type.isInput
                else { continue }
                context.report(
                    "Variable \"$\(context.text(of: variable.name))\" cannot be non-input type"
                        + " \"\(context.text(of: variable.type))\".", variable.type)
            }
        }
    }
}
