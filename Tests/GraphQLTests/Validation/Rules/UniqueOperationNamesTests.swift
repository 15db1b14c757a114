import GraphQL
import Testing

@Suite("Operation names are unique — §5.2.2")
struct UniqueOperationNamesTests {
    static let cases = [
        RuleCase("query A { dog { name } } query B { dog { name } }"),
        RuleCase(
            "query A { dog { name } } subscription A { dogBorn { name } }",
            "There can be only one operation named \"A\". (1:7) (1:39)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
