/// A selected field is one that its parent type has.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Selections>
enum FieldsOnCorrectType: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for use in context.typed.fields where use.definition == nil {
            guard let parent = use.parent else { continue }
            let name = context.text(of: use.field.name)
            context.report(
                "Cannot query field \"\(name)\" on type \"\(parent.name)\"."
                    + suggestion(for: name, on: parent, in: context), use.field)
            if context.isFull { return }
        }
    }

    private static func suggestion(
        for name: String, on parent: TypeDefinition, in context: ValidationContext
    ) -> String {
        let types = typesWithField(name, among: parent, in: context)
        if !types.isEmpty { return Suggestions.sentence(types, what: "to use an inline fragment on") }
        let fields = parent.fields.filter { context.view.shows($0.element) }.map(\.name)
        return Suggestions.didYouMean(name, among: fields)
    }

    /// Of an abstract type: the possible types that have the field, behind the interfaces that most of them share.
    private static func typesWithField(
        _ name: String, among parent: TypeDefinition, in context: ValidationContext
    ) -> [String] {
        guard parent.isAbstract else { return [] }
        let hasField = { (type: TypeDefinition) in
            context.view.shows(type.element)
                && type.fields.contains { $0.name == name && context.view.shows($0.element) }
        }
        let objects = parent.possibleTypes.members.map { context.schema[$0] }.filter(hasField)
        var uses: [TypeID: Int] = [:]
        for object in objects {
            for interface in object.interfaces where hasField(context.schema[interface]) {
                uses[interface, default: 0] += 1
            }
        }
        let interfaces = uses.sorted { ($1.value, $0.key.index) < ($0.value, $1.key.index) }
        return interfaces.map { context.schema[$0.key].name } + objects.map(\.name).sorted()
    }
}
