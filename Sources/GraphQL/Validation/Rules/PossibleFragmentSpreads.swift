/// A fragment can apply where it is spread.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Spread-Is-Possible>
enum PossibleFragmentSpreads: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        for spread in context.typed.spreads {
            guard let parent = spread.parent, let type = spread.type,
                !parent.possibleTypes.overlaps(type.possibleTypes)
            else { continue }
            let fragment = spread.name.map { "Fragment \"\(context.text(of: $0))\"" } ?? "Fragment"
            context.report(
                "\(fragment) cannot be spread here as objects of type \"\(parent.name)\""
                    + " can never be of type \"\(type.name)\".", spread)
        }
    }
}
