import GraphQL
import Testing

@Suite("Enum values have unique names — §3.9")
struct UniqueEnumValueNamesTests {
    static let cases = [
        RuleCase(
            "enum A { B B }",
            "Enum value \"A.B\" can only be defined once. (2:10) (2:12)"),
        RuleCase(
            "enum A { B } extend enum A { C B }",
            "Enum value \"A.B\" can only be defined once. (2:10) (2:32)"),
        RuleCase(
            "enum A { B C B C B }",
            "Enum value \"A.B\" can only be defined once. (2:10) (2:14)",
            "Enum value \"A.C\" can only be defined once. (2:12) (2:16)",
            "Enum value \"A.B\" can only be defined once. (2:10) (2:18)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
