import GraphQL
import Testing

@Suite("Arguments are unique — §5.4.2")
struct UniqueArgumentNamesTests {
    static let cases = [
        RuleCase("{ arguments { two(one: 1, other: 1) } }"),
        RuleCase(
            "{ arguments { int(value: 1, value: 2) string @onField(value: 1, value: 1) } }",
            "There can be only one argument named \"value\". (1:19) (1:29)",
            "There can be only one argument named \"value\". (1:55) (1:65)"),
        RuleCase(
            "{ arguments { int(value: 1, value: 2, value: 3) } }",
            "There can be only one argument named \"value\". (1:19) (1:29) (1:39)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
