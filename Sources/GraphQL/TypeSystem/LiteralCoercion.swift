/// Input coercion of literals (§3): the document's value in, the value of the declared type out.
package struct LiteralCoercion {
    /// How deep lists and objects may nest, defaults of input fields included: as deep as documents.
    static let maximumDepth = SyntaxLimits.executable.depth
    /// How many values one literal may stand for: a few defaults inside each other can multiply to millions.
    static let maximumValues = 20_000

    let schema: Schema
    let document: Document
    /// The coerced value of a variable; nil if it was given none.
    let variable: (Name) -> InputValue?

    package init(schema: Schema, document: Document, variable: @escaping (Name) -> InputValue? = { _ in nil }) {
        self.schema = schema
        self.document = document
        self.variable = variable
    }

    /// Nil means that the type does not accept the literal.
    package func coerce(_ literal: Value, to type: TypeReference) -> InputValue? {
        var remaining = Self.maximumValues
        return coerce(literal, to: type, depth: 0, &remaining)
    }

    private func coerce(
        _ literal: Value, to type: TypeReference, depth: Int, _ remaining: inout Int
    ) -> InputValue? {
        remaining -= 1
        if depth > Self.maximumDepth || remaining < 0 { return nil }
        if case .variable(let name) = literal.content {
            // A variable was coerced by its own definition, which validation found to fit here.
            let value = variable(name) ?? .null
            return type.isNonNull && value == .null ? nil : value
        }
        if case .null = literal.content { return type.isNonNull ? nil : .null }
        if let item = type.item { return coerceList(literal, of: item, depth: depth, &remaining) }
        let named = schema[type.named]
        switch named.kind {
        case .scalar:
            // A whole number of any size is an ID.
            if case .int(let token) = literal.content, named.name == "ID" { return .string(document.text(of: token)) }
            return constant(literal).flatMap(named.coerceInput)
        case .enumeration:
            guard case .enumeration(let name) = literal.content else { return nil }
            return schema.enumValue(named: name, in: document, of: named).map { .enumeration($0.name) }
        case .inputObject:
            guard case .object(let fields) = literal.content else { return nil }
            return coerceObject(document[fields], to: named, depth: depth, &remaining)
        case .object, .interface, .union: return nil
        }
    }

    private func coerceList(
        _ literal: Value, of item: TypeReference, depth: Int, _ remaining: inout Int
    ) -> InputValue? {
        guard case .list(let nodes) = literal.content else {
            return coerce(literal, to: item, depth: depth + 1, &remaining).map { .list([$0]) }
        }
        var items: [InputValue] = []
        for node in document[nodes] {
            guard let value = coerce(node, to: item, depth: depth + 1, &remaining) else { return nil }
            items.append(value)
        }
        return .list(items)
    }

    private func coerceObject(
        _ nodes: ArraySlice<ObjectField>, to type: TypeDefinition, depth: Int, _ remaining: inout Int
    ) -> InputValue? {
        var given: [(definition: InputValueDefinition, value: Value)] = []
        for node in nodes {
            guard let definition = schema.input(named: node.name, in: document, of: type.inputFields) else {
                return nil
            }
            given.append((definition, node.value))
        }
        var fields: [InputObjectField] = []
        for definition in type.inputFields {
            if let literal = given.first(where: { $0.definition === definition })?.value, !isAbsent(literal) {
                guard let value = coerce(literal, to: definition.type, depth: depth + 1, &remaining) else { return nil }
                fields.append(InputObjectField(definition.name, value))
            } else if definition.isRequired {
                return nil
            } else if definition.defaultLiteral != nil {
                guard let value = defaultValue(of: definition, depth: depth, &remaining) else { return nil }
                fields.append(InputObjectField(definition.name, value))
            }
        }
        if type.isOneOf, given.count != 1 || fields.count != 1 || fields[0].value == .null { return nil }
        return .object(fields)
    }

    /// Reads the default, or coerces it: while a schema is being built its defaults are still literals.
    private func defaultValue(
        of definition: InputValueDefinition, depth: Int, _ remaining: inout Int
    ) -> InputValue? {
        if let value = definition.defaultValue { return value }
        guard let literal = definition.defaultLiteral else { return nil }
        return LiteralCoercion(schema: schema, document: literal.document)
            .coerce(literal.value, to: definition.type, depth: depth + 1, &remaining)
    }

    /// A variable without a value, which counts as a field not given.
    private func isAbsent(_ literal: Value) -> Bool {
        if case .variable(let name) = literal.content { variable(name) == nil } else { false }
    }

    /// The literal by its own kind, for scalars to judge; nil for a number that no number type holds.
    private func constant(_ literal: Value) -> InputValue? {
        switch literal.content {
        case .variable(let name): return variable(name) ?? .null
        case .int(let token):
            let text = document.text(of: token)
            return Int64(text).map(InputValue.int) ?? Double(text).map(InputValue.float)
        case .float(let token): return Double(document.text(of: token)).map(InputValue.float)
        case .string(let token): return .string(document.string(token))
        case .boolean(let value): return .boolean(value)
        case .null: return .null
        case .enumeration(let name): return .enumeration(document.text(of: name))
        case .list(let nodes):
            var items: [InputValue] = []
            for node in document[nodes] {
                guard let item = constant(node) else { return nil }
                items.append(item)
            }
            return .list(items)
        case .object(let nodes):
            var fields: [InputObjectField] = []
            for node in document[nodes] where !isAbsent(node.value) {
                guard let value = constant(node.value) else { return nil }
                fields.append(InputObjectField(document.text(of: node.name), value))
            }
            return .object(fields)
        }
    }
}
