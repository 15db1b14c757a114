/// The default values of a schema's input fields, coerced while it is being built: each once, whatever takes it to be
/// filled in.
///
/// <https://spec.graphql.org/September2025/#sec-Input-Objects.Type-Validation>
final class DefaultValues {
    private typealias Edges = [(target: Int, edge: InputValueDefinition)]

    let schema: Schema
    /// Fields whose defaults take each other to be filled in without an end, as many as errors are told.
    private(set) var cycles: [[InputValueDefinition]] = []
    /// The most fields that defaults may fill in, all constants of a schema together: types with thousands of defaults,
    /// taken by thousands of constants, would be millions.
    static let maximumFilledIn = 1_000_000
    /// The constant with which they became more.
    private(set) var excess: Value?
    private var remaining = maximumFilledIn
    /// How many fields of each type have a default.
    private let counts: [Int]
    /// By `Element.index`; nil for those in a cycle, what takes them, and what does not fit its type.
    private var constants: [Int: LiteralCoercion.Constant?] = [:]

    init(of schema: Schema) {
        self.schema = schema
        counts = schema.types.map { $0.inputFields.count { $0.defaultLiteral != nil } }
        let fields = schema.types.flatMap(\.inputFields).filter { $0.defaultLiteral != nil }
        // Before anything is made of them: the search looks at each field filled in as well.
        let isAffordable = fields.allSatisfy { field in
            field.defaultLiteral.map { affords($0.value, in: $0.document, field.type) } ?? true
        }
        guard isAffordable else { return }
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
            constants.updateValue(
                coerced(literal.value, in: literal.document, fields[index].type),
                forKey: fields[index].element.index)
        }
    }

    /// The default of an input field; nil if it has none that makes sense.
    subscript(field: InputValueDefinition) -> LiteralCoercion.Constant? { constants[field.element.index] ?? nil }

    /// A constant of the schema's document; nil means that the type does not accept the literal, or that constants became
    /// too large.
    ///
    /// - Parameter element: Of what the constant is the default, if it is one; then it is coerced only the first time.
    func constant(
        _ literal: Value, in document: Document, _ type: TypeReference, defaultOf element: Element? = nil
    ) -> LiteralCoercion.Constant? {
        if let element, let known = constants[element.index] { return known }
        let constant = affords(literal, in: document, type) ? coerced(literal, in: document, type) : nil
        if let element { constants.updateValue(constant, forKey: element.index) }
        return constant
    }

    private func coerced(_ literal: Value, in document: Document, _ type: TypeReference) -> LiteralCoercion.Constant? {
        LiteralCoercion(schema: schema, document: document, defaults: self).constant(literal, of: type)
    }

    // MARK: Bounds

    /// Tells whether the fields that defaults fill in a literal are still affordable, and pays for them.
    private func affords(_ literal: Value, in document: Document, _ type: TypeReference) -> Bool {
        let count = filledIn(by: literal, in: document, schema[type.named])
        if count == 0 { return true }
        remaining -= count
        if remaining < 0, excess == nil { excess = literal }
        return remaining >= 0
    }

    /// Counted without a look at the fields left out; a default is one value, whatever is in it, since all share it.
    private func filledIn(by literal: Value, in document: Document, _ type: TypeDefinition) -> Int {
        switch literal.content {
        case .list(let items): return document[items].reduce(0) { $0 + filledIn(by: $1, in: document, type) }
        case .object(let nodes):
            return document[nodes].reduce(counts[type.id.index]) { count, node in
                guard let field = schema.input(named: node.name, in: document, of: type.inputFields) else {
                    return count
                }
                return count - (field.defaultLiteral == nil ? 0 : 1)
                    + filledIn(by: node.value, in: document, schema[field.type.named])
            }
        default: return 0
        }
    }

    // MARK: Cycles

    /// The fields with a default that a literal leaves out, by `Element.index`.
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
                    if field.defaultLiteral != nil { found.append(field.element.index) }
                    continue
                }
                if type.kind == .inputObject { collect(from: value, in: document, type, schema, into: &found) }
            }
        default: break
        }
    }
}
