/// A subscription has exactly one root field, always, and not one of introspection.
///
/// <https://spec.graphql.org/September2025/#sec-Single-Root-Field>
enum SingleFieldSubscriptions: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for operation in context.document.operations where operation.kind == .subscription {
            var isVisited = [Bool](repeating: false, count: context.document.fragments.count)
            var root = RootFields()
            collect(operation.selectionSet, of: context, into: &root, &isVisited)
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

    private static func collect(
        _ set: SelectionSet, of context: ValidationContext, into root: inout RootFields, _ isVisited: inout [Bool]
    ) {
        let document = context.document
        let conditions = { (directives: Nodes<Directive>) in
            document[directives].filter { ["skip", "include"].contains(document.text(of: $0.name)) }
        }
        for selection in document[set.selections] {
            switch selection {
            case .field(let field):
                root.fields.append(field)
                root.conditions += conditions(field.directives)
            case .inlineFragment(let fragment):
                root.conditions += conditions(fragment.directives)
                if let condition = fragment.typeCondition, !applies(condition, in: context) { continue }
                collect(fragment.selectionSet, of: context, into: &root, &isVisited)
            case .fragmentSpread(let spread):
                root.conditions += conditions(spread.directives)
                guard let index = context.fragments.fragment(named: spread.name), !isVisited[index] else { continue }
                isVisited[index] = true
                if !applies(document.fragments[index].typeCondition, in: context) { continue }
                collect(document.fragments[index].selectionSet, of: context, into: &root, &isVisited)
            }
        }
    }

    /// Tells whether a fragment's type condition holds for the root of subscriptions.
    private static func applies(_ condition: Name, in context: ValidationContext) -> Bool {
        guard let root = context.schema.root(of: .subscription),
            let type = context.schema.type(named: condition, in: context.document)
        else { return false }
        return type.possibleTypes.contains(root.id)
    }
}
