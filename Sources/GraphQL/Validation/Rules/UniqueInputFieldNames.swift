/// No input field is given twice in one object.
///
/// <https://spec.graphql.org/September2025/#sec-Input-Object-Field-Uniqueness>
enum UniqueInputFieldNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.values {
            guard case .object(let fields) = use.value.content, fields.count > 1 else { continue }
            context.reportDuplicates(among: context.document[fields], name: \.name) {
                "There can be only one input field named \"\($0)\"."
            }
        }
    }
}
