import GraphQL
import Testing

@Suite("Subscriptions have one root field — §5.2.4")
struct SingleFieldSubscriptionsTests {
    static let cases = [
        RuleCase("subscription S { dogBorn { name barks } dogBorn { nickname } }"),
        RuleCase("subscription S { ...F } fragment F on Subscription { dogBorn { name } }"),
        RuleCase(
            "subscription S { dogBorn { name } ...F } fragment F on Subscription { catBorn { name } ... { other: dogBorn { name } } }",
            "Subscription \"S\" must select only one top level field. (1:71) (1:94)"),
        RuleCase(
            "subscription { dogBorn { name } catBorn { name } }",
            "Anonymous Subscription must select only one top level field. (1:33)"),
        RuleCase(
            "subscription { __typename }",
            "Anonymous Subscription must not select an introspection top level field. (1:16)"),
        RuleCase(
            "subscription S($a: Boolean!) { dogBorn @skip(if: $a) { name } ... @include(if: $a) { dogBorn { name } } }",
            "Subscription \"S\" must not use `@skip` or `@include` directives in the top level selection. (1:40) (1:67)"
        ),
        RuleCase(
            "subscription { dogBorn { name } ... on Human { name } ...F } fragment F on Query { dog { name } }",
            "Fragment cannot be spread here as objects of type \"Subscription\" can never be of type \"Human\". (1:33)",
            "Fragment \"F\" cannot be spread here as objects of type \"Subscription\" can never be of type \"Query\". (1:55)"
        ),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }
}
