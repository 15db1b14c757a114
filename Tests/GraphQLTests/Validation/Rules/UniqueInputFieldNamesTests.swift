import GraphQL
import Testing

@Suite("Input fields are unique — §5.6.3")
struct UniqueInputFieldNamesTests {
    static let cases = [
        RuleCase("{ arguments { complex(value: {required: true, intField: 1}) } }"),
        RuleCase(
            "{ arguments { complex(value: {required: true, intField: 1, intField: 2}) } }",
            "There can be only one input field named \"intField\". (1:47) (1:60)"),
        RuleCase(
            "{ arguments { any(value: {a: {b: 1, b: 1}}) } }",
            "There can be only one input field named \"b\". (1:31) (1:37)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
