/// No fragment spreads itself, directly or through others.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles>
enum NoFragmentCycles: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for cycle in context.fragments.cycles where !context.isFull {
            let names = cycle.map { "\"\(context.text(of: $0.name))\"" }
            guard let fragment = names.last else { continue }
            let via = names.count > 1 ? " via \(names.dropLast().joined(separator: ", "))" : ""
            context.report("Cannot spread fragment \(fragment) within itself\(via).", at: cycle.map(\.offset))
        }
    }
}
