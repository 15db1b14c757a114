import GraphQL
import Testing

@Suite("Variables are used — §5.8.4")
struct NoUnusedVariablesTests {
    static let cases = [
        RuleCase(
            "query($a: Int) { arguments { ...F } } fragment F on Arguments { complex(value: {required: true, intField: $a}) }"
        ),
        RuleCase("query($a: Boolean!) { dog { name @skip(if: $a) } }"),
        RuleCase(
            "query A($a: Int, $b: Int) { arguments { int(value: $a) } }",
            "Variable \"$b\" is never used in operation \"A\". (1:18)"),
        RuleCase("query($a: Int) { dog { name } }", "Variable \"$a\" is never used. (1:7)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
