// Definitions and extensions of the type system, in canonical notation.
extension Printer {
    func text(_ definition: TypeSystemDefinition) -> String {
        let prefix = described(definition.description) + (definition.isExtension ? "extend " : "")
        let name = definition.name.map(text) ?? ""
        let directives = text(definition.directives)
        let fields = Self.block(document[definition.fields].filter(isShown).map(text))
        switch definition.kind {
        case .schema:
            let roots = document[definition.rootOperations].filter { isTypeShown($0.type) }.map {
                "\($0.kind.rawValue): \(text($0.type))"
            }
            return prefix + Self.join(["schema", directives, Self.block(roots)])
        case .scalar: return prefix + Self.join(["scalar", name, directives])
        case .object: return prefix + Self.join(["type", name, interfaces(definition), directives, fields])
        case .interface: return prefix + Self.join(["interface", name, interfaces(definition), directives, fields])
        case .union:
            return prefix
                + Self.join(["union", name, directives, names(types(definition.memberTypes), after: "= ", " | ")])
        case .enumeration:
            let values = document[definition.values].filter(isShown).map { value in
                described(value.description) + Self.join([text(value.name), text(value.directives)])
            }
            return prefix + Self.join(["enum", name, directives, Self.block(values)])
        case .inputObject:
            return prefix
                + Self.join([
                    "input", name, directives, Self.block(document[definition.inputs].filter(isShown).map(text)),
                ])
        case .directive:
            let repeatable = definition.isRepeatable ? "repeatable" : ""
            return prefix
                + Self.join([
                    "directive @\(name)\(list(document[definition.inputs].filter(isShown).map(text)))", repeatable,
                    names(document[definition.locations].map(text), after: "on ", " | "),
                ])
        }
    }

    private func interfaces(_ definition: TypeSystemDefinition) -> String {
        names(types(definition.interfaces), after: "implements ", " & ")
    }

    private func types(_ names: Nodes<Name>) -> [String] { document[names].filter(isTypeShown).map(text) }

    private func names(_ names: [String], after word: String, _ separator: String) -> String {
        names.isEmpty ? "" : word + names.joined(separator: separator)
    }

    private func text(_ field: FieldDefinitionNode) -> String {
        let arguments = list(document[field.arguments].filter(isShown).map(text))
        return described(field.description)
            + Self.join(["\(text(field.name))\(arguments): \(document.printed(field.type))", text(field.directives)])
    }

    private func text(_ input: InputValueNode) -> String {
        described(input.description)
            + Self.join([
                "\(text(input.name)): \(document.printed(input.type))",
                input.defaultValue.map { "= \(text($0))" } ?? "",
                text(input.directives),
            ])
    }

    // MARK: What is left out

    func isShown(_ definition: TypeSystemDefinition) -> Bool { shown?.contains(definition) ?? true }
    private func isShown(_ node: some Node) -> Bool { shown?.contains(node) ?? true }
    private func isTypeShown(_ name: Name) -> Bool { shown?.contains(typeNamed: name) ?? true }
}
