/// A subscription has exactly one root field, always, and not one of introspection.
///
/// <https://spec.graphql.org/September2025/#sec-Single-Root-Field>
enum SingleFieldSubscriptions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.kind == .subscription {
            let root = rootFields(of: operation, in: context)
            let name = operation.name.map { "Subscription \"\(context.text(of: $0))\"" } ?? "Anonymous Subscription"
            if let first = root.fields.first {
                let others = root.fields.filter { $0.responseName.symbol != first.responseName.symbol }
                if !others.isEmpty {
                    context.report("\(name) must select only one top level field.", at: others.map(\.offset))
                }
            }
            let meta = root.fields.filter { context.text(of: $0.name).hasPrefix("__") }
            if !meta.isEmpty {
                context.report("\(name) must not select an introspection top level field.", at: meta.map(\.offset))
            }
            if !root.conditions.isEmpty {
                context.report(
                    "\(name) must not use `@skip` or `@include` directives in the top level selection.",
                    at: root.conditions.map(\.offset))
            }
        }
    }

    private struct RootFields {
        var fields: [Field] = []
        /// Uses of `@skip` and `@include`.
        var conditions: [Directive] = []
    }

    /// Collects with a stack of its own: fragments that spread themselves have no innermost level, and may be many.
    private static func rootFields(of operation: Operation, in context: ValidationContext) -> RootFields {
        let document = context.document
        let conditions = { (directives: Nodes<Directive>) in
            document[directives].filter { ["skip", "include"].contains(document.text(of: $0.name)) }
        }
        var root = RootFields()
        var isVisited = [Bool](repeating: false, count: document.fragments.count)
        var open = [document[operation.selectionSet.selections].makeIterator()]
        while !open.isEmpty {
            switch open[open.count - 1].next() {
            case .field(let field):
                root.fields.append(field)
                root.conditions += conditions(field.directives)
            case .inlineFragment(let fragment):
                root.conditions += conditions(fragment.directives)
                if let condition = fragment.typeCondition, !applies(condition, in: context) { continue }
                open.append(document[fragment.selectionSet.selections].makeIterator())
            case .fragmentSpread(let spread):
                root.conditions += conditions(spread.directives)
                guard let index = context.fragments.fragment(named: spread.name), !isVisited[index] else { continue }
                isVisited[index] = true
                let fragment = document.fragments[index]
                guard applies(fragment.typeCondition, in: context) else { continue }
                open.append(document[fragment.selectionSet.selections].makeIterator())
            case nil: open.removeLast()
            }
        }
        return root
    }

    /// Tells whether a fragment's type condition holds for the root of subscriptions.
    private static func applies(_ condition: Name, in context: ValidationContext) -> Bool {
        guard let root = context.schema.root(of: .subscription),
            let type = context.schema.type(named: condition, in: context.document)
        else { return false }
        return type.possibleTypes.contains(root.id)
    }
}
