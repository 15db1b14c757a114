import GraphQL
import Testing

@Suite("Directives are known and in place — §5.7.1 and §5.7.2")
struct KnownDirectivesTests {
    static let cases = [
        RuleCase(
            "query @everywhere { dog { name @onField ...F @everywhere ... @everywhere { name } } } fragment F on Dog @everywhere { name }"
        ),
        RuleCase("query($a: Int @onVariable) { arguments { int(value: $a) } }"),
        RuleCase(
            "{ dog @nowhere { name @everywhere } }", "Unknown directive \"@nowhere\". (1:7)",
            "Directive \"@everywhere\" may not be used on FIELD. (1:23)"),
        RuleCase(
            "query ($a: Int @onField) @onVariable { arguments { int(value: $a) } }",
            "Directive \"@onField\" may not be used on VARIABLE_DEFINITION. (1:16)",
            "Directive \"@onVariable\" may not be used on QUERY. (1:26)"),
        RuleCase(
            "subscription @onField { dogBorn { ...F @onField ... @onField { name } } } fragment F on Dog @onField { name }",
            "Directive \"@onField\" may not be used on SUBSCRIPTION. (1:14)",
            "Directive \"@onField\" may not be used on FRAGMENT_SPREAD. (1:40)",
            "Directive \"@onField\" may not be used on INLINE_FRAGMENT. (1:53)",
            "Directive \"@onField\" may not be used on FRAGMENT_DEFINITION. (1:93)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
