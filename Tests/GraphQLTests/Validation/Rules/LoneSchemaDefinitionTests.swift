import GraphQL
import Testing

@Suite("There is one schema definition — §3.3")
struct LoneSchemaDefinitionTests {
    static let cases = [
        RuleCase(
            "schema { query: Query } schema { mutation: Query } \"again\" schema { subscription: Query }",
            "Must provide only one schema definition. (2:25)",
            "Must provide only one schema definition. (2:52)"),
        RuleCase(
            "schema { query: Query } type Query { b: Int } schema { mutation: Query }",
            "There can be only one type named \"Query\". (1:6) (2:30)",
            "Must provide only one schema definition. (2:47)"),
        RuleCase(
            "extend schema @d schema { query: Query } directive @d on SCHEMA"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
