/// A directive stands only once at a place, unless it is repeatable.
///
/// <https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location>
enum UniqueDirectivesPerLocation: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.directives where use.nodes.count > 1 {
            let unrepeatable = context.document[use.nodes].filter {
                context.schema.directive(named: $0.name, in: context.document)?.isRepeatable == false
            }
            context.reportDuplicates(among: unrepeatable, name: \.name) {
                "The directive \"@\($0)\" can only be used once at this location."
            }
        }
    }
}
