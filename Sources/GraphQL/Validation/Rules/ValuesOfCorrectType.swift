/// Every literal is one that the type of its place accepts.
///
/// Unknown and missing input fields are part of it, and what an object lacks is told before what is in it, as in
/// graphql-js.
///
/// <https://spec.graphql.org/September2025/#sec-Values-of-Correct-Type>
enum ValuesOfCorrectType: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        check(context.typed.values, &context)
    }

    static func check(_ uses: [TypedDocument.ValueUse], _ context: inout ValidationContext) {
        let count = context.errors.count
        for use in uses where !context.isFull {
            guard let type = use.type else { continue }
            switch use.value.content {
            case .variable: break
            case .null:
                if type.isNonNull { reportMismatch(use.value, type, &context) }
            case .list where type.item != nil: break
            // A list is no null, whatever else is wrong with it.
            case .list: check(use.value, against: context.schema[type.named], &context, expected: type.nullable)
            default: check(use.value, against: context.schema[type.named], &context, expected: type)
            }
        }
        context.sortErrors(after: count)
    }

    private static func reportMismatch(_ value: Value, _ type: TypeReference, _ context: inout ValidationContext) {
        context.report(
            "Expected value of type \"\(context.schema.text(of: type))\", found \(context.text(of: value)).",
            value)
    }

    private static func check(
        _ value: Value, against type: TypeDefinition, _ context: inout ValidationContext, expected: TypeReference
    ) {
        switch (type.kind, value.content) {
        case (.scalar, _): checkScalar(value, type, &context, expected: expected)
        case (.enumeration, .enumeration(let name)):
            guard context.schema.enumValue(named: name, in: context.document, of: type) == nil else { return }
            let text = context.text(of: name)
            context.report(
                "Value \"\(text)\" does not exist in \"\(type.name)\" enum." + enumSuggestion(text, type, context),
                value)
        case (.enumeration, _):
            let printed = context.text(of: value)
            context.report(
                "Enum \"\(type.name)\" cannot represent non-enum value: \(printed)."
                    + enumSuggestion(printed, type, context), value)
        case (.inputObject, .object(let fields)): checkObject(fields, value, type, &context)
        default: reportMismatch(value, expected, &context)
        }
    }

    private static func enumSuggestion(
        _ text: String, _ type: TypeDefinition, _ context: ValidationContext
    ) -> String {
        let values = type.enumValues.filter { context.view.shows($0.element) }.map(\.name)
        return Suggestions.didYouMean(text, among: values, what: "the enum value")
    }

    // MARK: Scalars

    private static func checkScalar(
        _ value: Value, _ type: TypeDefinition, _ context: inout ValidationContext, expected: TypeReference
    ) {
        // A custom scalar's literal around a variable waits for its value; the built-in ones have no such literals.
        if !BuiltIn.scalars.contains(type.name),
            contains(value, of: context.document, where: { if case .variable = $0.content { true } else { false } })
        {
            return
        }
        let coercion = LiteralCoercion(schema: context.schema, document: context.document)
        guard coercion.coerce(value, to: TypeReference(type.id)) == nil else { return }
        let printed = context.text(of: value)
        switch (type.name, value.content) {
        case ("Int", .int):
            context.report("Int cannot represent non 32-bit signed integer value: \(printed)", value)
        case ("Int", _): context.report("Int cannot represent non-integer value: \(printed)", value)
        case ("Float", _): context.report("Float cannot represent non numeric value: \(printed)", value)
        case ("String", _): context.report("String cannot represent a non string value: \(printed)", value)
        case ("Boolean", _): context.report("Boolean cannot represent a non boolean value: \(printed)", value)
        case ("ID", _): context.report("ID cannot represent a non-string and non-integer value: \(printed)", value)
        default: reportMismatch(value, expected, &context)
        }
    }

    private static func contains(_ value: Value, of document: Document, where found: (Value) -> Bool) -> Bool {
        switch value.content {
        case .list(let items): document[items].contains { contains($0, of: document, where: found) }
        case .object(let fields): document[fields].contains { contains($0.value, of: document, where: found) }
        default: found(value)
        }
    }

    // MARK: Input objects

    private static func checkObject(
        _ nodes: Nodes<ObjectField>, _ value: Value, _ type: TypeDefinition, _ context: inout ValidationContext
    ) {
        var given: Set<Int> = []
        var unknown: [ObjectField] = []
        for node in context.document[nodes] {
            if let field = context.schema.input(named: node.name, in: context.document, of: type.inputFields) {
                given.insert(field.element.index)
            } else {
                unknown.append(node)
            }
        }
        for field in type.requiredInputFields where !given.contains(field.element.index) {
            context.report(
                "Field \"\(field.coordinate)\" of required type \"\(context.schema.text(of: field.type))\""
                    + " was not provided.", value)
        }
        if type.isOneOf { checkOneOf(nodes, value, type, &context) }
        for node in unknown where !context.isFull {
            let name = context.text(of: node.name)
            let candidates = type.inputFields.filter { context.view.shows($0.element) }.map(\.name)
            context.report(
                "Field \"\(name)\" is not defined by type \"\(type.name)\"."
                    + Suggestions.didYouMean(name, among: candidates), node)
        }
    }

    private static func checkOneOf(
        _ nodes: Nodes<ObjectField>, _ value: Value, _ type: TypeDefinition, _ context: inout ValidationContext
    ) {
        let fields = context.document[nodes]
        guard let last = fields.last, fields.allSatisfy({ $0.name.symbol == last.name.symbol }) else {
            return context.report("OneOf Input Object \"\(type.name)\" must specify exactly one key.", value)
        }
        if case .null = last.value.content {
            context.report("Field \"\(type.name).\(context.text(of: last.name))\" must be non-null.", value)
        }
    }
}
