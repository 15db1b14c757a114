import Storage

/// `type AccessExplanation` of schema.graphql, field by field in its order.
enum AccessExplanationBinding: ObjectBinding {
    typealias Rows = ExplanationTable
    static let typeName = "AccessExplanation"

    static let fields: [Field] = [
        .column("type", .type),
        .column("field", .field),
        .column("allowed", .allowed),
        .column("rule", .rule),
        .column("rowScope", .rowScope),
    ]
}
