/// A spread names a fragment of the document.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spread-Target-Defined>
enum KnownFragmentNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for spread in context.typed.spreads {
            guard let name = spread.name, context.fragments.fragment(named: name) == nil else { continue }
            context.report("Unknown fragment \"\(context.text(of: name))\".", name)
        }
    }
}
