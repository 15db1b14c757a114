import GraphQL
import Testing

@Suite("Fields have unique names — §3.6")
struct UniqueFieldDefinitionNamesTests {
    static let cases = [
        RuleCase(
            "type A { a: Int a: Int }",
            "Field \"A.a\" can only be defined once. (2:10) (2:17)"),
        RuleCase(
            "extend type Query { a: Int }",
            "Field \"Query.a\" can only be defined once. (1:14) (2:21)"),
        RuleCase(
            "interface A { a: Int } extend interface A { \"again\" a: Int b: Int b: Int }",
            "Field \"A.a\" can only be defined once. (2:15) (2:53)",
            "Field \"A.b\" can only be defined once. (2:60) (2:67)"),
        RuleCase(
            "input A { b: Int b: Int } extend input A { b: Int }",
            "Field \"A.b\" can only be defined once. (2:11) (2:18)",
            "Field \"A.b\" can only be defined once. (2:11) (2:44)"),
        RuleCase(
            "type A { a: Int } interface B { b: Int } extend interface B { b: Int } extend type A { a: Int } extend interface B { b: Int }",
            "Field \"B.b\" can only be defined once. (2:33) (2:63)",
            "Field \"A.a\" can only be defined once. (2:10) (2:88)",
            "Field \"B.b\" can only be defined once. (2:33) (2:118)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
