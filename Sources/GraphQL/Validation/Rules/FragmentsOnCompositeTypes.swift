/// Fragments are on objects, interfaces and unions.
///
/// <https://spec.graphql.org/September2025/#sec-Fragments-on-Object-Interface-or-Union-Types>
enum FragmentsOnCompositeTypes: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for condition in context.typed.typeConditions {
            guard let type = context.schema.type(named: condition.name, in: context.document), !type.isComposite
            else { continue }
            let fragment = condition.fragment.map { "Fragment \"\(context.text(of: $0))\"" } ?? "Fragment"
            context.report("\(fragment) cannot condition on non composite type \"\(type.name)\".", condition.name)
        }
    }
}
