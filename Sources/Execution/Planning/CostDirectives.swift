package import GraphQL

/// What schema.graphql says of a field's cost.
extension FieldDefinition {
    /// What the field weighs beside its objects, in nodes: `@cost(weight:)`.
    package var weight: Int64 { number("cost", "weight") ?? 0 }

    /// The most rows of a list that is not paged: `@listSize(assumed:)`.
    package var assumedSize: Int64? { number("listSize", "assumed") }

    private func number(_ directive: String, _ argument: String) -> Int64? {
        guard case .int(let number)? = directives.first(where: { $0.name == directive })?[argument] else { return nil }
        return number
    }
}
