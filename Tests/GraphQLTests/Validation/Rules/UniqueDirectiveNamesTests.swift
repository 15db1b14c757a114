import GraphQL
import Testing

@Suite("Directives have unique names — §3.3")
struct UniqueDirectiveNamesTests {
    static let cases = [
        RuleCase(
            "directive @a on FIELD directive @a on QUERY",
            "There can be only one directive named \"@a\". (2:12) (2:34)"),
        RuleCase(
            "directive @skip on FIELD"),
        RuleCase(
            "directive @skip on FIELD directive @skip on FIELD",
            "There can be only one directive named \"@skip\". (2:12) (2:37)"),
        RuleCase(
            "directive @a on FIELD directive @b on FIELD directive @a on QUERY directive @b on QUERY directive @a on FIELD",
            "There can be only one directive named \"@a\". (2:12) (2:56)",
            "There can be only one directive named \"@b\". (2:34) (2:78)",
            "There can be only one directive named \"@a\". (2:12) (2:100)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
