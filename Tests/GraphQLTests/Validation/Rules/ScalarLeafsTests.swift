import GraphQL
import Testing

@Suite("Leaf fields have no selections — §5.3.3")
struct ScalarLeafsTests {
    static let cases = [
        RuleCase("{ dog { name } }"),
        RuleCase(
            "{ dog { name { length } } }",
            "Field \"name\" must not have a selection since type \"String\" has no subfields. (1:14)"),
        RuleCase(
            "{ cat { furColor { red } } human { relatives } }",
            "Field \"furColor\" must not have a selection since type \"FurColor\" has no subfields. (1:18)",
            "Field \"relatives\" of type \"[Human]!\" must have a selection of subfields. Did you mean \"relatives { ... }\"? (1:36)"
        ),
        RuleCase(
            "{ catOrDog }",
            "Field \"catOrDog\" of type \"CatOrDog\" must have a selection of subfields. Did you mean \"catOrDog { ... }\"? (1:3)"
        ),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
