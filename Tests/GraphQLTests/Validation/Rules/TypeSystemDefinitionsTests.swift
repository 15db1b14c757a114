import GraphQL
import Testing

@Suite("A schema has no executable definitions — §3")
struct TypeSystemDefinitionsTests {
    static let cases = [
        RuleCase(
            "{ a } fragment F on Query { a }",
            "A schema must not contain operations. (2:1)",
            "A schema must not contain fragments. (2:7)")
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
