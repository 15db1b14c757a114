/// Every fragment is used by some operation.
///
/// <https://spec.graphql.org/September2025/#sec-Fragments-Must-Be-Used>
enum NoUnusedFragments: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let used = Set(context.typed.reachableFragments.joined())
        for (index, fragment) in context.document.fragments.enumerated() where !used.contains(index) {
            // Of two fragments with one name only the first can be spread: that is UniqueFragmentNames' business.
            if let first = context.fragments.fragment(named: fragment.name), used.contains(first) { continue }
            context.report("Fragment \"\(context.text(of: fragment.name))\" is never used.", fragment)
        }
    }
}
