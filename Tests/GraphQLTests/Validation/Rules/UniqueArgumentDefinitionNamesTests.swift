import GraphQL
import Testing

@Suite("Argument definitions have unique names — §3.6.1")
struct UniqueArgumentDefinitionNamesTests {
    static let cases = [
        RuleCase(
            "type A { a(b: Int, b: Int, c: Int, b: Int): Int }",
            "Argument \"A.a(b:)\" can only be defined once. (2:12) (2:20) (2:36)"),
        RuleCase(
            "interface A { a: Int } extend interface A { b(c: Int c: Int): Int }",
            "Argument \"A.b(c:)\" can only be defined once. (2:47) (2:54)"),
        RuleCase(
            "directive @a(b: Int, b: Int) on FIELD",
            "Argument \"@a(b:)\" can only be defined once. (2:14) (2:22)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
