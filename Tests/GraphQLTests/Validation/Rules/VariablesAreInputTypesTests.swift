import GraphQL
import Testing

@Suite("Variables are of input types — §5.8.2")
struct VariablesAreInputTypesTests {
    static let cases = [
        RuleCase("query($a: Int, $b: [DogCommand!]!, $c: Complex) { arguments { any(value: [$a, $b, $c]) } }"),
        RuleCase(
            "query($a: Dog, $b: [CatOrDog!]!) { arguments { any(value: [$a, $b]) } }",
            "Variable \"$a\" cannot be non-input type \"Dog\". (1:11)",
            "Variable \"$b\" cannot be non-input type \"[CatOrDog!]!\". (1:20)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
