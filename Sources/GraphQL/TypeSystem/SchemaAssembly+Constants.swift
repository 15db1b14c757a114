// The constants of a schema: default values, and the arguments of applied directives.
extension SchemaAssembly {
    /// Coerces a constant of the schema.
    ///
    /// That it fits is for `ValuesOfCorrectType` to say, and the schema is refused for that first. What remains is one that,
    /// defaults of input fields filled in, is larger than `LiteralCoercion` reads.
    mutating func coerce(_ literal: Value, to type: TypeReference, in part: Part) -> InputValue? {
        guard let coercing else { return nil }
        if let value = LiteralCoercion(schema: coercing, document: part.document).coerce(literal, to: type) {
            return value
        }
        report(
            "Value of type \"\(coercing.text(of: type))\" is too large: it has more than "
                + "\(LiteralCoercion.maximumValues) values or \(LiteralCoercion.maximumDepth) levels, defaults included.",
            literal, in: part)
        return nil
    }

    /// The directives at one place, of which earlier rules have made sure that they are legal.
    mutating func directives(_ nodes: Nodes<Directive>, in part: Part) -> [AppliedDirective] {
        guard let coercing else { return [] }
        return part.document[nodes].compactMap { node in
            guard let definition = coercing.directive(named: node.name, in: part.document) else { return nil }
            return AppliedDirective(
                name: definition.name, arguments: arguments(of: node, definition, in: part),
                offset: offset(node, in: part))
        }
    }

    private mutating func arguments(
        of node: Directive, _ directive: DirectiveDefinition, in part: Part
    ) -> [InputObjectField] {
        guard let coercing else { return [] }
        let given = Dictionary(
            part.document[node.arguments].map { (part.document.text(of: $0.name), $0.value) },
            uniquingKeysWith: { first, _ in first })
        return directive.arguments.compactMap { definition in
            if let literal = given[definition.name] {
                return coerce(literal, to: definition.type, in: part).map { InputObjectField(definition.name, $0) }
            }
            guard let literal = definition.defaultLiteral else { return nil }
            return LiteralCoercion(schema: coercing, document: literal.document)
                .coerce(literal.value, to: definition.type)
                .map { InputObjectField(definition.name, $0) }
        }
    }
}
