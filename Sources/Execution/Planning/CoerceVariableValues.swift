package import GraphQL

/// The variables of a request that do not fit their definitions.
package struct VariableErrors: Error, Equatable, Sendable {
    package let errors: [GraphQLError]
    package init(errors: [GraphQLError]) { self.errors = errors }
}

/// The variables that an operation defines, resolved once so that each request only coerces values.
///
/// <https://spec.graphql.org/September2025/#sec-Coercing-Variable-Values>
package struct VariableDefinitions: Sendable {
    private struct Definition {
        let node: VariableDefinition
        let name: String
        let type: TypeReference
        let defaultValue: InputValue?
    }

    /// The most errors in one answer.
    fileprivate static let maximumErrors = 20

    private let schema: Schema
    private let document: Document
    private let definitions: [Definition]

    func name(of index: Int32) -> String { definitions[Int(index)].name }

    /// - Parameter operation: One of `document`, which has been validated against `schema`.
    package init(of operation: Operation, in document: Document, schema: Schema) {
        self.schema = schema
        self.document = document
        let literals = LiteralCoercion(schema: schema, document: document)
        definitions = document[operation.variables].compactMap { node in
            guard let type = schema.type(node.type, in: document) else { return nil }
            return Definition(
                node: node, name: document.text(of: node.name), type: type,
                defaultValue: node.defaultValue.flatMap { literals.coerce($0, to: type) })
        }
    }

    /// The first coordinate that the role may not use in any of the values, and where their variable is defined.
    func firstDenied(
        in values: [InputValue?], _ access: Access
    ) -> (coordinate: SchemaCoordinate, location: SourceLocation)? {
        for (definition, value) in zip(definitions, values) {
            guard let value else { continue }
            if let denied = access.firstDenied(in: value, of: definition.type.named, schema) {
                return (denied, document.location(of: definition.node))
            }
        }
        return nil
    }

    /// The value of each variable in order of definition; nil for one that was not given and has no default.
    ///
    /// - Parameters:
    ///   - given: The members of the request's `variables`; those that are not defined are ignored.
    ///   - access: A field closed to the role is let through, for `firstDenied` to refuse.
    ///   - view: What errors may suggest.
    package func coerceVariableValues(
        _ given: [InputObjectField], _ access: Access, _ view: SchemaView
    ) throws(VariableErrors) -> [InputValue?] {
        let given = Dictionary(given.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
        var errors: [GraphQLError] = []
        let values = definitions.map { definition -> InputValue? in
            guard errors.count <= Self.maximumErrors else { return nil }
            var coercion = VariableCoercion(schema: schema, access: access, view: view, variable: definition.name)
            let value = coercion.value(of: given[definition.name], definition.type, definition.defaultValue)
            let locations = coercion.messages.isEmpty ? [] : [document.location(of: definition.node)]
            errors += coercion.messages.map { GraphQLError($0, at: locations, code: .badUserInput) }
            return value
        }
        guard errors.isEmpty else { throw VariableErrors(errors: Self.listed(errors)) }
        return values
    }

    /// The last error says so if there are more.
    private static func listed(_ errors: [GraphQLError]) -> [GraphQLError] {
        if errors.count <= maximumErrors { return errors }
        let message = "Too many errors processing variables, error limit reached. Execution aborted."
        return errors.prefix(maximumErrors - 1) + [GraphQLError(message, code: .badUserInput)]
    }
}

/// The coercion of one variable; what it says of mistakes is graphql-js's wording.
private struct VariableCoercion {
    /// How deep lists and input objects may nest, in levels.
    private static let maximumDepth = 32
    /// Behind so many messages nothing more is said: one more than are listed.
    private static let maximumMessages = VariableDefinitions.maximumErrors + 1

    let schema: Schema
    let access: Access
    let view: SchemaView
    let variable: String
    private(set) var messages: [String] = []
    /// Where in the variable's value the coercion is, such as `[0]` or `.name`.
    private var path: [String] = []

    init(schema: Schema, access: Access, view: SchemaView, variable: String) {
        self.schema = schema
        self.access = access
        self.view = view
        self.variable = variable
    }

    mutating func value(
        of given: InputValue?, _ type: TypeReference, _ defaultValue: InputValue?
    ) -> InputValue? {
        guard let given else {
            if defaultValue == nil, type.isNonNull {
                messages.append(
                    "Variable \"$\(variable)\" of required type \"\(schema.text(of: type))\" was not provided.")
            }
            return defaultValue
        }
        if given == .null, type.isNonNull {
            messages.append(
                "Variable \"$\(variable)\" of non-null type \"\(schema.text(of: type))\" must not be null.")
            return nil
        }
        return coerce(given, to: type)
    }

    /// Nil means that at least one message has been added.
    private mutating func coerce(_ value: InputValue, to type: TypeReference) -> InputValue? {
        if messages.count >= Self.maximumMessages { return nil }
        if path.count > Self.maximumDepth {
            return refuse(value, "Value is nested more than \(Self.maximumDepth) levels deep.")
        }
        if value == .null {
            guard type.isNonNull else { return .null }
            return refuse(value, "Expected non-nullable type \"\(schema.text(of: type))\" not to be null.")
        }
        if let item = type.item { return coerceList(value, of: item) }
        let named = schema[type.named]
        switch (named.kind, value) {
        case (.inputObject, .object(let fields)): return coerceObject(fields, to: named, whole: value)
        case (.inputObject, _): return refuse(value, "Expected type \"\(named.name)\" to be an object.")
        case (.enumeration, .string(let name)):
            if named.enumValues[name] != nil { return .enumeration(name) }
            return refuse(
                value,
                "Value \"\(name.shortened())\" does not exist in \"\(named.name)\" enum."
                    + enumValues(like: name, of: named))
        case (.enumeration, _):
            let text = value.quotation
            return refuse(
                value,
                "Enum \"\(named.name)\" cannot represent non-string value: \(text)."
                    + enumValues(like: text, of: named))
        default: return named.coerceInput(value.whole(for: named)) ?? refuse(value, scalarMessage(value, named))
        }
    }

    private mutating func coerceList(_ value: InputValue, of item: TypeReference) -> InputValue? {
        guard case .list(let values) = value else { return coerce(value, to: item).map { .list([$0]) } }
        var items: [InputValue] = []
        for (index, value) in values.enumerated() {
            path.append("[\(index)]")
            if let coerced = coerce(value, to: item) { items.append(coerced) }
            path.removeLast()
        }
        return items.count == values.count ? .list(items) : nil
    }

    /// A field that is closed to the role is null whatever was given: the request is refused for it, without a word about
    /// what the value should have been.
    private mutating func coerceObject(
        _ given: [InputObjectField], to type: TypeDefinition, whole: InputValue
    ) -> InputValue? {
        let before = messages.count
        let members = members(given, of: type)
        var fields: [InputObjectField] = []
        for (definition, member) in zip(type.inputFields, members.values) {
            if member != nil, !access.allows(definition.element) {
                fields.append(InputObjectField(definition.name, .null))
            } else if let member {
                path.append(".\(definition.name)")
                if let value = coerce(member, to: definition.type) {
                    fields.append(InputObjectField(definition.name, value))
                }
                path.removeLast()
            } else if let defaultValue = definition.defaultValue {
                fields.append(InputObjectField(definition.name, defaultValue))
            } else if definition.isRequired {
                refuse(
                    whole,
                    "Field \"\(definition.name)\" of required type \"\(schema.text(of: definition.type))\""
                        + " was not provided.")
            }
        }
        for name in members.unknown where messages.count < Self.maximumMessages {
            let known = type.inputFields.filter { view.shows($0.element) }.map(\.name)
            refuse(
                whole,
                "Field \"\(name.shortened())\" is not defined by type \"\(type.name)\"."
                    + Suggestions.didYouMean(name, among: known))
        }
        if type.isOneOf { checkOneOf(members.values, type, whole) }
        return messages.count == before ? .object(fields) : nil
    }

    /// What is given for each field of a type, nil for nothing, and the names that it does not have.
    private func members(
        _ given: [InputObjectField], of type: TypeDefinition
    ) -> (values: [InputValue?], unknown: [String]) {
        var values = [InputValue?](repeating: nil, count: type.inputFields.count)
        var unknown: [String] = []
        for field in given {
            if let position = type.inputFields.position(of: field.name) {
                values[position] = values[position] ?? field.value
            } else {
                unknown.append(field.name)
            }
        }
        return (values, unknown)
    }

    private mutating func checkOneOf(_ values: [InputValue?], _ type: TypeDefinition, _ whole: InputValue) {
        let known = zip(type.inputFields, values).filter { $0.1 != nil }
        // What is closed to the role is refused for that, and nothing else is said of it.
        guard known.allSatisfy({ access.allows($0.0.element) }) else { return }
        if known.count != 1 { refuse(whole, "Exactly one key must be specified for OneOf type \"\(type.name)\".") }
        guard let (first, value) = known.first, value == .null else { return }
        path.append(".\(first.name)")
        refuse(.null, "Field \"\(first.name)\" must be non-null.")
        path.removeLast()
    }

    private func enumValues(like text: String, of type: TypeDefinition) -> String {
        let known = type.enumValues.filter { view.shows($0.element) }.map(\.name)
        return Suggestions.didYouMean(text, among: known, what: "the enum value")
    }

    private func scalarMessage(_ value: InputValue, _ type: TypeDefinition) -> String {
        let text = value.quotation
        return switch (type.name, value) {
        case ("Int", .int): "Int cannot represent non 32-bit signed integer value: \(text)"
        case ("Int", .float(let number)) where number == number.rounded():
            "Int cannot represent non 32-bit signed integer value: \(text)"
        case ("Int", _): "Int cannot represent non-integer value: \(text)"
        case ("Float", _): "Float cannot represent non numeric value: \(text)"
        case ("String", _): "String cannot represent a non string value: \(text)"
        case ("Boolean", _): "Boolean cannot represent a non boolean value: \(text)"
        case ("ID", _): "ID cannot represent value: \(text)"
        default: "Expected type \"\(type.name)\"."
        }
    }

    @discardableResult
    private mutating func refuse(_ value: InputValue, _ reason: String) -> InputValue? {
        guard messages.count < Self.maximumMessages else { return nil }
        let place = path.isEmpty ? "" : " at \"\(variable)\(path.joined().shortened())\""
        messages.append("Variable \"$\(variable)\" got invalid value \(value.quotation)\(place); \(reason)")
        return nil
    }
}

extension InputValue {
    /// JSON has one kind of number: where integers are expected, one without a fraction is an integer.
    fileprivate func whole(for type: TypeDefinition) -> InputValue {
        guard case .float(let number) = self, number.isFinite, number == number.rounded() else { return self }
        return switch type.name {
        case "Int": Int64(exactly: number).map(InputValue.int) ?? self
        case "ID": .string(Self.text(of: number))
        default: self
        }
    }
}
