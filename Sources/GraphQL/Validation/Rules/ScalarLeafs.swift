/// Composite fields have a selection set, leaf fields none.
///
/// <https://spec.graphql.org/September2025/#sec-Leaf-Field-Selections>
enum ScalarLeafs: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.fields {
            guard let definition = use.definition else { continue }
            let set = use.field.selectionSet
            if context.schema[definition.type.named].isLeaf {
                guard !set.isEmpty else { continue }
                let (name, type) = (definition.name, context.schema.text(of: definition.type))
                context.report(
                    "Field \"\(name)\" must not have a selection since type \"\(type)\" has no subfields.", set)
            } else if set.isEmpty {
                let (name, type) = (definition.name, context.schema.text(of: definition.type))
                context.report(
                    "Field \"\(name)\" of type \"\(type)\" must have a selection of subfields."
                        + " Did you mean \"\(name) { ... }\"?", use.field)
            }
        }
    }
}
