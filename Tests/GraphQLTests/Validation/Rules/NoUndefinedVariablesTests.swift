import GraphQL
import Testing

@Suite("Variables that are used are defined — §5.8.3")
struct NoUndefinedVariablesTests {
    static let cases = [
        RuleCase("query($a: Int) { arguments { ...F } } fragment F on Arguments { int(value: $a) }"),
        RuleCase("{ arguments { int(value: $a) } }", "Variable \"$a\" is not defined. (1:26) (1:1)"),
        RuleCase(
            "query A($a: Int) { arguments { ...F } } query B { arguments { ...F } } fragment F on Arguments { ...G } fragment G on Arguments { int(value: $a) lists(value: [$b]) }",
            "Variable \"$b\" is not defined by operation \"A\". (1:160) (1:1)",
            "Variable \"$a\" is not defined by operation \"B\". (1:142) (1:41)",
            "Variable \"$b\" is not defined by operation \"B\". (1:160) (1:41)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
