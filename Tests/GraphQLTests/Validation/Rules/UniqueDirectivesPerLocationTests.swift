import GraphQL
import Testing

@Suite("Directives are unique at their places — §5.7.3")
struct UniqueDirectivesPerLocationTests {
    static let cases = [
        RuleCase("{ dog { name @repeated @repeated @onField barks @onField } }"),
        RuleCase(
            "{ dog { name @onField @skip(if: true) @onField @skip(if: true) } }",
            "The directive \"@onField\" can only be used once at this location. (1:14) (1:39)",
            "The directive \"@skip\" can only be used once at this location. (1:23) (1:48)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
