/// A subscription has exactly one root field, always, and not one of introspection.
///
/// <https://spec.graphql.org/September2025/#sec-Single-Root-Field>
enum SingleFieldSubscriptions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        guard let type = context.schema.root(of: .subscription) else { return }
        for operation in context.document.operations where operation.kind == .subscription {
            check(collect(operation.selectionSet, on: type, in: context), of: operation, &context)
        }
    }

    private static func check(_ root: RootFields, of operation: Operation, _ context: inout ValidationContext) {
        let name = operation.name.map { "Subscription \"\(context.text(of: $0))\"" } ?? "Anonymous Subscription"
        guard root.conditions.isEmpty else {
            return context.report(
                "\(name) must not use `@skip` or `@include` directives in the top level selection.",
                at: root.conditions.map(\.offset))
        }
        if root.groups.isEmpty {
            context.report("\(name) must select one top level field.", operation.selectionSet)
        } else if root.groups.count > 1 {
            context.report(
                "\(name) must select only one top level field.", at: root.groups.dropFirst().joined().map(\.offset))
        }
        for group in root.groups where context.text(of: group[0].name).hasPrefix("__") {
            context.report("\(name) must not select an introspection top level field.", at: group.map(\.offset))
        }
    }

    private struct RootFields {
        /// The fields of each response name, in order of first appearance.
        private(set) var groups: [[Field]] = []
        /// Uses of `@skip` and `@include`; the first of each selection.
        var conditions: [Directive] = []
        /// By symbol of the response name: where its group is.
        private var positions: [Int32: Int] = [:]

        mutating func append(_ field: Field) {
            if let position = positions[field.responseName.symbol] {
                groups[position].append(field)
            } else {
                positions[field.responseName.symbol] = groups.count
                groups.append([field])
            }
        }
    }

    /// Collects with a stack of its own: fragments that spread themselves have no innermost level, and may be many.
    private static func collect(
        _ set: SelectionSet, on type: TypeDefinition, in context: ValidationContext
    ) -> RootFields {
        let document = context.document
        var root = RootFields()
        var isVisited = [Bool](repeating: false, count: document.fragments.count)
        var open = [document[set.selections].makeIterator()]
        while !open.isEmpty {
            guard let selection = open[open.count - 1].next() else {
                open.removeLast()
                continue
            }
            if let condition = condition(in: selection.directives, of: document) {
                root.conditions.append(condition)
                continue
            }
            switch selection {
            case .field(let field): root.append(field)
            case .inlineFragment(let fragment):
                if let name = fragment.typeCondition, !applies(name, to: type, in: context) { continue }
                open.append(document[fragment.selectionSet.selections].makeIterator())
            case .fragmentSpread(let spread):
                guard let index = context.fragments.fragment(named: spread.name), !isVisited[index] else { continue }
                isVisited[index] = true
                let fragment = document.fragments[index]
                guard applies(fragment.typeCondition, to: type, in: context) else { continue }
                open.append(document[fragment.selectionSet.selections].makeIterator())
            }
        }
        return root
    }

    private static func condition(in directives: Nodes<Directive>, of document: Document) -> Directive? {
        let named = { (name: String) in document[directives].first { document.text(of: $0.name) == name } }
        return named("skip") ?? named("include")
    }

    /// Tells whether a fragment's type condition holds for the root of subscriptions.
    private static func applies(_ condition: Name, to root: TypeDefinition, in context: ValidationContext) -> Bool {
        context.schema.type(named: condition, in: context.document)?.possibleTypes.contains(root.id) ?? false
    }
}
