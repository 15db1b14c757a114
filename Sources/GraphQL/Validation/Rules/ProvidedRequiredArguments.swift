/// Every required argument is given.
///
/// <https://spec.graphql.org/September2025/#sec-Required-Arguments>
enum ProvidedRequiredArguments: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.arguments {
            if context.isFull { return }
            guard let owner = use.owner, let definitions = use.definitions else { continue }
            let required = use.required
            if required.isEmpty { continue }
            let given = Set(
                context.document[use.nodes].compactMap {
                    context.schema.input(named: $0.name, in: context.document, of: definitions)?.element.index
                })
            for definition in required where !given.contains(definition.element.index) {
                let place =
                    switch owner {
                    case .field(let field, _): "Field \"\(field.name)\""
                    case .directive(let directive): "Directive \"@\(directive.name)\""
                    }
                context.report(
                    "\(place) argument \"\(definition.name)\" of type \"\(context.schema.text(of: definition.type))\""
                        + " is required, but it was not provided.", at: [use.offset])
            }
        }
    }
}
