import GraphQL

/// A field of introspection, `__schema` or `__type`, as the caller's role sees the schema.
///
/// Its selections are collected once; writing then follows them from object to object.
struct Introspection: Sendable {
    private let view: SchemaView
    /// The type that `__type` asks for; nil for `__schema`.
    private let typeName: ArgumentPlan?
    private let selections: [[SelectedField]]

    /// Roughly what it takes, in bytes.
    var weight: Int {
        selections.joined().reduce(0) { $0 + MemoryLayout<SelectedField>.stride + $1.key.count }
    }

    /// One response key of an introspection object.
    private struct SelectedField: Sendable {
        /// As `,"name":`.
        let key: [UInt8]
        let name: String
        let inclusion: Inclusion?
        let includeDeprecated: ArgumentPlan?
        /// The index of the selection of the objects it leads to, or −1.
        let selection: Int
    }

    init(
        _ group: FieldGroup, _ definition: FieldDefinition, of compiler: inout PlanCompiler
    ) throws(FieldRefusal) {
        view = compiler.view
        typeName =
            definition.name == "__type" ? compiler.templates.arguments(of: group.field, definition).first : nil
        var selections: [[SelectedField]] = []
        _ = try Self.select(group, compiler.schema[definition.type.named], &compiler, &selections)
        self.selections = selections
    }

    /// Collects the fields below `group`; objects of introspection are all of one type.
    private static func select(
        _ group: FieldGroup, _ type: TypeDefinition, _ compiler: inout PlanCompiler,
        _ selections: inout [[SelectedField]]
    ) throws(FieldRefusal) -> Int {
        let index = selections.count
        selections.append([])
        var fields: [(place: Int, field: SelectedField)] = []
        for group in try compiler.collect(group.selectionSets, for: type) {
            guard let definition = compiler.schema.field(named: group.field.name, in: compiler.document, of: type)
            else {
                continue
            }
            let arguments = compiler.templates.arguments(of: group.field, definition)
            let named = compiler.schema[definition.type.named]
            let selection = named.isComposite ? try select(group, named, &compiler, &selections) : -1
            for position in try compiler.positions(of: group) {
                let field = SelectedField(
                    key: Array(",\"\(compiler.document.text(of: group.field.responseName))\":".utf8),
                    name: definition.name, inclusion: position.inclusion,
                    includeDeprecated: arguments.first { $0.name == "includeDeprecated" }, selection: selection)
                fields.append((position.place, field))
            }
        }
        selections[index] = fields.sorted { $0.place < $1.place }.map(\.field)
        return index
    }

    /// Writes the value of the field.
    func write(
        _ variables: VariableValues, _ budget: inout IntrospectionBudget, to output: inout JSONOutput
    ) throws(FieldRefusal) {
        var object = IntrospectionObject.schema
        if let typeName {
            guard case .string(let name)? = try typeName.value(variables),
                let type = IntrospectionObject(typeNamed: name, in: view)
            else { return output.raw("null") }
            object = type
        }
        try write(object, 0, variables, &budget, to: &output)
    }

    private func write(
        _ object: IntrospectionObject, _ selection: Int, _ variables: VariableValues,
        _ budget: inout IntrospectionBudget,
        to output: inout JSONOutput
    ) throws(FieldRefusal) {
        try budget.takeObject()
        let start = output.mark
        for field in selections[selection] {
            if let inclusion = field.inclusion, !inclusion.holds(variables) { continue }
            let includeDeprecated = try field.includeDeprecated?.value(variables) == .boolean(true)
            let before = output.mark
            output.raw(field.key)
            let value = object.resolve(field: field.name, includeDeprecated: includeDeprecated, in: view)
            if field.selection < 0 {
                try write(value, field.selection, variables, &budget, to: &output)
                try budget.take(bytes: output.mark - before)
            } else {
                try budget.take(bytes: field.key.count)
                try write(value, field.selection, variables, &budget, to: &output)
            }
        }
        output.closeObject(from: start)
    }

    private func write(
        _ value: IntrospectionValue, _ selection: Int, _ variables: VariableValues, _ budget: inout IntrospectionBudget,
        to output: inout JSONOutput
    ) throws(FieldRefusal) {
        switch value {
        case .null: output.raw("null")
        case .string(let text), .enumeration(let text): output.string(text)
        case .boolean(let flag): output.boolean(flag)
        case .object(let object): try write(object, selection, variables, &budget, to: &output)
        case .list(let items):
            let start = output.mark
            for item in items {
                output.byte(UInt8(ascii: ","))
                try write(item, selection, variables, &budget, to: &output)
            }
            output.closeList(from: start)
        }
    }
}

/// How much introspection one operation may still write.
struct IntrospectionBudget {
    private var objects = Limits.introspectionObjects
    private var bytes = Limits.introspectionBytes

    /// - Throws: When there is none left.
    mutating func takeObject() throws(FieldRefusal) {
        objects -= 1
        if objects < 0 { throw Self.exceeded }
    }

    /// - Throws: When there are not so many left.
    mutating func take(bytes count: Int) throws(FieldRefusal) {
        bytes -= count
        if bytes < 0 { throw Self.exceeded }
    }

    private static let exceeded = FieldRefusal(
        code: "QUERY_TOO_COSTLY",
        message: "Introspection answers at most \(Limits.introspectionObjects) objects"
            + " and \(Limits.introspectionBytes >> 20) MiB in an operation.")
}
