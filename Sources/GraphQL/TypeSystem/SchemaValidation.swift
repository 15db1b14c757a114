/// The rules of §3 that need a whole schema to look at.
///
/// Sentences and places are those of the reference implementation.
///
/// <https://spec.graphql.org/September2025/#sec-Type-System>
struct SchemaValidation {
    let schema: Schema
    let builder: SchemaBuilder
    let defaults: DefaultValues
    var context: ValidationContext

    private init(of schema: Schema, _ builder: SchemaBuilder, _ defaults: DefaultValues) {
        self.schema = schema
        self.builder = builder
        self.defaults = defaults
        context = Self.context(for: builder.document, on: schema)
    }

    private static func context(for document: Document, on schema: Schema) -> ValidationContext {
        var context = ValidationContext(
            document, schema, SchemaView(of: schema), .typeSystem, code: .schemaInvalid)
        context.layOnSchema()
        return context
    }

    /// What is wrong with the definitions one by one, in the document's order: as long as there is anything, a schema made
    /// of them need not make sense.
    ///
    /// - Parameter schema: Made of the definitions without regard to mistakes.
    static func errors(ofDefinitionsIn document: Document, on schema: Schema) -> [GraphQLError] {
        var context = context(for: document, on: schema)
        for rule in specifiedDefinitionRules where !context.isFull { rule.check(&context) }
        context.sortErrors(after: 0)
        return context.errors
    }

    /// What is wrong with the schema as a whole.
    static func errors(
        of schema: Schema, _ builder: SchemaBuilder, _ defaults: DefaultValues
    ) -> [GraphQLError] {
        var validation = SchemaValidation(of: schema, builder, defaults)
        validation.validateRoots()
        ValuesOfCorrectType.check(&validation.context)
        for directive in schema.directiveDefinitions { validation.validate(directive) }
        for type in schema.types { validation.validate(type) }
        validation.validateCycles()
        return validation.context.errors
    }

    // MARK: Reporting

    mutating func report(_ message: String, at offsets: [Int32?]) {
        context.report(message, at: offsets.compactMap { $0 })
    }

    mutating func report(_ message: String, _ element: Element) { report(message, at: [element.offset]) }

    /// Where a type is defined and extended.
    func offsets(of type: TypeDefinition) -> [Int32] {
        ownParts(of: type).map(\.node.offset)
    }

    func ownParts(of type: TypeDefinition) -> [SchemaBuilder.Part] {
        builder.types[type.id.index].parts.filter { $0.document === builder.document }
    }

    // MARK: Rules

    private mutating func validateRoots() {
        var kinds: [TypeID: [OperationKind]] = [:]
        for kind in [OperationKind.query, .mutation, .subscription] {
            guard let root = builder.root(of: kind) else {
                if kind != .query { continue }
                let definition = builder.schemaParts.first { !$0.node.isExtension }
                report("Query root type must be provided.", at: [definition?.node.offset])
                continue
            }
            let type = schema[root.type]
            if type.kind == .object {
                kinds[type.id, default: []].append(kind)
            } else {
                report(
                    "\(SchemaBuilder.defaultName(of: kind)) root type must be Object type"
                        + "\(kind == .query ? "" : " if provided"), it cannot be \(type.name).",
                    at: [root.node?.offset ?? type.element.offset])
            }
        }
        for (type, kinds) in kinds.sorted(by: { $0.key.index < $1.key.index }) where kinds.count > 1 {
            let list = kinds.map(\.rawValue)
            let listed = list.count == 2 ? "\(list[0]) and \(list[1])" : "query, mutation, and subscription"
            report(
                "All root types must be different, \"\(schema[type].name)\" type is used as \(listed) root types.",
                at: kinds.map { builder.root(of: $0)?.node?.offset })
        }
    }

    private mutating func validate(_ directive: DirectiveDefinition) {
        validateName(directive.element)
        validateArguments(ofBuiltIn: directive)
        // Unlike those of fields, arguments of directives are reported as a whole when their type is wrong.
        for argument in directive.arguments { validate(argument, "argument", typeOffset: argument.element.offset) }
    }

    /// A schema may define a built-in directive itself, even without its argument or with others beside it, but what the
    /// server reads must be what it takes it to be.
    private mutating func validateArguments(ofBuiltIn directive: DirectiveDefinition) {
        guard let specified = BuiltIn.argument(of: directive.name), let argument = directive.arguments[specified.name]
        else { return }
        let type = schema.text(of: argument.type)
        if specified.types.contains(type) { return }
        report(
            "The type of \(argument.coordinate) must be \(specified.types[0]) but got: \(type).", argument.element)
    }

    private mutating func validate(_ type: TypeDefinition) {
        validateName(type.element)
        switch type.kind {
        case .scalar: break
        case .object, .interface:
            if type.fields.isEmpty {
                report("Type \(type.name) must define one or more fields.", at: offsets(of: type))
            }
            for field in type.fields { validate(field) }
            validateInterfaces(of: type)
        case .union: validateMembers(of: type)
        case .enumeration:
            if type.enumValues.isEmpty {
                report("Enum type \(type.name) must define one or more values.", at: offsets(of: type))
            }
            for value in type.enumValues { validateName(value.element) }
        case .inputObject:
            if type.inputFields.isEmpty {
                report("Input Object type \(type.name) must define one or more fields.", at: offsets(of: type))
            }
            for field in type.inputFields {
                validate(field, "input field", typeOffset: field.typeOffset)
                if type.isOneOf { validateOneOf(field) }
            }
            validateOneOfExtensions(of: type)
        }
    }

    private mutating func validateMembers(of union: TypeDefinition) {
        let parts = ownParts(of: union)
        let names = parts.flatMap { part in
            part.document[part.node.memberTypes].map { (part.document.text(of: $0), $0) }
        }
        if names.isEmpty {
            report("Union type \(union.name) must define one or more member types.", at: parts.map(\.node.offset))
        }
        var nodes: [String: [Int32]] = [:]
        for (name, node) in names { nodes[name, default: []].append(node.offset) }
        var seen: Set<String> = []
        for (name, _) in names where !context.isFull {
            guard let type = schema.type(named: name) else { continue }
            if type.kind != .object {
                report(
                    "Union type \(union.name) can only include Object types, it cannot include \(name).",
                    at: nodes[name] ?? [])
            } else if !seen.insert(name).inserted {
                report("Union type \(union.name) can only include type \(name) once.", at: nodes[name] ?? [])
            }
        }
    }

    private mutating func validate(_ field: FieldDefinition) {
        validateName(field.element)
        if !schema[field.type.named].isOutput {
            report(
                "The type of \(field.coordinate) must be Output Type but got: \(schema.text(of: field.type)).",
                at: [field.typeOffset])
        }
        for argument in field.arguments { validate(argument, "argument", typeOffset: argument.typeOffset) }
    }

    private mutating func validate(_ input: InputValueDefinition, _ word: String, typeOffset: Int32?) {
        validateName(input.element)
        if !schema[input.type.named].isInput {
            report(
                "The type of \(input.coordinate) must be Input Type but got: \(schema.text(of: input.type)).",
                at: [typeOffset])
        }
        if input.isRequired, let deprecation = input.element.deprecation {
            report(
                "Required \(word) \(input.coordinate) cannot be deprecated.",
                at: [deprecation.offset, input.typeOffset])
        }
        guard let literal = input.defaultLiteral, literal.document === builder.document else { return }
        var walk = TypedWalk(document: literal.document, schema: schema, fragments: context.fragments)
        walk.visit(literal.value, input.type)
        context.prefix = { offset in
            let path = literal.document.path(to: offset, in: literal.value)
            return "\(input.coordinate) has invalid default value\(path.isEmpty ? "" : " at \(path)"): "
        }
        ValuesOfCorrectType.check(walk.typed.values, &context)
        context.prefix = nil
    }

    private mutating func validateOneOf(_ field: InputValueDefinition) {
        if field.type.isNonNull {
            report("OneOf input field \(field.coordinate) must be nullable.", at: [field.typeOffset])
        }
        if field.defaultLiteral != nil {
            report("OneOf input field \(field.coordinate) cannot have a default value.", field.element)
        }
    }

    /// What an input object's values are like must not change after its definition.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Input-Object-Extensions.Type-Validation>
    private mutating func validateOneOfExtensions(of type: TypeDefinition) {
        for part in ownParts(of: type) where part.node.isExtension {
            for directive in part.document[part.node.directives] where part.document.text(of: directive.name) == "oneOf"
            {
                report(
                    "Directive \"@oneOf\" may not be used on an extension of input object type \"\(type.name)\".",
                    at: [directive.offset])
            }
        }
    }

    /// Names of the schema's document must not look like introspection's.
    private mutating func validateName(_ element: Element) {
        guard element.offset != nil, element.name.hasPrefix("__") else { return }
        report(
            "Name \"\(element.name)\" must not begin with \"__\", which is reserved by GraphQL introspection.",
            element)
    }
}
