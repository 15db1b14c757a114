/// Input coercion of literals (§3): the document's value in, the value of the declared type out.
///
/// What bounds the work: a literal is no deeper than the parser lets it be, 200 levels, and neither is the type around a
/// single value that stands for a list. The defaults filled in are finished constants, as deep at most and of 20,000
/// values, which are shared and not copied; so are the values of variables, 32 levels deep at most.
package struct LiteralCoercion {
    let schema: Schema
    let document: Document
    /// The coerced value of a variable; nil if it was given none.
    let variable: (Name) -> InputValue?
    /// The defaults of input fields while the schema is being built; later the fields know them.
    private let defaults: DefaultValues?

    package init(schema: Schema, document: Document, variable: @escaping (Name) -> InputValue? = { _ in nil }) {
        self.schema = schema
        self.document = document
        self.variable = variable
        defaults = nil
    }

    init(schema: Schema, document: Document, defaults: DefaultValues) {
        self.schema = schema
        self.document = document
        self.defaults = defaults
        variable = { _ in nil }
    }

    /// Nil means that the type does not accept the literal.
    package func coerce(_ literal: Value, to type: TypeReference) -> InputValue? {
        var size = Size()
        return coerce(literal, to: type, depth: 0, &size)
    }

    /// The value and how large it is.
    func constant(_ literal: Value, of type: TypeReference) -> Constant? {
        var size = Size()
        return coerce(literal, to: type, depth: 0, &size).map { Constant($0, size) }
    }

    private func coerce(
        _ literal: Value, to type: TypeReference, depth: Int, _ size: inout Size
    ) -> InputValue? {
        size.values += 1
        size.depth = max(size.depth, depth)
        if case .variable(let name) = literal.content {
            // A variable was coerced by its own definition, which validation found to fit here.
            let value = variable(name) ?? .null
            return type.isNonNull && value == .null ? nil : value
        }
        if case .null = literal.content { return type.isNonNull ? nil : .null }
        if let item = type.item { return coerceList(literal, of: item, depth: depth, &size) }
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
            return coerceObject(fields, to: named, depth: depth, &size)
        case .object, .interface, .union: return nil
        }
    }

    private func coerceList(
        _ literal: Value, of item: TypeReference, depth: Int, _ size: inout Size
    ) -> InputValue? {
        guard case .list(let nodes) = literal.content else {
            return coerce(literal, to: item, depth: depth + 1, &size).map { .list([$0]) }
        }
        var items: [InputValue] = []
        for node in document[nodes] {
            guard let value = coerce(node, to: item, depth: depth + 1, &size) else { return nil }
            items.append(value)
        }
        return .list(items)
    }

    private func coerceObject(
        _ nodes: Nodes<ObjectField>, to type: TypeDefinition, depth: Int, _ size: inout Size
    ) -> InputValue? {
        let given = schema.inputs(of: type, givenBy: nodes, in: document)
        if given.count < nodes.count { return nil }
        var fields: [InputObjectField] = []
        for definition in type.inputFields {
            if let literal = given[definition.element.index], !isAbsent(literal) {
                guard let value = coerce(literal, to: definition.type, depth: depth + 1, &size) else { return nil }
                fields.append(InputObjectField(definition.name, value))
            } else if definition.isRequired {
                return nil
            } else if definition.defaultLiteral != nil {
                guard let value = defaultValue(of: definition, depth: depth, &size) else { return nil }
                fields.append(InputObjectField(definition.name, value))
            }
        }
        if type.isOneOf, given.count != 1 || fields.count != 1 || fields[0].value == .null { return nil }
        return .object(fields)
    }

    private func defaultValue(
        of definition: InputValueDefinition, depth: Int, _ size: inout Size
    ) -> InputValue? {
        if let value = definition.defaultValue { return value }
        guard let constant = defaults?[definition] else { return nil }
        size.add(constant.size, at: depth + 1)
        return constant.value
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

// MARK: Bounds

extension LiteralCoercion {
    /// How large a value is, defaults of input fields included.
    struct Size {
        /// How many values it is made of.
        fileprivate(set) var values = 0
        /// Those of them that defaults have filled in.
        private var filledIn = 0
        /// Lists and objects inside each other.
        fileprivate(set) var depth = 0

        /// The most values that defaults may fill in: a few inside each other can multiply to millions.
        private static let maximumFilledIn = 20_000
        /// As deep as documents.
        private static let maximumDepth = SyntaxLimits.executable.depth

        /// Why it is more than a schema may ask for; nil if it is not.
        var excess: String? {
            if depth > Self.maximumDepth { return "defaults make it more than \(Self.maximumDepth) levels deep" }
            return filledIn > Self.maximumFilledIn
                ? "defaults add more than \(Self.maximumFilledIn) values to it" : nil
        }

        fileprivate mutating func add(_ other: Size, at depth: Int) {
            values += other.values
            filledIn += other.values
            self.depth = max(self.depth, depth + other.depth)
        }

        /// Large enough to be too large wherever it is added, and small enough to be added.
        fileprivate var capped: Size {
            var size = self
            size.values = min(values, Self.maximumFilledIn + 1)
            return size
        }
    }

    /// A value of the schema's own document.
    struct Constant {
        let value: InputValue
        let size: Size

        /// One that is too large is forgotten: what takes it is too large as well, and the schema refused.
        fileprivate init(_ value: InputValue, _ size: Size) {
            self.value = size.excess == nil ? value : .null
            self.size = size.capped
        }
    }
}
