import GraphQL
import Testing

@Suite("Arguments exist — §5.4.1")
struct KnownArgumentNamesTests {
    static let cases = [
        RuleCase("{ human(id: 1) { name(surname: true) @include(if: true) } }"),
        RuleCase(
            "{ human(ID: 1) { name(unlikely: true) } }",
            "Unknown argument \"ID\" on field \"Query.human\". Did you mean \"id\"? (1:9)",
            "Unknown argument \"unlikely\" on field \"Human.name\". (1:23)"),
        RuleCase(
            "{ dog { name @include(if: true, iff: true) } }",
            "Unknown argument \"iff\" on directive \"@include\". Did you mean \"if\"? (1:33)"),
        RuleCase("{ dog { nothing(x: 1) } }", "Cannot query field \"nothing\" on type \"Dog\". (1:9)"),
        RuleCase(
            "{ __typename(a: 1) dog { __typename(b: 1) } __type(name: \"A\", nam: 1) { name } }",
            "Unknown argument \"a\" on field \"Query.__typename\". (1:14)",
            "Unknown argument \"b\" on field \"Dog.__typename\". (1:37)",
            "Unknown argument \"nam\" on field \"Query.__type\". Did you mean \"name\"? (1:63)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
