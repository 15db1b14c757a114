import GraphQL
import Testing

@Suite("Types that are named exist — §5.5.1.2")
struct KnownTypeNamesTests {
    static let cases = [
        RuleCase("query($a: String) { arguments { string(value: $a) } pet { ... on Dog { name } } }"),
        RuleCase(
            "query($a: Sting) { pet { ... on Dogg { name } ...F } } fragment F on Zebraland { name }",
            "Unknown type \"Sting\". Did you mean \"String\", \"Being\", or \"Int\"? (1:11)",
            "Unknown type \"Dogg\". Did you mean \"Dog\"? (1:33)", "Unknown type \"Zebraland\". (1:70)",
            "Variable \"$a\" is never used. (1:7)"),
        RuleCase(
            "query($a: A, $b: B) { dog { ... on A { a } } } type A { a: A b: B c: Int }",
            "The \"A\" definition is not executable. (1:48)",
            "Unknown type \"B\". Did you mean \"A\"? (1:18)",
            "Unknown type \"B\". Did you mean \"A\"? (1:65)",
            "Variable \"$a\" is never used. (1:7)",
            "Variable \"$b\" is never used. (1:14)"),
        RuleCase(
            "query($a: ID, $b: Float, $c: Int, $d: Boolean) { __typename ...F } fragment F on Flot { a }",
            on: "type Query { a: Int }",
            "Unknown type \"ID\". (1:11)",
            "Unknown type \"Float\". (1:19)",
            "Unknown type \"Flot\". (1:82)",
            "Variable \"$a\" is never used. (1:7)",
            "Variable \"$b\" is never used. (1:15)",
            "Variable \"$c\" is never used. (1:26)",
            "Variable \"$d\" is never used. (1:35)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
