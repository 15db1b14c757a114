import GraphQL

/// Builds a schema that a test wrote.
func schema(
    _ text: String, scalars: [String: @Sendable (InputValue) -> InputValue?] = [:]
) throws -> Schema {
    try Schema(building: try parse(text, limits: .typeSystem), scalars: scalars)
}

/// The errors of a schema, one line each; none if it builds.
func schemaErrors(_ text: String) throws -> [String] {
    let document = try parse(text, limits: .typeSystem)
    do throws(SchemaErrors) {
        _ = try Schema(building: document)
        return []
    } catch { return error.errors.map(\.line) }
}
