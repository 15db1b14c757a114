import GraphQL
import Testing

@Suite("Variable names are unique — §5.8.1")
struct UniqueVariableNamesTests {
    static let cases = [
        RuleCase("query A($a: Int) { arguments { int(value: $a) } } query B($a: Int) { arguments { int(value: $a) } }"),
        RuleCase(
            "query($a: Int, $a: Int) { arguments { int(value: $a) } }",
            "There can be only one variable named \"$a\". (1:8) (1:17)"),
        RuleCase(
            "query($a: Int, $a: Int, $a: Int) { arguments { int(value: $a) } }",
            "There can be only one variable named \"$a\". (1:8) (1:17) (1:26)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
