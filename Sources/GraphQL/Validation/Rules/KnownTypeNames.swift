/// Type conditions and variables name types of the schema.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence>
enum KnownTypeNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let variables = context.document.operations.flatMap { context.document[$0.variables].map(\.type.name) }
        for name in variables + context.typed.typeConditions.map(\.name) where !context.isFull {
            if context.schema.type(named: name, in: context.document) != nil { continue }
            let text = context.text(of: name)
            let candidates = context.schema.types.filter { context.view.shows($0.element) }.map(\.name)
            context.report("Unknown type \"\(text)\"." + Suggestions.didYouMean(text, among: candidates), name)
        }
    }
}
