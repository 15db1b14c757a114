/// An argument is one that its field or directive has.
///
/// <https://spec.graphql.org/September2025/#sec-Argument-Names>
enum KnownArgumentNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.arguments {
            guard let owner = use.owner, let definitions = use.definitions else { continue }
            for argument in context.document[use.nodes]
            where context.schema.input(named: argument.name, in: context.document, of: definitions) == nil {
                let name = context.text(of: argument.name)
                let place =
                    switch owner {
                    case .field(let field, let parent): "field \"\(parent.name).\(field.name)\""
                    case .directive(let directive): "directive \"@\(directive.name)\""
                    }
                let candidates = definitions.filter { context.view.shows($0.element) }.map(\.name)
                context.report(
                    "Unknown argument \"\(name)\" on \(place)." + Suggestions.didYouMean(name, among: candidates),
                    argument)
                if context.isFull { return }
            }
        }
    }
}
