extension Document {
    /// The document in canonical notation: parsed again it is the same document, and printed again the same text.
    package var printed: String { printed(by: Printer(document: self)) }

    /// The document of a schema in canonical notation, without all that a view of the schema does not show.
    ///
    /// As introspection does, it leaves out what the schema's own directives say.
    ///
    /// - Parameters:
    ///   - view: Of the schema that was built from this document.
    ///   - directives: Names of the schema's own directives that are printed all the same.
    package func printed(in view: SchemaView, with directives: [String] = []) -> String {
        printed(by: Printer(document: self, shown: ShownNodes(of: self, in: view, with: directives)))
    }

    private func printed(by printer: Printer) -> String {
        let definitions =
            operations.map { ($0.offset, printer.text($0)) } + fragments.map { ($0.offset, printer.text($0)) }
            + typeSystemDefinitions.filter(printer.isShown).map { ($0.offset, printer.text($0)) }
        var printed = ""
        for (_, definition) in definitions.sorted(by: { $0.0 < $1.0 }) {
            if !printed.isEmpty {
                // Behind a type without fields a bare selection set would be read as them.
                let isTaken = definition.utf8.first == UInt8(ascii: "{") && printed.utf8.last != UInt8(ascii: "}")
                printed += isTaken ? "\n\nquery " : "\n\n"
            }
            printed += definition
        }
        return printed
    }

    /// The value in canonical notation, as messages quote it.
    package func printed(_ value: Value) -> String { Printer(document: self).text(value) }

    /// The type in the language's notation.
    package func printed(_ type: TypeNode) -> String { type.wrapping.text(around: text(of: type.name)) }
}

/// Writes nodes the way the reference implementation does: two spaces of indentation, one definition after an empty line.
///
/// Texts are composed from the leaves up; the parser's limit on depth bounds the recursion.
struct Printer {
    let document: Document
    /// What of a schema's definitions to print; nil for all.
    var shown: ShownNodes?

    /// Arguments that do not fit in a line of this length get lines of their own.
    private static let lineLength = 80

    // MARK: Executable definitions

    func text(_ operation: Operation) -> String {
        let variables = list(document[operation.variables].map(text))
        let name = (operation.name.map(text) ?? "") + variables
        let head = Self.join([operation.kind.rawValue, name, text(operation.directives)])
        let description = described(operation.description)
        return description + (head == "query" && description.isEmpty ? "" : head + " ") + text(operation.selectionSet)
    }

    private func text(_ variable: VariableDefinition) -> String {
        let value = variable.defaultValue.map { " = \(text($0))" } ?? ""
        return described(variable.description)
            + Self.join([
                "$\(text(variable.name)): \(document.printed(variable.type))\(value)", text(variable.directives),
            ])
    }

    func text(_ fragment: FragmentDefinition) -> String {
        described(fragment.description)
            + Self.join([
                "fragment \(text(fragment.name)) on \(text(fragment.typeCondition))", text(fragment.directives),
                text(fragment.selectionSet),
            ])
    }

    private func text(_ set: SelectionSet) -> String { Self.block(document[set.selections].map(text)) }

    private func text(_ selection: Selection) -> String {
        switch selection {
        case .field(let field): text(field)
        case .fragmentSpread(let spread): Self.join(["...\(text(spread.name))", text(spread.directives)])
        case .inlineFragment(let fragment):
            Self.join([
                "...", fragment.typeCondition.map { "on \(text($0))" } ?? "", text(fragment.directives),
                text(fragment.selectionSet),
            ])
        }
    }

    private func text(_ field: Field) -> String {
        let name = (field.hasAlias ? "\(text(field.responseName)): " : "") + text(field.name)
        let arguments = document[field.arguments].map(text)
        var line = name + (arguments.isEmpty ? "" : "(\(arguments.joined(separator: ", ")))")
        if !arguments.isEmpty, line.unicodeScalars.count > Self.lineLength {
            line = "\(name)(\n\(Self.indented(arguments.joined(separator: "\n")))\n)"
        }
        return Self.join([line, text(field.directives), text(field.selectionSet)])
    }

    // MARK: Values, arguments and directives

    func text(_ name: Name) -> String { document.text(of: name) }

    func text(_ value: Value) -> String {
        switch value.content {
        case .variable(let name): return "$\(text(name))"
        case .int(let number), .float(let number): return document.text(of: number)
        case .string(let token):
            let string = document.string(token)
            let isBlock = StringLiteral.isBlock(document.bytes(of: token))
            return isBlock ? BlockString.printed(string) : StringLiteral.printed(string)
        case .boolean(let boolean): return boolean ? "true" : "false"
        case .null: return "null"
        case .enumeration(let name): return text(name)
        case .list(let items): return "[\(document[items].map(text).joined(separator: ", "))]"
        case .object(let fields):
            if fields.isEmpty { return "{}" }
            let texts = document[fields].map { "\(text($0.name)): \(text($0.value))" }
            return "{ \(texts.joined(separator: ", ")) }"
        }
    }

    private func text(_ argument: Argument) -> String { "\(text(argument.name)): \(text(argument.value))" }

    func text(_ directives: Nodes<Directive>) -> String {
        let directives = document[directives].filter { shown?.contains($0) ?? true }
        let texts = directives.map { "@\(text($0.name))" + list(document[$0.arguments].map(text)) }
        return texts.joined(separator: " ")
    }

    /// A description on lines of its own, or nothing.
    func described(_ description: Value?) -> String { description.map { "\(text($0))\n" } ?? "" }

    // MARK: Layout

    /// Items in parentheses; on lines of their own when one of them takes several.
    func list(_ items: [String]) -> String {
        if items.isEmpty { return "" }
        if items.contains(where: { $0.utf8.contains(UInt8(ascii: "\n")) }) {
            return "(\n\(Self.indented(items.joined(separator: "\n")))\n)"
        }
        return "(\(items.joined(separator: ", ")))"
    }

    /// What there is of the parts, with a space between two.
    static func join(_ parts: [String]) -> String { parts.filter { !$0.isEmpty }.joined(separator: " ") }

    /// Items in braces, each on its line; nothing if there are none.
    static func block(_ items: [String]) -> String {
        items.isEmpty ? "" : "{\n\(indented(items.joined(separator: "\n")))\n}"
    }

    static func indented(_ text: String) -> String {
        var result: [UInt8] = Array("  ".utf8)
        for byte in text.utf8 {
            result.append(byte)
            if byte == UInt8(ascii: "\n") { result.append(contentsOf: [UInt8(ascii: " "), UInt8(ascii: " ")]) }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
