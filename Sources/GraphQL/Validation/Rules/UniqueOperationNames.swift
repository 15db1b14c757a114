/// No two operations have the same name.
///
/// <https://spec.graphql.org/September2025/#sec-Operation-Name-Uniqueness>
enum UniqueOperationNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        context.reportDuplicates(among: context.document.operations.compactMap(\.name), name: { $0 }) {
            "There can be only one operation named \"\($0)\"."
        }
    }
}
