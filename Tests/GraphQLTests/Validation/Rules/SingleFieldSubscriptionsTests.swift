import GraphQL
import Testing

@Suite("Subscriptions have one root field — §5.2.4")
struct SingleFieldSubscriptionsTests {
    private static let births = """
        interface I { a: Int }
        type Query { a: Int }
        type Subscription implements I { a: Int b: Int }
        type Other implements I { a: Int }
        """

    static let cases = [
        RuleCase("subscription S { dogBorn { name barks } dogBorn { nickname } }"),
        RuleCase("subscription S { ...F } fragment F on Subscription { dogBorn { name } }"),
        RuleCase(
            "subscription S { dogBorn { name } ...F } fragment F on Subscription { catBorn { name } ... { other: dogBorn { name } } }",
            "Subscription \"S\" must select only one top level field. (1:71) (1:94)"),
        RuleCase(
            "subscription S { dogBorn { name } catBorn { name } other: dogBorn { name } catBorn { meows } }",
            "Subscription \"S\" must select only one top level field. (1:35) (1:76) (1:52)"),
        RuleCase(
            "subscription { dogBorn { name } catBorn { name } }",
            "Anonymous Subscription must select only one top level field. (1:33)"),
        RuleCase(
            "subscription { __typename }",
            "Anonymous Subscription must not select an introspection top level field. (1:16)"),
        RuleCase(
            "subscription { __typename name: __typename __typename }",
            "Anonymous Subscription must select only one top level field. (1:27)",
            "Anonymous Subscription must not select an introspection top level field. (1:16) (1:44)",
            "Anonymous Subscription must not select an introspection top level field. (1:27)"),
        RuleCase(
            "subscription S($a: Boolean!) { dogBorn @skip(if: $a) { name } ... @include(if: $a) { dogBorn { name } } }",
            "Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. (1:40) (1:67)"
        ),
        RuleCase(
            "subscription { dogBorn { name } catBorn @include(if: true) @skip(if: false) { name } ... @include(if: true) { catBorn @skip(if: true) { name } } __typename }",
            "Anonymous Subscription must not use `@skip` or `@include` directives in the top level selection. (1:60) (1:90)"
        ),
        RuleCase(
            "subscription S { ... on I { ... on Other { a } } }", on: births,
            "Subscription \"S\" must select one top level field. (1:16)"),
        RuleCase("subscription { ...X }", on: births, "Unknown fragment \"X\". (1:19)"),
        RuleCase("subscription { ... on X { a } }", on: births, "Unknown type \"X\". Did you mean \"I\"? (1:23)"),
        RuleCase(
            "subscription { ... on Query { a } }", on: births,
            "Fragment cannot be spread here as objects of type \"Subscription\" can never be of type \"Query\". (1:16)"
        ),
        RuleCase(
            "subscription { ... on I { ... on Query { a } } }", on: births,
            "Fragment cannot be spread here as objects of type \"I\" can never be of type \"Query\". (1:27)"),
        RuleCase(
            "subscription { ... on I { ... on Other { a } ... on Subscription { a } } }", on: births),
        RuleCase(
            "subscription { ...F } fragment F on I { ...F }", on: births,
            "Anonymous Subscription must select one top level field. (1:14)",
            "Cannot spread fragment \"F\" within itself. (1:41)"),
        RuleCase(
            "subscription { __typename a b }", on: "type Query { a: Int }",
            "The subscription operation is not supported by the schema. (1:1)"),
        RuleCase(
            "subscription { dogBorn { name } ... on Human { name } ...F } fragment F on Query { dog { name } }",
            "Fragment cannot be spread here as objects of type \"Subscription\" can never be of type \"Human\". (1:33)",
            "Fragment \"F\" cannot be spread here as objects of type \"Subscription\" can never be of type \"Query\". (1:55)"
        ),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
