/// A field or a directive defines each argument once.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Arguments>
enum UniqueArgumentDefinitionNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let document = context.document
        for definition in document.typeSystemDefinitions {
            let name = definition.name.map(document.text) ?? ""
            if definition.kind == .directive {
                check(definition.inputs, &context) { .directiveArgument(of: name, $0) }
            }
            for field in document[definition.fields] {
                check(field.arguments, &context) {
                    .argument(of: name, field: document.text(of: field.name), $0)
                }
            }
        }
    }

    private static func check(
        _ nodes: Nodes<InputValueNode>, _ context: inout ValidationContext, coordinate: (String) -> SchemaCoordinate
    ) {
        guard nodes.count > 1 else { return }
        context.reportGroups(among: context.document[nodes].map(\.name), name: { $0 }) {
            "Argument \"\(coordinate($0))\" can only be defined once."
        }
    }
}
