import GraphQL
import Testing

@Suite("Values fit their types — §5.6.1 to §5.6.4")
struct ValuesOfCorrectTypeTests {
    static let cases = [
        RuleCase("{ arguments { int(value: 1) } }"),
        RuleCase("{ arguments { int(value: null) } }"),
        RuleCase("{ arguments { int(value: -2147483648) } }"),
        RuleCase("{ arguments { float(value: 1) } }"),
        RuleCase("{ arguments { float(value: 1.5e300) } }"),
        RuleCase("{ arguments { string(value: \"a\") } }"),
        RuleCase("{ arguments { boolean(value: true) } }"),
        RuleCase("{ arguments { id(value: 1) } }"),
        RuleCase("{ arguments { id(value: \"a\") } }"),
        RuleCase("{ arguments { command(value: SIT) } }"),
        RuleCase("{ arguments { list(value: [\"a\", null]) } }"),
        RuleCase("{ arguments { list(value: \"a\") } }"),
        RuleCase("{ arguments { list(value: null) } }"),
        RuleCase("{ arguments { nonNullList(value: []) } }"),
        RuleCase("{ arguments { complex(value: {required: true, listField: \"a\"}) } }"),
        RuleCase("{ arguments { choice(value: {intField: 1}) } }"),
        RuleCase("{ arguments { any(value: {a: [1, B, \"c\"], d: {e: null}}) } }"),
        RuleCase("{ arguments { even(value: 4) } }"),
        RuleCase("{ arguments { lists(value: [[1], null, [null]]) } }"),
        RuleCase("{ arguments { lists(value: 1) } }"),
        RuleCase("{ arguments { int(value: \"1\") } }", "Int cannot represent non-integer value: \"1\" (1:26)"),
        RuleCase("{ arguments { int(value: 1.0) } }", "Int cannot represent non-integer value: 1.0 (1:26)"),
        RuleCase(
            "{ arguments { int(value: 2147483648) } }",
            "Int cannot represent non 32-bit signed integer value: 2147483648 (1:26)"),
        RuleCase(
            "{ arguments { int(value: 99999999999999999999) } }",
            "Int cannot represent non 32-bit signed integer value: 99999999999999999999 (1:26)"),
        RuleCase("{ arguments { int(value: [1]) } }", "Int cannot represent non-integer value: [1] (1:26)"),
        RuleCase("{ arguments { int(value: {a: 1}) } }", "Int cannot represent non-integer value: { a: 1 } (1:26)"),
        RuleCase("{ arguments { float(value: \"1.5\") } }", "Float cannot represent non numeric value: \"1.5\" (1:28)"),
        RuleCase("{ arguments { float(value: 1e999) } }", "Float cannot represent non numeric value: 1e999 (1:28)"),
        RuleCase("{ arguments { string(value: 1) } }", "String cannot represent a non string value: 1 (1:29)"),
        RuleCase("{ arguments { string(value: BARE) } }", "String cannot represent a non string value: BARE (1:29)"),
        RuleCase("{ arguments { boolean(value: 1) } }", "Boolean cannot represent a non boolean value: 1 (1:30)"),
        RuleCase(
            "{ arguments { id(value: 1.5) } }", "ID cannot represent a non-string and non-integer value: 1.5 (1:25)"),
        RuleCase(
            "{ arguments { id(value: true) } }", "ID cannot represent a non-string and non-integer value: true (1:25)"),
        RuleCase(
            "{ arguments { command(value: \"SIT\") } }",
            "Enum \"DogCommand\" cannot represent non-enum value: \"SIT\". Did you mean the enum value \"SIT\"? (1:30)"),
        RuleCase(
            "{ arguments { command(value: 1) } }", "Enum \"DogCommand\" cannot represent non-enum value: 1. (1:30)"),
        RuleCase(
            "{ arguments { command(value: SITT) } }",
            "Value \"SITT\" does not exist in \"DogCommand\" enum. Did you mean the enum value \"SIT\"? (1:30)"),
        RuleCase(
            "{ arguments { command(value: JUGGLE) } }", "Value \"JUGGLE\" does not exist in \"DogCommand\" enum. (1:30)"
        ),
        RuleCase("{ arguments { list(value: [\"a\", 2]) } }", "String cannot represent a non string value: 2 (1:33)"),
        RuleCase(
            "{ arguments { nonNullList(value: null) } }", "Expected value of type \"[String!]!\", found null. (1:34)"),
        RuleCase(
            "{ arguments { nonNullList(value: [\"a\", null]) } }",
            "Expected value of type \"String!\", found null. (1:40)"),
        RuleCase("{ arguments { complex(value: 1) } }", "Expected value of type \"Complex\", found 1. (1:30)"),
        RuleCase(
            "{ arguments { complex(value: {intField: 1}) } }",
            "Field \"Complex.required\" of required type \"Boolean!\" was not provided. (1:30)"),
        RuleCase(
            "{ arguments { complex(value: {required: true, nonNull: null}) } }",
            "Expected value of type \"Int!\", found null. (1:56)"),
        RuleCase(
            "{ arguments { complex(value: {required: true, stringFeld: \"a\", unheard: 1}) } }",
            "Field \"stringFeld\" is not defined by type \"Complex\". Did you mean \"stringField\" or \"intField\"? (1:47)",
            "Field \"unheard\" is not defined by type \"Complex\". (1:64)"),
        RuleCase(
            "{ arguments { complex(value: {unheard: 1, intField: \"x\", other: 2, listField: [\"a\", 1]}) } }",
            "Field \"Complex.required\" of required type \"Boolean!\" was not provided. (1:30)",
            "Field \"unheard\" is not defined by type \"Complex\". (1:31)",
            "Int cannot represent non-integer value: \"x\" (1:53)",
            "Field \"other\" is not defined by type \"Complex\". (1:58)",
            "String cannot represent a non string value: 1 (1:85)"),
        RuleCase(
            "fragment F on Query { arguments { int(value: \"a\") } } query($a: Complex = {intField: 1.5}, $b: Int = 1.5) { arguments { complex(value: $a) b: int(value: $b) } ...F }",
            "Int cannot represent non-integer value: \"a\" (1:46)",
            "Field \"Complex.required\" of required type \"Boolean!\" was not provided. (1:75)",
            "Int cannot represent non-integer value: 1.5 (1:86)",
            "Int cannot represent non-integer value: 1.5 (1:102)"),
        RuleCase(
            "{ arguments { choice(value: {}) } }", "OneOf Input Object \"Choice\" must specify exactly one key. (1:29)"),
        RuleCase(
            "{ arguments { choice(value: {intField: 1, stringField: \"a\"}) } }",
            "OneOf Input Object \"Choice\" must specify exactly one key. (1:29)"),
        RuleCase(
            "{ arguments { choice(value: {intField: null}) } }", "Field \"Choice.intField\" must be non-null. (1:29)"),
        RuleCase(
            "query($a: String!) { arguments { choice(value: {stringField: $a, stringField: \"b\"}) } }",
            "There can be only one input field named \"stringField\". (1:49) (1:66)"),
        RuleCase(
            "{ arguments { choice(value: {intField: 1, intField: null}) } }",
            "Field \"Choice.intField\" must be non-null. (1:29)",
            "There can be only one input field named \"intField\". (1:30) (1:43)"),
        RuleCase(
            "{ arguments { choice(value: {intField: \"a\", unheard: 1}) } }",
            "OneOf Input Object \"Choice\" must specify exactly one key. (1:29)",
            "Int cannot represent non-integer value: \"a\" (1:40)",
            "Field \"unheard\" is not defined by type \"Choice\". (1:45)"),
        RuleCase("{ arguments { even(value: 3) } }", "Expected value of type \"Even\", found 3. (1:27)"),
        RuleCase("{ arguments { nonNullInt(value: null) } }", "Expected value of type \"Int!\", found null. (1:33)"),
        RuleCase(
            "query($a: Int = \"1\", $b: Complex = {required: 1}) { arguments { int(value: $a) complex(value: $b) } }",
            "Int cannot represent non-integer value: \"1\" (1:17)",
            "Boolean cannot represent a non boolean value: 1 (1:47)"),
        RuleCase(
            "query($a: Int) { arguments { any(value: [$a, {b: $a}]) even(value: $a) } }",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Even\". (1:7) (1:68)"),
        RuleCase(
            "{ dog { name @include(if: \"yes\") } }", "Boolean cannot represent a non boolean value: \"yes\" (1:27)"),
        RuleCase(
            "query($a: Int) { arguments { string(value: { a: $a }) int(value: [$a]) any(value: { a: $a }) boolean(value: [$a]) } }",
            "String cannot represent a non string value: { a: $a } (1:44)",
            "Int cannot represent non-integer value: [$a] (1:66)",
            "Boolean cannot represent a non boolean value: [$a] (1:109)",
            "Variable \"$a\" of type \"Int\" used in position expecting type \"Boolean\". (1:7) (1:110)"),
        RuleCase(
            "{ arguments { nonNullInt(value: [1]) nonNullList(value: [[\"a\"]]) complex(value: [{unheard: 1}]) } }",
            "Int cannot represent non-integer value: [1] (1:33)",
            "String cannot represent a non string value: [\"a\"] (1:58)",
            "Expected value of type \"Complex\", found [{ unheard: 1 }]. (1:81)"),
        RuleCase(
            "{ arguments { command(value: [\"SIT\"]) even(value: [2]) list(value: [[null]]) } }",
            "Enum \"DogCommand\" cannot represent non-enum value: [\"SIT\"]. (1:30)",
            "Expected value of type \"Even\", found [2]. (1:51)",
            "String cannot represent a non string value: [null] (1:69)"),
        RuleCase(
            "query($a: Dog = 1) { arguments { any(value: $a) } }",
            "Variable \"$a\" cannot be non-input type \"Dog\". (1:11)",
            "Variable \"$a\" of type \"Dog\" used in position expecting type \"Any\". (1:7) (1:45)"),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
