/// The default values of a schema's input fields, coerced while it is being built: each once, whatever takes it to be
/// filled in.
///
/// <https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation>
final class DefaultValues {
    private typealias Edges = [(target: Int, edge: InputValueDefinition)]

    let schema: Schema
    /// Fields whose defaults take each other to be filled in without an end, as many as errors are told.
    private(set) var cycles: [[InputValueDefinition]] = []
    /// By `Element.index`; those in a cycle, and what takes them, have none.
    private var constants: [Int: LiteralCoercion.Constant] = [:]
    /// What `{}` stands for, of the types that it was asked for.
    private var empties: [TypeID: LiteralCoercion.Constant] = [:]

    init(of schema: Schema) {
        self.schema = schema
        let fields = schema.types.flatMap(\.inputFields).filter { $0.defaultLiteral != nil }
        let positions = Dictionary(
            zip(fields.map(\.element.index), fields.indices), uniquingKeysWith: { first, _ in first })
        // What `{}` takes, which is what most of these defaults are.
        let all = schema.types.map { type in
            type.inputFields.compactMap { field in
                positions[field.element.index].map { (target: $0, edge: field) }
            }
        }
        let maximumCycles = ValidationLimits.typeSystem.errors
        let search = CycleSearch(count: fields.count, maximumCycles: maximumCycles) { index -> Edges in
            let type = schema[fields[index].type.named]
            guard type.kind == .inputObject, let literal = fields[index].defaultLiteral else { return [] }
            if case .object(let nodes) = literal.value.content, nodes.isEmpty { return all[type.id.index] }
            var found: [Int] = []
            Self.collect(from: literal.value, in: literal.document, type, schema, into: &found)
            var seen: Set<Int> = []
            return found.compactMap { positions[$0] }.filter { seen.insert($0).inserted }.map { ($0, fields[$0]) }
        }
        // Each begins with the field that was come upon first.
        cycles = search.cycles.map { $0.suffix(1) + $0.dropLast() }
        for index in search.innermostFirst {
            guard let literal = fields[index].defaultLiteral else { continue }
            constants[fields[index].element.index] = constant(literal.value, in: literal.document, fields[index].type)
        }
    }

    /// The default of an input field; nil if it has none that makes sense.
    subscript(field: InputValueDefinition) -> LiteralCoercion.Constant? { constants[field.element.index] }

    /// A constant of the schema's document; nil means that the type does not accept the literal.
    func constant(_ literal: Value, in document: Document, _ type: TypeReference) -> LiteralCoercion.Constant? {
        let isEmpty = if case .object(let nodes) = literal.content { nodes.isEmpty && type.item == nil } else { false }
        if isEmpty, let known = empties[type.named] { return known }
        let constant = LiteralCoercion(schema: schema, document: document, defaults: self).constant(literal, of: type)
        if isEmpty { empties[type.named] = constant }
        return constant
    }

    /// The input fields that a literal leaves out, by `Element.index`.
    ///
    /// <https://spec.graphql.org/September2025/#InputObjectDefaultValueHasCycle()>
    private static func collect(
        from value: Value, in document: Document, _ type: TypeDefinition, _ schema: Schema, into found: inout [Int]
    ) {
        switch value.content {
        case .list(let items):
            for item in document[items] { collect(from: item, in: document, type, schema, into: &found) }
        case .object(let nodes):
            let given = schema.inputs(of: type, givenBy: nodes, in: document)
            for field in type.inputFields {
                let type = schema[field.type.named]
                guard let value = given[field.element.index] else {
                    found.append(field.element.index)
                    continue
                }
                if type.kind == .inputObject { collect(from: value, in: document, type, schema, into: &found) }
            }
        default: break
        }
    }
}
