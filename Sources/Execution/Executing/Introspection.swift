import GraphQL

/// A field of introspection: `__schema` or `__type`, as the caller's role sees the schema.
struct Introspection: Sendable {
    let view: SchemaView
    let document: Document
    let group: FieldGroup
    let variables: [Int32: Int32]
    let templates: TemplateBuilder

    func write(_ values: VariableValues, to output: inout JSONOutput) throws(FieldRefusal) {
        output.raw("null")
    }
}
