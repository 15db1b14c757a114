import GraphQL
import Testing

@Suite("An anonymous operation stands alone — §5.2.3")
struct LoneAnonymousOperationTests {
    static let cases = [
        RuleCase("{ dog { ...F } } fragment F on Dog { name }"),
        RuleCase(
            "{ dog { name } } query A { dog { name } } { cat { name } }",
            "This anonymous operation must be the only defined operation. (1:1)",
            "This anonymous operation must be the only defined operation. (1:43)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
