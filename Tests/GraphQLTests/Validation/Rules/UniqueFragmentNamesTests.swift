import GraphQL
import Testing

@Suite("Fragment names are unique — §5.5.1.1")
struct UniqueFragmentNamesTests {
    static let cases = [
        RuleCase("{ dog { ...A ...B } } fragment A on Dog { name } fragment B on Dog { name }"),
        RuleCase(
            "{ dog { ...A } } fragment A on Dog { name } fragment A on Dog { barks }",
            "There can be only one fragment named \"A\". (1:27) (1:54)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
