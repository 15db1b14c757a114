import GraphQL
import Testing

@Suite("Operation types exist — §5.2.1")
struct KnownOperationTypesTests {
    static let cases = [
        RuleCase("subscription { dogBorn { name } }"),
        RuleCase("mutation { a }", "The mutation operation is not supported by the schema. (1:1)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
