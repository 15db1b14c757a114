// The constants of a schema: default values, and the arguments of applied directives.
extension SchemaAssembly {
    /// Coerces a constant of the schema; one that does not fit is reported.
    mutating func coerce(_ literal: Value, to type: TypeReference, in part: Part) -> InputValue? {
        guard let coercing else { return nil }
        if let value = LiteralCoercion(schema: coercing, document: part.document).coerce(literal, to: type) {
            return value
        }
        report(
            "Expected value of type \"\(coercing.text(of: type))\", found \(part.document.printed(literal)).",
            literal, in: part)
        return nil
    }

    /// The directives at one place; an illegal one is reported.
    mutating func directives(
        _ nodes: Nodes<Directive>, in part: Part, at location: DirectiveLocation
    ) -> [AppliedDirective] {
        guard let coercing else { return [] }
        var applied: [AppliedDirective] = []
        for node in part.document[nodes] {
            let name = part.document.text(of: node.name)
            guard let definition = coercing.directive(named: node.name, in: part.document) else {
                report("Unknown directive \"@\(name)\".", node, in: part)
                continue
            }
            if !definition.locations.contains(location) {
                report("Directive \"@\(name)\" may not be used on \(location.rawValue).", node, in: part)
            }
            if !definition.isRepeatable, applied.contains(where: { $0.name == name }) {
                report("The directive \"@\(name)\" can only be used once at this location.", node, in: part)
            }
            applied.append(AppliedDirective(name: name, arguments: arguments(of: node, definition, in: part)))
        }
        return applied
    }

    private mutating func arguments(
        of node: Directive, _ directive: DirectiveDefinition, in part: Part
    ) -> [InputObjectField] {
        guard let coercing else { return [] }
        let nodes = part.document[node.arguments]
        var given: [String: Value] = [:]
        for argument in nodes {
            let name = part.document.text(of: argument.name)
            if coercing.input(named: argument.name, in: part.document, of: directive.arguments) == nil {
                report("Unknown argument \"\(name)\" on directive \"@\(directive.name)\".", argument, in: part)
            }
            if given.updateValue(argument.value, forKey: name) != nil {
                report("There can be only one argument named \"\(name)\".", argument, in: part)
            }
        }
        return directive.arguments.compactMap { definition in
            if let literal = given[definition.name] {
                return coerce(literal, to: definition.type, in: part).map { InputObjectField(definition.name, $0) }
            }
            if definition.isRequired {
                report(
                    "Argument \"@\(directive.name)(\(definition.name):)\" of type "
                        + "\"\(coercing.text(of: definition.type))\" is required, but it was not provided.",
                    node, in: part)
            }
            guard let literal = definition.defaultLiteral else { return nil }
            return LiteralCoercion(schema: coercing, document: literal.document)
                .coerce(literal.value, to: definition.type)
                .map { InputObjectField(definition.name, $0) }
        }
    }
}
