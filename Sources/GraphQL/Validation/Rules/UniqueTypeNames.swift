/// No two types have the same name, those that every schema has or may have included.
///
/// <https://spec.graphql.org/September2025/#sec-Schema>
enum UniqueTypeNames: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        var seen: [Int32: Name] = [:]
        for definition in context.document.typeSystemDefinitions where definition.isOfType && !definition.isExtension {
            guard let name = definition.name else { continue }
            let text = context.text(of: name)
            let message = "There can be only one type named \"\(text)\"."
            if let first = seen.updateValue(seen[name.symbol] ?? name, forKey: name.symbol) {
                context.report(message, first, name)
            } else if BuiltIn.scalars.contains(text)
                || context.schema.type(named: name, in: context.document)?.element.offset == nil
            {
                context.report(message, name)
            }
        }
    }
}
