import GraphQL
import Testing

@Suite("Extensions fit what they extend — §3.4.3")
struct PossibleTypeExtensionsTests {
    static let cases = [
        RuleCase(
            "extend type A { a: Int } type Aa { a: Int }",
            "Cannot extend type \"A\" because it is not defined. Did you mean \"Aa\"? (2:13)"),
        RuleCase(
            "extend input Query { a: Int } extend scalar Query @a extend enum Query { B } extend union Query = Query extend interface Query { b: Int } directive @a on SCALAR",
            "Cannot extend non-input object type \"Query\". (1:1) (2:1)",
            "Field \"Query.a\" can only be defined once. (1:14) (2:22)",
            "Cannot extend non-scalar type \"Query\". (1:1) (2:31)",
            "Cannot extend non-enum type \"Query\". (1:1) (2:54)",
            "Cannot extend non-union type \"Query\". (1:1) (2:78)",
            "Cannot extend non-interface type \"Query\". (1:1) (2:105)"),
        RuleCase(
            "extend type Nope { a: Int } extend enum Query { A } extend scalar Int @a extend input Query { b: Int } directive @a on SCALAR",
            "Cannot extend type \"Nope\" because it is not defined. (2:13)",
            "Cannot extend non-enum type \"Query\". (1:1) (2:29)",
            "Cannot extend type \"Int\" because it is not defined. (2:67)",
            "Cannot extend non-input object type \"Query\". (1:1) (2:74)"),
        RuleCase(
            "scalar A extend type A { a: Int }",
            "Cannot extend non-object type \"A\". (2:1) (2:10)"),
        RuleCase(
            "extend scalar Int @a directive @a on SCALAR",
            "Cannot extend type \"Int\" because it is not defined. (2:15)"),
        RuleCase(
            "extend type Query @a scalar S extend scalar S @a union U = Query extend union U @a enum E { A } extend enum E @a input I { a: Int } extend input I @a interface J { a: Int } extend interface J @a directive @a on OBJECT | SCALAR | UNION | ENUM | INPUT_OBJECT | INTERFACE"
        ),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
