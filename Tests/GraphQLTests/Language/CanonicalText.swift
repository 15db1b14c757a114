import GraphQL

extension Document {
    /// Every definition on one line, from the nodes alone: tests compare whole trees by it.
    var canonicalText: String {
        (operations.map(text) + fragments.map(text) + typeSystemDefinitions.map(text)).joined(separator: "\n")
    }

    private func text(_ operation: Operation) -> String {
        let variables = self[operation.variables].map {
            "$\(text(of: $0.name)): \(printed($0.type))" + ($0.defaultValue.map { " = \(printed($0))" } ?? "")
                + text($0.directives)
        }
        return operation.kind.rawValue + (operation.name.map { " \(text(of: $0))" } ?? "")
            + (variables.isEmpty ? "" : "(\(variables.joined(separator: ", ")))")
            + text(operation.directives) + text(operation.selectionSet)
    }

    private func text(_ fragment: FragmentDefinition) -> String {
        "fragment \(text(of: fragment.name)) on \(text(of: fragment.typeCondition))" + text(fragment.directives)
            + text(fragment.selectionSet)
    }

    private func text(_ set: SelectionSet) -> String {
        if set.isEmpty { return "" }
        let selections = self[set.selections].map { selection in
            switch selection {
            case .field(let field):
                (field.hasAlias ? "\(text(of: field.responseName)): " : "") + text(of: field.name)
                    + text(field.arguments) + text(field.directives) + text(field.selectionSet)
            case .fragmentSpread(let spread): "...\(text(of: spread.name))" + text(spread.directives)
            case .inlineFragment(let fragment):
                "..." + (fragment.typeCondition.map { " on \(text(of: $0))" } ?? "") + text(fragment.directives)
                    + text(fragment.selectionSet)
            }
        }
        return " { \(selections.joined(separator: " ")) }"
    }

    private func text(_ arguments: Nodes<Argument>) -> String {
        if arguments.isEmpty { return "" }
        return "(\(self[arguments].map { "\(text(of: $0.name)): \(printed($0.value))" }.joined(separator: ", ")))"
    }

    private func text(_ directives: Nodes<Directive>) -> String {
        self[directives].map { " @\(text(of: $0.name))\(text($0.arguments))" }.joined()
    }

    private func text(_ definition: TypeSystemDefinition) -> String {
        var text = definition.description.map { "\(printed($0)) " } ?? ""
        text += (definition.isExtension ? "extend " : "") + "\(definition.kind)"
        text += definition.name.map { " \(self.text(of: $0))" } ?? ""
        text += definition.isRepeatable ? " repeatable" : ""
        if !definition.interfaces.isEmpty { text += " implements \(list(self[definition.interfaces], " & "))" }
        text += self.text(definition.directives)
        if !definition.memberTypes.isEmpty { text += " = \(list(self[definition.memberTypes], " | "))" }
        if !definition.locations.isEmpty { text += " on \(list(self[definition.locations], " | "))" }
        let parts =
            self[definition.rootOperations].map { "\($0.kind): \(self.text(of: $0.type))" }
            + self[definition.fields].map { field in
                describe(field.description) + self.text(of: field.name) + inputs(field.arguments, "(", ")")
                    + ": \(printed(field.type))" + self.text(field.directives)
            }
            + self[definition.values].map {
                describe($0.description) + self.text(of: $0.name) + self.text($0.directives)
            }
        return text + (parts.isEmpty ? "" : " { \(parts.joined(separator: " ")) }")
            + inputs(definition.inputs, " {", "}")
    }

    private func inputs(_ inputs: Nodes<InputValueNode>, _ open: String, _ close: String) -> String {
        if inputs.isEmpty { return "" }
        let texts = self[inputs].map { input in
            describe(input.description) + "\(text(of: input.name)): \(printed(input.type))"
                + (input.defaultValue.map { " = \(printed($0))" } ?? "") + text(input.directives)
        }
        return open + texts.joined(separator: ", ") + close
    }

    private func describe(_ description: Value?) -> String { description.map { "\(printed($0)) " } ?? "" }

    private func list(_ names: ArraySlice<Name>, _ separator: String) -> String {
        names.map { text(of: $0) }.joined(separator: separator)
    }
}
