import GraphQL
import Testing

private let query: String = "type Query { a: Int }\n"
private let interface: String = query + "interface I { f(a: Int): Query g: [I!] }\n"

@Suite("What a schema is refused for — §3")
struct SchemaErrorTests {
    static let errors: [(source: String, lines: [String])] = [
        ("type A { a: Int }", ["Query root type must be provided."]),
        ("scalar Query", ["Query root type must be Object type, it cannot be Query. (1:8)"]),
        (
            "schema { query: A mutation: A } type A { a: Int }",
            ["All root types must be different, \"A\" is used more than once. (1:38)"]
        ),
        ("schema { query: A query: A } type A { a: Int }", ["There can be only one query type in schema. (1:19)"]),
        (
            "schema { query: A } schema { query: A } type A { a: Int }",
            ["Must provide only one schema definition. (1:21)"]
        ),
        (query + "type Query { b: Int }", ["There can be only one type named \"Query\". (2:6)"]),
        (query + "scalar Int", ["There can be only one type named \"Int\". (2:8)"]),
        (query + "directive @skip on FIELD", ["There can be only one directive named \"@skip\". (2:12)"]),
        (query + "extend type A { a: Int }", ["Cannot extend type \"A\" because it is not defined. (2:13)"]),
        (query + "extend input Query { a: Int }", ["Cannot extend type \"Query\" as another kind of type. (2:1)"]),
        (
            query + "{ a } fragment F on Query { a }",
            ["A schema must not contain operations. (2:1)", "A schema must not contain fragments. (2:7)"]
        ),
        (
            query + "type A { a: B, b(c: C!): [D] } union U = E",
            [
                "Unknown type \"E\". (2:42)", "Unknown type \"B\". (2:13)", "Unknown type \"C\". (2:21)",
                "Unknown type \"D\". (2:27)",
            ]
        ),
        (query + "type A", ["Type A must define one or more fields. (2:6)"]),
        (query + "interface A", ["Type A must define one or more fields. (2:11)"]),
        (query + "union A", ["Union type A must define one or more member types. (2:7)"]),
        (query + "enum A", ["Enum type A must define one or more values. (2:6)"]),
        (query + "input A", ["Input Object type A must define one or more fields. (2:7)"]),
        (query + "union A = Query | Int", ["Union type A can only include Object types, it cannot include Int. (2:7)"]),
        (
            query + "type __A { __b(__c: Int): Int }",
            [
                "Name \"__A\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:6)",
                "Name \"__b\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:12)",
                "Name \"__c\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:16)",
            ]
        ),
        (query + "type A { a: Int a: Int }", ["Field \"A.a\" can only be defined once. (2:17)"]),
        (query + "extend type Query { a: Int }", ["Field \"Query.a\" can only be defined once. (2:21)"]),
        (query + "type A { a(b: Int, b: Int): Int }", ["Argument \"A.a(b:)\" can only be defined once. (2:20)"]),
        (query + "enum A { B B }", ["Enum value \"A.B\" can only be defined once. (2:12)"]),
        (query + "input A { b: Int b: Int }", ["Field \"A.b\" can only be defined once. (2:18)"]),
        (
            query + "input A { b: Query } type B { c: [A!] d(e: Query): Int }",
            [
                "The type of A.b must be Input Type but got: Query. (2:11)",
                "The type of B.c must be Output Type but got: [A!]. (2:31)",
                "The type of B.d(e:) must be Input Type but got: Query. (2:41)",
            ]
        ),
        (
            query + "input A @oneOf { b: Int! c: Int = 1 }",
            [
                "OneOf input field A.b must be nullable. (2:18)",
                "OneOf input field A.c cannot have a default value. (2:26)",
            ]
        ),
        (query + "input A { b: Int! @deprecated }", ["Required input A.b cannot be deprecated. (2:11)"]),
    ]

    @Test("Every error is reported where it stands", arguments: errors)
    func definitions(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(test.source) == test.lines)
    }

    static let implementations: [(source: String, lines: [String])] = [
        ("type A implements I { f(a: Int, b: Int): Query! g: [A!]! }", []),
        (
            "type A implements I { f(a: Int): Query }",
            ["Interface field I.g expected but A does not provide it. (3:6)"]
        ),
        (
            "type A implements I { f(a: Int): Int g: [I] }",
            [
                "Interface field I.f expects type Query but A.f is type Int. (3:23)",
                "Interface field I.g expects type [I!] but A.g is type [I]. (3:38)",
            ]
        ),
        (
            "type A implements I { f: Query g: [I!] }",
            ["Interface field argument I.f(a:) expected but A.f does not provide it. (3:23)"]
        ),
        (
            "type A implements I { f(a: Int!, b: Int!): Query g: [I!] }",
            [
                "Interface field argument I.f(a:) expects type Int but A.f(a:) is type Int!. (3:25)",
                "Argument \"A.f(b:)\" must not be required type \"Int!\" if not provided by the Interface field \"I.f\". (3:34)",
            ]
        ),
        ("type A implements I & I { f(a: Int): Query g: [I!] }", ["Type A can only implement I once. (3:6)"]),
        (
            "type A implements Query { a: Int }",
            ["Type A must only implement Interface types, it cannot implement Query. (3:6)"]
        ),
        (
            "interface A implements A { a: Int }",
            ["Type A cannot implement itself because it would create a circular reference. (3:11)"]
        ),
        (
            "interface J implements I { f(a: Int): Query g: [I!] } type A implements J { f(a: Int): Query g: [I!] }",
            ["Type A must implement I because it is implemented by J. (3:60)"]
        ),
        (
            "interface J implements K { a: Int } interface K implements J { a: Int }",
            [
                "Type J cannot implement K because it would create a circular reference. (3:11)",
                "Type K cannot implement J because it would create a circular reference. (3:47)",
            ]
        ),
    ]

    @Test("An implementation keeps its interface's promises", arguments: implementations)
    func implementation(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(interface + test.source) == test.lines)
    }

    static let constants: [(source: String, lines: [String])] = [
        (
            "input A { b: Int = \"1\" c: [Int!] = [1, null] d: E = X } enum E { F }",
            [
                "Expected value of type \"Int\", found \"1\". (3:20)",
                "Expected value of type \"[Int!]\", found [1, null]. (3:36)",
                "Expected value of type \"E\", found X. (3:53)",
            ]
        ),
        ("input A { a: A = {a: {}} }", ["Expected value of type \"A\", found { a: {} }. (3:18)"]),
        (
            "input A { i: Int = 2147483648 f: Float = 1e999 b: Boolean = 1 }",
            [
                "Expected value of type \"Int\", found 2147483648. (3:20)",
                "Expected value of type \"Float\", found 1e999. (3:42)",
                "Expected value of type \"Boolean\", found 1. (3:61)",
            ]
        ),
        ("scalar S @x", ["Unknown directive \"@x\". (3:10)"]),
        ("scalar S @oneOf", ["Directive \"@oneOf\" may not be used on SCALAR. (3:10)"]),
        ("scalar S @d(a: 1) @d(a: 2)", ["The directive \"@d\" can only be used once at this location. (3:19)"]),
        ("scalar S @d", ["Argument \"@d(a:)\" of type \"Int!\" is required, but it was not provided. (3:10)"]),
        (
            "scalar S @d(a: 1, a: 1, b: 2)",
            [
                "There can be only one argument named \"a\". (3:19)",
                "Unknown argument \"b\" on directive \"@d\". (3:25)",
            ]
        ),
        ("scalar S @d(a: \"\")", ["Expected value of type \"Int!\", found \"\". (3:16)"]),
    ]

    @Test("Constants fit their types", arguments: constants)
    func constant(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(query + "directive @d(a: Int!) on SCALAR\n" + test.source) == test.lines)
    }

    @Test("A custom scalar's coercion decides which constants fit")
    func customScalar() throws {
        let even: @Sendable (InputValue) -> InputValue? = {
            if case .int(let value) = $0, value % 2 == 0 { .string("even") } else { nil }
        }
        let built = try schema(query + "scalar Even input A { e: Even = 2 }", scalars: ["Even": even])
        #expect(built.type(named: "A")?.inputFields.first?.defaultValue == .string("even"))
        #expect(throws: SchemaErrors.self) {
            try schema(query + "scalar Even input A { e: Even = 3 }", scalars: ["Even": even])
        }
    }
}
