/// No fragment spreads itself, directly or through others.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spreads-Must-Not-Form-Cycles>
enum NoFragmentCycles: ValidationRule {
    /// The most names that one message lists.
    private static let maximumNames = 20

    static func check(_ context: inout ValidationContext) {
        for cycle in context.fragments.cycles where !context.isFull {
            let names = cycle.map { "\"\(context.text(of: $0.name))\"" }
            guard let fragment = names.last else { continue }
            let listed = names.dropLast().prefix(maximumNames).joined(separator: ", ")
            let via = names.count > 1 ? " via \(listed)\(names.count - 1 > maximumNames ? ", …" : "")" : ""
            context.report("Cannot spread fragment \(fragment) within itself\(via).", at: cycle.map(\.offset))
        }
    }
}
