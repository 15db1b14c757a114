import GraphQL
import Testing

@Suite("Fragments form no cycles — §5.5.2.2")
struct NoFragmentCyclesTests {
    static let cases = [
        RuleCase("{ dog { ...A ...B } } fragment A on Dog { ...B } fragment B on Dog { name }"),
        RuleCase("{ dog { ...A } } fragment A on Dog { ...A }", "Cannot spread fragment \"A\" within itself. (1:38)"),
        RuleCase(
            "{ dog { ...A } } fragment A on Dog { mother { ...B } } fragment B on Dog { ...C } fragment C on Dog { name ...A }",
            "Cannot spread fragment \"A\" within itself via \"B\", \"C\". (1:47) (1:76) (1:108)"),
        RuleCase(
            "{ dog { ...A } } fragment A on Dog { ...B ...B } fragment B on Dog { ...A ...B }",
            "Cannot spread fragment \"A\" within itself via \"B\". (1:38) (1:70)",
            "Cannot spread fragment \"B\" within itself. (1:75)"),
        RuleCase(
            "{ dog { ...F } } fragment F on Dog { ...F } fragment F on Dog { ...F }",
            "There can be only one fragment named \"F\". (1:27) (1:54)",
            "Cannot spread fragment \"F\" within itself. (1:38)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }

    @Test("A chain of a hundred and eighty fragments is no cycle until its end spreads its beginning")
    func longChain() throws {
        let fragments = (0..<180).map { "fragment F\($0) on Dog { ...F\($0 + 1) }" }
        let source = "{ dog { ...F0 } } \(fragments.joined(separator: " ")) fragment F180 on Dog { "
        #expect(try validationErrors(source + "name }").isEmpty)
        #expect(try validationErrors(source + "...F0 }").count == 1)
    }
}
