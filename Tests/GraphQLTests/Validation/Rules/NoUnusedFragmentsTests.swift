import GraphQL
import Testing

@Suite("Fragments are used — §5.5.1.4")
struct NoUnusedFragmentsTests {
    static let cases = [
        RuleCase("{ dog { ...A } } fragment A on Dog { ...B } fragment B on Dog { name }"),
        RuleCase(
            "{ dog { name } } fragment A on Dog { ...B } fragment B on Dog { name }",
            "Fragment \"A\" is never used. (1:18)", "Fragment \"B\" is never used. (1:45)"),
        RuleCase(
            "{ dog { name } } fragment F on Dog { name } fragment F on Dog { name }",
            "There can be only one fragment named \"F\". (1:27) (1:54)",
            "Fragment \"F\" is never used. (1:18)",
            "Fragment \"F\" is never used. (1:45)"),
        RuleCase(
            "{ dog { ...F } } fragment F on Dog { name } fragment F on Dog { name }",
            "There can be only one fragment named \"F\". (1:27) (1:54)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
