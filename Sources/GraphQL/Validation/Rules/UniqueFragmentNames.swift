/// No two fragments have the same name.
///
/// <https://spec.graphql.org/September2025/#sec-Fragment-Name-Uniqueness>
enum UniqueFragmentNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        context.reportDuplicates(among: context.document.fragments.map(\.name), name: { $0 }) {
            "There can be only one fragment named \"\($0)\"."
        }
    }
}
