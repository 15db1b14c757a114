import GraphQL
import Testing

@Suite("Executable definitions — §5.1.1")
struct ExecutableDefinitionsTests {
    static let cases = [
        RuleCase("{ dog { name } }"),
        RuleCase(
            "{ dog { name } } type A { a: Int } extend schema { query: A }",
            "The \"A\" definition is not executable. (1:18)",
            "The schema definition is not executable. (1:36)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
