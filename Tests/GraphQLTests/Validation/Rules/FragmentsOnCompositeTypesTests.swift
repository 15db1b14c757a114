import GraphQL
import Testing

@Suite("Fragments are on composite types — §5.5.1.3")
struct FragmentsOnCompositeTypesTests {
    static let cases = [
        RuleCase("{ catOrDog { ... on Pet { name } ... on CatOrDog { ... on Dog { name } } } }"),
        RuleCase(
            "{ pet { ... on Boolean { name } ...F } } fragment F on Complex { name }",
            "Fragment cannot condition on non composite type \"Boolean\". (1:16)",
            "Fragment \"F\" cannot condition on non composite type \"Complex\". (1:56)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
