/// No argument is given twice.
///
/// <https://spec.graphql.org/September2025/#sec-Argument-Uniqueness>
enum UniqueArgumentNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.arguments where use.nodes.count > 1 {
            context.reportGroups(among: context.document[use.nodes], name: \.name) {
                "There can be only one argument named \"\($0)\"."
            }
        }
    }
}
