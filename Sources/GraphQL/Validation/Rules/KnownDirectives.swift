/// A directive is known, and allowed where it stands.
///
/// <https://spec.graphql.org/September2025/#sec-Directives-Are-Defined>
enum KnownDirectives: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.directives {
            for directive in context.document[use.nodes] {
                guard let definition = context.schema.directive(named: directive.name, in: context.document) else {
                    context.report("Unknown directive \"@\(context.text(of: directive.name))\".", directive)
                    continue
                }
                if !definition.locations.contains(use.location) {
                    context.report(
                        "Directive \"@\(definition.name)\" may not be used on \(use.location.rawValue).", directive)
                }
            }
        }
    }
}
