import GraphQL

extension FieldDefinition {
    /// Whether the schema says of the field, by its directive `@personal`, that it tells who somebody is.
    var isPersonal: Bool { directives.contains { $0.name == "personal" } }
}
