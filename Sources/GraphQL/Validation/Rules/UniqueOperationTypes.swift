/// The schema and its extensions name one root type for each kind of operation.
///
/// <https://spec.graphql.org/September2025/#sec-Root-Operation-Types>
enum UniqueOperationTypes: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        var seen: [OperationKind: RootOperationNode] = [:]
        for definition in context.document.typeSystemDefinitions {
            for root in context.document[definition.rootOperations] {
                if let first = seen[root.kind] {
                    context.report("There can be only one \(root.kind.rawValue) type in schema.", first, root)
                } else {
                    seen[root.kind] = root
                }
            }
        }
    }
}
