// What must not lead back to itself.
extension SchemaValidation {
    mutating func validateCycles() {
        validateNonNullInputFields()
        validateDefaultValues()
        validateDirectives()
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

    /// A default value that takes itself to be filled in has no end, and many that take many are too much.
    ///
    /// <https://spec.graphql.org/September2025/#InputObjectDefaultValueHasCycle()>
    private mutating func validateDefaultValues() {
        if let literal = defaults.excess {
            report(
                "Default values fill in more than \(DefaultValues.maximumFilledIn) fields of the schema's input objects.",
                at: [literal.offset])
        }
        for fields in defaults.cycles {
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
    private mutating func validateDirectives() {
        let references = DirectiveReferences(of: schema)
        for (index, directive) in schema.directiveDefinitions.enumerated() where !context.isFull {
            guard directive.element.offset != nil, let use = references.selfReference(of: index) else { continue }
            report(
                "Directive \"@\(directive.name)\" cannot be used in what its own arguments refer to.",
                at: [directive.element.offset, use.offset])
        }
    }
}

/// Which types and directives the definitions of directives and input types refer to.
private struct DirectiveReferences {
    struct Use {
        /// A type's number, or a directive's behind them.
        let target: Int
        let offset: Int32?
    }

    private let typeCount: Int
    /// By type, and behind them by directive.
    private let uses: [[Use]]

    init(of schema: Schema) {
        let typeCount = schema.types.count
        self.typeCount = typeCount
        let numbers = Dictionary(
            schema.directiveDefinitions.enumerated().map { ($1.name, typeCount + $0) },
            uniquingKeysWith: { first, _ in first })
        let applied = { (directives: [AppliedDirective]) in
            directives.compactMap { directive in
                numbers[directive.name].map { Use(target: $0, offset: directive.offset) }
            }
        }
        let inputs = { (inputs: Members<InputValueDefinition>) in
            inputs.flatMap { applied($0.directives) + [Use(target: $0.type.named.index, offset: nil)] }
        }
        uses =
            schema.types.map { type in
                applied(type.directives + type.enumValues.flatMap(\.directives)) + inputs(type.inputFields)
            } + schema.directiveDefinitions.map { inputs($0.arguments) }
    }

    /// Where a directive is used by what it refers to; nil if it is not.
    func selfReference(of directive: Int) -> Use? {
        let start = typeCount + directive
        if uses[start].isEmpty { return nil }
        var seen: Set<Int> = [start]
        var waiting = [start]
        while let node = waiting.popLast() {
            for use in uses[node] {
                if use.target == start { return use }
                if seen.insert(use.target).inserted { waiting.append(use.target) }
            }
        }
        return nil
    }
}
