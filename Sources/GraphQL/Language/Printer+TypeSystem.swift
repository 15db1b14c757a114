// Definitions and extensions of the type system, in canonical notation.
extension Printer {
    func text(_ definition: TypeSystemDefinition) -> String {
        let prefix = described(definition.description) + (definition.isExtension ? "extend " : "")
        let name = definition.name.map(text) ?? ""
        let directives = text(definition.directives)
        let fields = Self.block(document[definition.fields].map(text))
        switch definition.kind {
        case .schema:
            let roots = document[definition.rootOperations].map { "\($0.kind.rawValue): \(text($0.type))" }
            return prefix + Self.join(["schema", directives, Self.block(roots)])
        case .scalar: return prefix + Self.join(["scalar", name, directives])
        case .object: return prefix + Self.join(["type", name, interfaces(definition), directives, fields])
        case .interface: return prefix + Self.join(["interface", name, interfaces(definition), directives, fields])
        case .union:
            return prefix + Self.join(["union", name, directives, names(definition.memberTypes, after: "= ", " | ")])
        case .enumeration:
            let values = document[definition.values].map { value in
                described(value.description) + Self.join([text(value.name), text(value.directives)])
            }
            return prefix + Self.join(["enum", name, directives, Self.block(values)])
        case .inputObject:
            return prefix + Self.join(["input", name, directives, Self.block(document[definition.inputs].map(text))])
        case .directive:
            let repeatable = definition.isRepeatable ? "repeatable" : ""
            return prefix
                + Self.join([
                    "directive @\(name)\(list(document[definition.inputs].map(text)))", repeatable,
                    names(definition.locations, after: "on ", " | "),
                ])
        }
    }

    private func interfaces(_ definition: TypeSystemDefinition) -> String {
        names(definition.interfaces, after: "implements ", " & ")
    }

    private func names(_ names: Nodes<Name>, after word: String, _ separator: String) -> String {
        names.isEmpty ? "" : word + document[names].map(text).joined(separator: separator)
    }

    private func text(_ field: FieldDefinitionNode) -> String {
        let arguments = list(document[field.arguments].map(text))
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
}
