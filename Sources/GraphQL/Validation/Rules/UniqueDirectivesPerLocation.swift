/// A directive stands only once at a place, unless it is repeatable.
///
/// <https://spec.graphql.org/September2025/#sec-Directives-Are-Unique-per-Location>
enum UniqueDirectivesPerLocation: ValidationRule {
    static func check(_ context: inout ValidationContext) {
        // A type and its extensions are one place; so are the schema and its extensions.
        var ofSchema: [Directive] = []
        var ofTypes: [Int32: [Directive]] = [:]
        for use in context.typed.directives {
            let directives = context.document[use.nodes]
            if let type = use.typeName {
                ofTypes[type.symbol, default: []] += directives
            } else if use.location == .schema {
                ofSchema += directives
            } else {
                check(directives, &context)
            }
        }
        check(ofSchema, &context)
        for (_, directives) in ofTypes.sorted(by: { $0.key < $1.key }) { check(directives, &context) }
    }

    private static func check(_ directives: some Collection<Directive>, _ context: inout ValidationContext) {
        guard directives.count > 1 else { return }
        let unrepeatable = directives.filter {
            context.schema.directive(named: $0.name, in: context.document)?.isRepeatable == false
        }
        context.reportDuplicates(among: unrepeatable, name: \.name) {
            "The directive \"@\($0)\" can only be used once at this location."
        }
    }
}
