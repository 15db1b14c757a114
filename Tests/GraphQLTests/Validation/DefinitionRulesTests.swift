import GraphQL
import Testing

@Suite("The rules that definitions share with operations — §5.4, §5.6 and §5.7")
struct DefinitionRulesTests {
    static let cases = [
        RuleCase(
            "type A { a: Foo, b(c: [Quer!]): Strin } union U = A | B interface I implements J { a: Int } input C { a: __Typ }",
            "Unknown type \"Foo\". (2:13)",
            "Unknown type \"Quer\". Did you mean \"Query\"? (2:24)",
            "Unknown type \"Strin\". Did you mean \"String\"? (2:33)",
            "Unknown type \"B\". Did you mean \"A\", \"C\", \"I\", or \"U\"? (2:55)",
            "Unknown type \"J\". Did you mean \"A\", \"C\", \"I\", or \"U\"? (2:80)",
            "Unknown type \"__Typ\". Did you mean \"__Type\"? (2:106)"),
        RuleCase(
            "schema { query: Query mutation: M }",
            "Unknown type \"M\". (2:33)"),
        RuleCase(
            "type A { a: Floot }",
            "Unknown type \"Floot\". Did you mean \"Float\"? (2:13)"),
        RuleCase(
            "directive @d(a: X) on FIELD",
            "Unknown type \"X\". (2:17)"),
        RuleCase(
            "schema @x { query: Query } scalar S @include(if: true) enum E @skip { A @oneOf } type A @oneOf { a(b: Int @oneOf): Int @oneOf } input I @deprecated { a: Int @oneOf } extend input I { b: Int @specifiedBy(url: \"\") } union U @oneOf = Query interface J @oneOf { a: Int }",
            "Unknown directive \"@x\". (2:8)",
            "Directive \"@include\" may not be used on SCALAR. (2:37)",
            "Directive \"@skip\" may not be used on ENUM. (2:63)",
            "Directive \"@skip\" argument \"if\" of type \"Boolean!\" is required, but it was not provided. (2:63)",
            "Directive \"@oneOf\" may not be used on ENUM_VALUE. (2:73)",
            "Directive \"@oneOf\" may not be used on OBJECT. (2:89)",
            "Directive \"@oneOf\" may not be used on ARGUMENT_DEFINITION. (2:107)",
            "Directive \"@oneOf\" may not be used on FIELD_DEFINITION. (2:120)",
            "Directive \"@deprecated\" may not be used on INPUT_OBJECT. (2:137)",
            "Directive \"@oneOf\" may not be used on INPUT_FIELD_DEFINITION. (2:158)",
            "Directive \"@specifiedBy\" may not be used on INPUT_FIELD_DEFINITION. (2:191)",
            "Directive \"@oneOf\" may not be used on UNION. (2:223)",
            "Directive \"@oneOf\" may not be used on INTERFACE. (2:250)"),
        RuleCase(
            "scalar S @specifiedBy(url: \"a\") @specifiedBy(url: \"b\") extend scalar S @specifiedBy(url: \"c\") type A { a: Int @deprecated @deprecated }",
            "The directive \"@specifiedBy\" can only be used once at this location. (2:10) (2:33)",
            "The directive \"@specifiedBy\" can only be used once at this location. (2:10) (2:72)",
            "The directive \"@deprecated\" can only be used once at this location. (2:111) (2:123)"),
        RuleCase(
            "directive @d repeatable on SCHEMA directive @e on SCHEMA schema @d @e { query: Query } extend schema @d @e",
            "The directive \"@e\" can only be used once at this location. (2:68) (2:105)"),
        RuleCase(
            "scalar S @specifiedBy(urls: \"a\", url: \"b\", url: \"c\")",
            "Unknown argument \"urls\" on directive \"@specifiedBy\". Did you mean \"url\"? (2:23)",
            "There can be only one argument named \"url\". (2:34) (2:44)"),
        RuleCase(
            "scalar S @specifiedBy",
            "Directive \"@specifiedBy\" argument \"url\" of type \"String!\" is required, but it was not provided. (2:10)"
        ),
        RuleCase(
            "directive @d(a: Int!, b: Int! = 1, c: [Int!]!) on SCALAR scalar S @d",
            "Directive \"@d\" argument \"a\" of type \"Int!\" is required, but it was not provided. (2:67)",
            "Directive \"@d\" argument \"c\" of type \"[Int!]!\" is required, but it was not provided. (2:67)"),
        RuleCase(
            "scalar S scalar T @d(a: { b: 1, b: { c: 1, c: 2 } }) directive @d(a: S) on SCALAR input I { a: S = { x: 1, x: 2 } }",
            "There can be only one input field named \"b\". (2:27) (2:33)",
            "There can be only one input field named \"c\". (2:38) (2:44)",
            "There can be only one input field named \"x\". (2:102) (2:108)"),
    ]

    @Test("A schema has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.checkDefinitions() }
}
