import GraphQL
import Testing

@Suite("Required arguments are given — §5.4.3")
struct ProvidedRequiredArgumentsTests {
    static let cases = [
        RuleCase("{ arguments { optional two(one: 1, other: 2) nonNullInt(value: 1) } }"),
        RuleCase(
            "{ arguments { nonNullInt two(one: 1) } }",
            "Field \"nonNullInt\" argument \"value\" of type \"Int!\" is required, but it was not provided. (1:15)",
            "Field \"two\" argument \"other\" of type \"Int!\" is required, but it was not provided. (1:26)"),
        RuleCase(
            "{ dog { name @needs } }",
            "Directive \"@needs\" argument \"value\" of type \"Int!\" is required, but it was not provided. (1:14)"),
        RuleCase(
            "{ dog { name @skip } }",
            "Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided. (1:14)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
