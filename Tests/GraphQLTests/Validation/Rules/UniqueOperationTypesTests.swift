import GraphQL
import Testing

@Suite("Root types are named once — §3.3.1")
struct UniqueOperationTypesTests {
    static let cases = [
        RuleCase(
            "schema { query: Query query: A } type A { a: Int }",
            "There can be only one query type in schema. (2:10) (2:23)"),
        RuleCase(
            "schema { query: Query } extend schema { query: Query mutation: A mutation: A } type A { a: Int }",
            "There can be only one query type in schema. (2:10) (2:41)",
            "There can be only one mutation type in schema. (2:54) (2:66)"),
        RuleCase(
            "schema { query: Query mutation: A } extend schema { mutation: A query: A } extend schema { query: A } type A { a: Int }",
            "There can be only one mutation type in schema. (2:23) (2:53)",
            "There can be only one query type in schema. (2:10) (2:65)",
            "There can be only one query type in schema. (2:10) (2:92)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
