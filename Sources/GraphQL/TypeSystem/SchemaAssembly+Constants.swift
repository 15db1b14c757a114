// The constants of a schema: default values, and the arguments of applied directives.
extension SchemaAssembly {
    /// Coerces a constant of the schema.
    ///
    /// That it fits is for `ValuesOfCorrectType` to say, and the schema is refused for that first. What remains is one that,
    /// defaults of input fields filled in, is too large.
    ///
    /// - Parameter element: Of what the constant is the default, if it is one.
    mutating func coerce(
        _ literal: Value, to type: TypeReference, in part: Part, defaultOf element: Element? = nil
    ) -> InputValue? {
        guard let constant = defaults?.constant(literal, in: part.document, type, defaultOf: element) else {
            return nil
        }
        guard let excess = constant.size.excess, let defaults else { return constant.value }
        let prefix = element.map { "\($0.coordinate) has invalid default value: " } ?? ""
        report(
            "\(prefix)Value of type \"\(defaults.schema.text(of: type))\" is too large: \(excess).", literal, in: part)
        return nil
    }

    /// The directives at one place, of which earlier rules have made sure that they are legal.
    mutating func directives(_ nodes: Nodes<Directive>, in part: Part) -> [AppliedDirective] {
        guard let defaults else { return [] }
        return part.document[nodes].compactMap { node in
            guard let definition = defaults.schema.directive(named: node.name, in: part.document) else { return nil }
            return AppliedDirective(
                name: definition.name, arguments: arguments(of: node, definition, in: part),
                offset: offset(node, in: part))
        }
    }

    private mutating func arguments(
        of node: Directive, _ directive: DirectiveDefinition, in part: Part
    ) -> [InputObjectField] {
        let given = Dictionary(
            part.document[node.arguments].map { (part.document.text(of: $0.name), $0.value) },
            uniquingKeysWith: { first, _ in first })
        return directive.arguments.compactMap { definition in
            if let literal = given[definition.name] {
                return coerce(literal, to: definition.type, in: part).map { InputObjectField(definition.name, $0) }
            }
            guard let literal = definition.defaultLiteral else { return nil }
            return defaults?
                .constant(literal.value, in: literal.document, definition.type, defaultOf: definition.element)
                .map { InputObjectField(definition.name, $0.value) }
        }
    }
}
