import GraphQL
import Testing

@Suite("Variables fit where they are used — §5.8.5")
struct VariablesInAllowedPositionTests {
    static let cases = [
        RuleCase("query($a: Int) { arguments { int(value: $a) } }"),
        RuleCase("query($a: Int!) { arguments { int(value: $a) } }"),
        RuleCase("query($a: Int!) { arguments { nonNullInt(value: $a) } }"),
        RuleCase("query($a: Int = 1) { arguments { nonNullInt(value: $a) } }"),
        RuleCase("query($a: [String!]!) { arguments { list(value: $a) } }"),
        RuleCase("query($a: [String!]!) { arguments { nonNullList(value: $a) } }"),
        RuleCase("query($a: String) { arguments { list(value: [$a]) } }"),
        RuleCase("query($a: Any) { arguments { any(value: $a) } }"),
        RuleCase("query($a: Boolean!) { arguments { complex(value: {required: $a}) } }"),
        RuleCase("query($a: Int!) { arguments { choice(value: {intField: $a}) } }"),
        RuleCase("query($a: [[Int!]!]!) { arguments { lists(value: $a) } }"),
        RuleCase("query($a: Int) { arguments { any(value: [$a, [{b: $a}]]) } }"),
        RuleCase(
            "query($a: [Int]) { arguments { int(value: [$a]) nonNullInt(value: [[$a]]) lists(value: [[[$a]]]) } }",
            "Int cannot represent non-integer value: [$a] (1:43)",
            "Int cannot represent non-integer value: [[$a]] (1:67)",
            "Int cannot represent non-integer value: [$a] (1:90)",
            "Variable \"$a\" of type \"[Int]\" used in position expecting type \"Int\". (1:7) (1:44)",
            "Variable \"$a\" of type \"[Int]\" used in position expecting type \"Int\". (1:7) (1:69)",
            "Variable \"$a\" of type \"[Int]\" used in position expecting type \"Int\". (1:7) (1:91)"),
        RuleCase(
            "query($a: String) { arguments { complex(value: [{intField: $a}]) } }",
            "Expected value of type \"Complex\", found [{ intField: $a }]. (1:48)",
            "Variable \"$a\" of type \"String\" used in position expecting type \"Int\". (1:7) (1:60)"),
        RuleCase("query($a: Int) { arguments { optional(one: $a) complex(value: {required: true, nonNull: $a}) } }"),
        RuleCase(
            "query($a: Int) { arguments { nonNullInt(value: $a) } }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". (1:7) (1:48)"),
        RuleCase(
            "query($a: Int = null) { arguments { nonNullInt(value: $a) } }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Int!\". (1:7) (1:55)"),
        RuleCase(
            "query($a: String) { arguments { int(value: $a) } }",
            "Variable \"$a\" of type \"String\" used in position expecting type \"Int\". (1:7) (1:44)"),
        RuleCase(
            "query($a: [String]) { arguments { nonNullList(value: $a) } }",
            "Variable \"$a\" of type \"[String]\" used in position expecting type \"[String!]!\". (1:7) (1:54)"),
        RuleCase(
            "query($a: [String]!) { arguments { nonNullList(value: $a) } }",
            "Variable \"$a\" of type \"[String]!\" used in position expecting type \"[String!]!\". (1:7) (1:55)"),
        RuleCase(
            "query($a: String) { arguments { list(value: $a) } }",
            "Variable \"$a\" of type \"String\" used in position expecting type \"[String]\". (1:7) (1:45)"),
        RuleCase(
            "query($a: [String]) { arguments { string(value: $a) } }",
            "Variable \"$a\" of type \"[String]\" used in position expecting type \"String\". (1:7) (1:49)"),
        RuleCase(
            "query($a: String) { arguments { nonNullList(value: [$a]) } }",
            "Variable \"$a\" of type \"String\" used in position expecting type \"String!\". (1:7) (1:53)"),
        RuleCase(
            "query($a: Boolean) { arguments { complex(value: {required: $a}) } }",
            "Variable \"$a\" of type \"Boolean\" used in position expecting type \"Boolean!\". (1:7) (1:60)"),
        RuleCase(
            "query($a: Int) { arguments { choice(value: {intField: $a}) } }",
            "Variable \"$a\" is of type \"Int\" but must be non-nullable to be used for OneOf Input Object \"Choice\". (1:7) (1:55)"
        ),
        RuleCase(
            "query($a: Boolean) { dog { name @skip(if: $a) } }",
            "Variable \"$a\" of type \"Boolean\" used in position expecting type \"Boolean!\". (1:7) (1:43)"),
        RuleCase(
            "query($a: Int) { arguments { ...F } } fragment F on Arguments { string(value: $a) }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"String\". (1:7) (1:79)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
