/// Whatever refers to a type by its name finds one in the schema.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spread-Type-Existence>
enum KnownTypeNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        var own: [Int32: String] = [:]
        for definition in context.document.typeSystemDefinitions where definition.isOfType && !definition.isExtension {
            if let name = definition.name { own[name.symbol] = context.text(of: name) }
        }
        // Definitions may bring in any built-in scalar by naming it.
        let builtIn = context.document.typeSystemDefinitions.isEmpty ? [] : BuiltIn.scalars
        for name in context.typed.typeNames where !context.isFull && own[name.symbol] == nil {
            if context.schema.type(named: name, in: context.document) != nil { continue }
            let text = context.text(of: name)
            let known = context.schema.types.filter { context.view.shows($0.element) }.map(\.name)
            let candidates = Set(known + builtIn).union(own.values)
            context.report("Unknown type \"\(text)\"." + Suggestions.didYouMean(text, among: Array(candidates)), name)
        }
    }
}
