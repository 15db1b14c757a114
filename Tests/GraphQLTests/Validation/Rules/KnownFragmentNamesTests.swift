import GraphQL
import Testing

@Suite("Fragments that are spread exist — §5.5.2.1")
struct KnownFragmentNamesTests {
    static let cases = [
        RuleCase("{ dog { ...A } } fragment A on Dog { name }"),
        RuleCase("{ dog { ...A ... { ...B } } }", "Unknown fragment \"A\". (1:12)", "Unknown fragment \"B\". (1:23)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
