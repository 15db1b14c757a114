/// No two directives have the same name.
///
/// The built-in ones may be written down, so that only a second definition of them is an error.
///
/// <https://spec.graphql.org/September2025/#sec-Schema>
enum UniqueDirectiveNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        let names = context.document.typeSystemDefinitions.filter { $0.kind == .directive }.compactMap(\.name)
        context.reportDuplicates(among: names, name: { $0 }) {
            "There can be only one directive named \"@\($0)\"."
        }
    }
}
