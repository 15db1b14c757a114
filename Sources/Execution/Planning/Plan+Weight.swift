import GraphQL

extension Plan {
    /// Roughly what the plan takes once it has run, in bytes; `PlanCache` bounds the sum.
    ///
    /// What is walked for every row is there twice, as `PlanTables`.
    package var weight: Int {
        let tables =
            Self.weight(fields) + Self.weight(values) + Self.weight(guards) + Self.weight(selections)
            + Self.weight(items) + Self.weight(polymorphs) + Self.weight(polymorphTypes) + Self.weight(identifiers)
            + bytes.count
        let statements = rows.reduce(0) { $0 + Self.statementWeight + $1.select.textLength * 3 }
        let rest =
            nodes.reduce(0) { $0 + Self.weight($1.types) } + Self.weight(denials)
            + introspections.reduce(0) { $0 + $1.weight } + argumentValues * MemoryLayout<InputValue>.stride
        return tables * 2 + statements + rest + cost.weight + document.weight + conditionsWeight
    }

    /// What is kept of the statements of a list position, in bytes.
    static let statementWeight = 8192

    /// The places of fields, with what has to hold for each.
    private var conditionsWeight: Int {
        origins.reduce(Self.weight(inclusions)) { $0 + $1.groups.reduce(0) { $0 + $1.weight } }
    }

    private static func weight<Element>(_ array: [Element]) -> Int { array.count * MemoryLayout<Element>.stride }
}
