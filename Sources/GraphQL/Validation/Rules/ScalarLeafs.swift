/// Composite fields have a selection set, leaf fields none.
///
/// <https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections>
enum ScalarLeafs: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (field, definition) in context.typed.misselectedFields {
            let (name, type) = (definition.name, context.schema.text(of: definition.type))
            if field.selectionSet.isEmpty {
                context.report(
                    "Field \"\(name)\" of type \"\(type)\" must have a selection of subfields."
                        + " Did you mean \"\(name) { ... }\"?", field)
            } else {
                context.report(
                    "Field \"\(name)\" must not have a selection since type \"\(type)\" has no subfields.",
                    field.selectionSet)
            }
        }
    }
}
