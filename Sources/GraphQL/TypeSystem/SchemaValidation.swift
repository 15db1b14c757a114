/// The rules of §3 that look at more than one definition.
///
/// <https://spec.graphql.org/September2025/#sec-Type-System>
struct SchemaValidation {
    let schema: Schema
    let document: Document
    private var errors: [GraphQLError] = []

    private init(of schema: Schema, document: Document) {
        self.schema = schema
        self.document = document
    }

    /// Everything that the rules find.
    static func errors(of schema: Schema, document: Document) -> [GraphQLError] {
        var validation = SchemaValidation(of: schema, document: document)
        validation.validateRoots()
        for directive in schema.directiveDefinitions { validation.validate(directive) }
        for type in schema.types { validation.validate(type) }
        return validation.errors
    }

    mutating func report(_ message: String, _ element: Element) {
        let offset = element.offset.map { [SourceLocation(of: Int($0), in: document.source)] }
        errors.append(GraphQLError(message, at: offset ?? [], code: .schemaInvalid))
    }

    private mutating func validateRoots() {
        let roots = [("Query", schema.query), ("Mutation", schema.mutation), ("Subscription", schema.subscription)]
        var seen: [TypeID] = []
        for case (let label, let root?) in roots {
            let type = schema[root]
            if type.kind != .object {
                report("\(label) root type must be Object type, it cannot be \(type.name).", type.element)
            } else if seen.contains(root) {
                report("All root types must be different, \"\(type.name)\" is used more than once.", type.element)
            }
            seen.append(root)
        }
    }

    private mutating func validate(_ directive: DirectiveDefinition) {
        validateName(directive.element)
        validate(directive.arguments)
    }

    private mutating func validate(_ type: TypeDefinition) {
        validateName(type.element)
        switch type.kind {
        case .scalar: break
        case .object, .interface:
            if type.fields.isEmpty { report("Type \(type.name) must define one or more fields.", type.element) }
            validateUnique(type.fields.map(\.element)) { "Field \"\($0.coordinate)\" can only be defined once." }
            for field in type.fields { validate(field) }
            validateInterfaces(of: type)
        case .union:
            if type.possibleTypes.members.isEmpty {
                report("Union type \(type.name) must define one or more member types.", type.element)
            }
            for member in type.possibleTypes.members where schema[member].kind != .object {
                report(
                    "Union type \(type.name) can only include Object types, it cannot include \(schema[member].name).",
                    type.element)
            }
        case .enumeration:
            if type.enumValues.isEmpty {
                report("Enum type \(type.name) must define one or more values.", type.element)
            }
            validateUnique(type.enumValues.map(\.element)) {
                "Enum value \"\($0.coordinate)\" can only be defined once."
            }
            for value in type.enumValues { validateName(value.element) }
        case .inputObject:
            if type.inputFields.isEmpty {
                report("Input Object type \(type.name) must define one or more fields.", type.element)
            }
            validate(type.inputFields)
            if type.isOneOf { validateOneOf(type) }
        }
    }

    private mutating func validate(_ field: FieldDefinition) {
        validateName(field.element)
        if !schema[field.type.named].isOutput {
            report(
                "The type of \(field.coordinate) must be Output Type but got: \(schema.text(of: field.type)).",
                field.element)
        }
        validate(field.arguments)
    }

    private mutating func validate(_ inputs: [InputValueDefinition]) {
        validateUnique(inputs.map(\.element)) { element in
            if case .member = element.coordinate { return "Field \"\(element.coordinate)\" can only be defined once." }
            return "Argument \"\(element.coordinate)\" can only be defined once."
        }
        for input in inputs {
            validateName(input.element)
            if !schema[input.type.named].isInput {
                report(
                    "The type of \(input.coordinate) must be Input Type but got: \(schema.text(of: input.type)).",
                    input.element)
            }
            if input.isRequired, input.deprecationReason != nil {
                report("Required input \(input.coordinate) cannot be deprecated.", input.element)
            }
        }
    }

    private mutating func validateOneOf(_ type: TypeDefinition) {
        for field in type.inputFields {
            if field.type.isNonNull {
                report("OneOf input field \(field.coordinate) must be nullable.", field.element)
            }
            if field.defaultLiteral != nil {
                report("OneOf input field \(field.coordinate) cannot have a default value.", field.element)
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

    private mutating func validateUnique(_ elements: [Element], message: (Element) -> String) {
        var names: Set<String> = []
        for element in elements where !names.insert(element.name).inserted { report(message(element), element) }
    }
}
