/// Whatever refers to a type by its name finds one in the schema.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence>
enum KnownTypeNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let definitions = context.document.typeSystemDefinitions.lazy.filter { $0.isOfType && !$0.isExtension }
        let own = Set(definitions.compactMap { $0.name?.symbol })
        for name in context.typed.typeNames where !context.isFull && !own.contains(name.symbol) {
            if context.schema.type(named: name, in: context.document) != nil { continue }
            let text = context.text(of: name)
            let candidates = context.schema.types.filter { context.view.shows($0.element) }.map(\.name)
            context.report("Unknown type \"\(text)\"." + Suggestions.didYouMean(text, among: candidates), name)
        }
    }
}
