/// A selected field is one that its parent type has.
///
/// <https://spec.graphql.org/September2025/#sec-Field-Selections>
enum FieldsOnCorrectType: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for (field, parent) in context.typed.unknownFields {
            let name = context.text(of: field.name)
            context.report(
                "Cannot query field \"\(name)\" on type \"\(parent.name)\"."
                    + suggestion(for: name, on: parent, in: context), field)
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

    /// Of an abstract type: the possible types that have the field, and the interfaces that these share.
    ///
    /// What most of them implement comes first, and an interface before what implements it.
    private static func typesWithField(
        _ name: String, among parent: TypeDefinition, in context: ValidationContext
    ) -> [String] {
        guard parent.isAbstract else { return [] }
        let hasField = { (type: TypeDefinition) in
            context.view.shows(type.element)
                && type.fields.contains { $0.name == name && context.view.shows($0.element) }
        }
        var uses: [TypeID: Int] = [:]
        for object in parent.possibleTypes.members.map({ context.schema[$0] }) where hasField(object) {
            uses[object.id] = 1
            for interface in object.interfaces where hasField(context.schema[interface]) {
                uses[interface, default: 0] += 1
            }
        }
        let types = uses.map { (type: context.schema[$0.key], uses: $0.value) }.sorted { $0.type.name < $1.type.name }
        return types.sorted { one, other in
            if one.uses != other.uses { return one.uses > other.uses }
            if other.type.interfaces.contains(one.type.id) { return true }
            if one.type.interfaces.contains(other.type.id) { return false }
            return one.type.name < other.type.name
        }.map(\.type.name)
    }
}
