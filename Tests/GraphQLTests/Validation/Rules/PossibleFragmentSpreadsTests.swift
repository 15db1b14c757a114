import GraphQL
import Testing

@Suite("Spreads can apply — §5.5.2.3")
struct PossibleFragmentSpreadsTests {
    static let cases = [
        RuleCase(
            "{ dog { ... on Pet { name } ... on CatOrDog { ... on Dog { name } } ... on Dog { name } } pet { ... on Canine { name } } }"
        ),
        RuleCase(
            "{ dog { ... on Cat { meows } ...F } } fragment F on HumanOrAlien { ... on Alien { iq } }",
            "Fragment cannot be spread here as objects of type \"Dog\" can never be of type \"Cat\". (1:9)",
            "Fragment \"F\" cannot be spread here as objects of type \"Dog\" can never be of type \"HumanOrAlien\". (1:30)"
        ),
        RuleCase(
            "{ catOrDog { ... on Human { name } } humanOrAlien { ... on Pet { name } } }",
            "Fragment cannot be spread here as objects of type \"CatOrDog\" can never be of type \"Human\". (1:14)",
            "Fragment cannot be spread here as objects of type \"HumanOrAlien\" can never be of type \"Pet\". (1:53)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
