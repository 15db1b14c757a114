// What must not lead back to itself.
extension SchemaValidation {
    mutating func validateCycles() {
        validateNonNullInputFields()
        validateDefaultValues()
        for directive in schema.directiveDefinitions where directive.element.offset != nil && !context.isFull {
            validateReferences(of: directive)
        }
    }

    /// An input object that contains itself in fields that cannot be null has no finite value.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Input-Objects.Circular-References>
    private mutating func validateNonNullInputFields() {
        let schema = schema
        let search = CycleSearch(count: schema.types.count, maximumCycles: context.limits.errors) { index in
            schema.types[index].inputFields
                .filter { $0.type.isNonNull && $0.type.item == nil && schema[$0.type.named].kind == .inputObject }
                .map { (target: $0.type.named.index, edge: $0) }
        }
        for cycle in search.cycles {
            guard let last = cycle.last else { continue }
            report(
                "Cannot reference Input Object \"\(schema[last.type.named].name)\" within itself through a series of "
                    + "non-null fields: \"\(cycle.map(\.name).joined(separator: "."))\".",
                at: cycle.map(\.element.offset))
        }
    }

    /// A default value that takes itself to be filled in has no end.
    ///
    /// <https://spec.graphql.org/September2025/#InputObjectDefaultValueHasCycle()>
    private mutating func validateDefaultValues() {
        let defaults = DefaultedFields(of: schema)
        let search = CycleSearch(count: defaults.fields.count, maximumCycles: context.limits.errors) { index in
            defaults.reached(from: index).map { (target: $0, edge: index) }
        }
        for cycle in search.cycles {
            let fields = cycle.map { defaults.fields[$0] }
            let others = fields.dropFirst().map(\.coordinate.description).joined(separator: ", ")
            report(
                "Invalid circular reference. The default value of Input Object field \(fields[0].coordinate) "
                    + "references itself\(others.isEmpty ? "" : " via the default values of: \(others)").",
                at: fields.map { $0.defaultLiteral?.value.offset })
        }
    }

    /// Whatever a directive's arguments refer to must not use the directive.
    ///
    /// <https://spec.graphql.org/September2025/#sec-Type-System.Directives.Type-Validation>
    private mutating func validateReferences(of directive: DirectiveDefinition) {
        var seen: Set<String> = []
        var seenTypes: Set<TypeID> = []
        var waiting = directive.arguments
        while let input = waiting.popLast() {
            var applied = input.directives
            if seenTypes.insert(input.type.named).inserted {
                let type = schema[input.type.named]
                applied += type.directives + type.enumValues.flatMap(\.directives)
                waiting += type.inputFields
            }
            for use in applied where seen.insert(use.name).inserted {
                if use.name == directive.name {
                    return report(
                        "Directive \"@\(directive.name)\" cannot be used in what its own arguments refer to.",
                        at: [directive.element.offset, use.offset])
                }
                waiting += schema.directiveDefinitions.first { $0.name == use.name }?.arguments ?? []
            }
        }
    }
}

/// The input fields that have a default of an input object type, and which of them a default takes to be filled in.
private struct DefaultedFields {
    let schema: Schema
    private(set) var fields: [InputValueDefinition] = []
    /// By `Element.index`.
    private var positions: [Int: Int] = [:]

    init(of schema: Schema) {
        self.schema = schema
        for field in schema.types.flatMap(\.inputFields) where field.defaultLiteral != nil {
            guard schema[field.type.named].kind == .inputObject else { continue }
            positions[field.element.index] = fields.count
            fields.append(field)
        }
    }

    func reached(from index: Int) -> [Int] {
        guard let literal = fields[index].defaultLiteral else { return [] }
        var found: [Int] = []
        collect(from: literal.value, in: literal.document, schema[fields[index].type.named], into: &found)
        return found
    }

    private func collect(from value: Value, in document: Document, _ type: TypeDefinition, into found: inout [Int]) {
        switch value.content {
        case .list(let items):
            for item in document[items] { collect(from: item, in: document, type, into: &found) }
        case .object(let nodes):
            for field in type.inputFields where schema[field.type.named].kind == .inputObject {
                if let given = document[nodes].first(where: { document.text(of: $0.name) == field.name }) {
                    collect(from: given.value, in: document, schema[field.type.named], into: &found)
                } else if let position = positions[field.element.index], !found.contains(position) {
                    found.append(position)
                }
            }
        default: break
        }
    }
}
