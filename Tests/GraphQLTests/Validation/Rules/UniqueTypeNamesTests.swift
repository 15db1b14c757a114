import GraphQL
import Testing

@Suite("Types have unique names — §3.3")
struct UniqueTypeNamesTests {
    static let cases = [
        RuleCase(
            "type A { a: Int } scalar A \"again\" enum A { B }",
            "There can be only one type named \"A\". (2:6) (2:26)",
            "There can be only one type named \"A\". (2:6) (2:41)"),
        RuleCase(
            "scalar Int type __Type { a: Int }",
            "There can be only one type named \"Int\". (2:8)",
            "There can be only one type named \"__Type\". (2:17)"),
        RuleCase(
            "enum ID { A } scalar Float input I { a: Float }",
            "There can be only one type named \"ID\". (2:6)",
            "There can be only one type named \"Float\". (2:22)"),
        RuleCase(
            "type B { x: Int } type Query { b: Int } type B { y: Int } type Query { c: Int }",
            "There can be only one type named \"Query\". (1:6) (2:24)",
            "There can be only one type named \"B\". (2:6) (2:46)",
            "There can be only one type named \"Query\". (1:6) (2:64)"),
        RuleCase(
            "type Query { b: Int }",
            "There can be only one type named \"Query\". (1:6) (2:6)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
