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
        if root.groups.isEmpty, !root.isIncomplete {
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
        /// Whether fragments are missing that other rules report.
        var isIncomplete = false
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
        var open = [(selections: document[set.selections].makeIterator(), type: type)]
        while let enclosing = open.last?.type {
            guard let selection = open[open.count - 1].selections.next() else {
                open.removeLast()
                continue
            }
            if let condition = condition(in: selection.directives, of: document) {
                root.conditions.append(condition)
                continue
            }
            let entered: (set: SelectionSet, condition: Name?)
            switch selection {
            case .field(let field):
                root.append(field)
                continue
            case .inlineFragment(let fragment): entered = (fragment.selectionSet, fragment.typeCondition)
            case .fragmentSpread(let spread):
                guard let index = context.fragments.fragment(named: spread.name) else {
                    root.isIncomplete = true
                    continue
                }
                if isVisited[index] { continue }
                isVisited[index] = true
                let fragment = document.fragments[index]
                entered = (fragment.selectionSet, fragment.typeCondition)
            }
            let inner = entered.condition.map { context.schema.type(named: $0, in: document) } ?? enclosing
            if let inner, inner.possibleTypes.overlaps(enclosing.possibleTypes) {
                // One that applies to other types only, within an abstract type, adds nothing here, and rightly.
                guard inner.possibleTypes.contains(type.id) else { continue }
                open.append((document[entered.set.selections].makeIterator(), inner))
            } else {
                root.isIncomplete = true
            }
        }
        return root
    }

    private static func condition(in directives: Nodes<Directive>, of document: Document) -> Directive? {
        let named = { (name: String) in document[directives].first { document.text(of: $0.name) == name } }
        return named("skip") ?? named("include")
    }
}
