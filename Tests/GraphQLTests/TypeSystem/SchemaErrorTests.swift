import GraphQL
import Testing

private let query: String = "type Query { a: Int }\n"
private let interface: String = query + "interface I { f(a: Int): Query g: [I!] }\n"

@Suite("What a schema is refused for — §3")
struct SchemaErrorTests {
    static let roots: [(source: String, lines: [String])] = [
        (
            "type A { a: Int }",
            [
                "Query root type must be provided."
            ]
        ),
        (
            "scalar Query",
            [
                "Query root type must be Object type, it cannot be Query. (1:1)"
            ]
        ),
        (
            "schema { query: A mutation: A } type A { a: Int }",
            [
                "All root types must be different, \"A\" type is used as query and mutation root types. (1:17) (1:29)"
            ]
        ),
        (
            "schema { query: A mutation: A subscription: A } type A { a: Int }",
            [
                "All root types must be different, \"A\" type is used as query, mutation, and subscription root types. (1:17) (1:29) (1:45)"
            ]
        ),
        (
            "schema { mutation: Int } type A { a: Int }",
            [
                "Query root type must be provided. (1:1)",
                "Mutation root type must be Object type if provided, it cannot be Int. (1:20)",
            ]
        ),
        (
            "schema { query: Query mutation: I } type Query { a: Int } interface I { a: Int }",
            [
                "Mutation root type must be Object type if provided, it cannot be I. (1:33)"
            ]
        ),
    ]

    @Test("The roots are object types, and different ones", arguments: roots)
    func rootTypes(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(test.source) == test.lines)
    }

    static let definitions: [(source: String, lines: [String])] = [
        (
            "type A",
            [
                "Type A must define one or more fields. (2:1)"
            ]
        ),
        (
            "interface A",
            [
                "Type A must define one or more fields. (2:1)"
            ]
        ),
        (
            "union A",
            [
                "Union type A must define one or more member types. (2:1)"
            ]
        ),
        (
            "enum A",
            [
                "Enum type A must define one or more values. (2:1)"
            ]
        ),
        (
            "input A",
            [
                "Input Object type A must define one or more fields. (2:1)"
            ]
        ),
        (
            "union A = Query | Int | Query | Query",
            [
                "Union type A can only include Object types, it cannot include Int. (2:19)",
                "Union type A can only include type Query once. (2:11) (2:25) (2:33)",
                "Union type A can only include type Query once. (2:11) (2:25) (2:33)",
            ]
        ),
        (
            "type __A { __b(__c: Int): Int } enum B { __C } directive @__d(__e: Int) on FIELD",
            [
                "Name \"__d\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:48)",
                "Name \"__e\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:63)",
                "Name \"__A\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:1)",
                "Name \"__b\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:12)",
                "Name \"__c\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:16)",
                "Name \"__C\" must not begin with \"__\", which is reserved by GraphQL introspection. (2:42)",
            ]
        ),
        (
            "input A { b: Query } type B { c: [A!] d(e: Query): Int } directive @f(g: Query) on FIELD",
            [
                "The type of @f(g:) must be Input Type but got: Query. (2:71)",
                "The type of A.b must be Input Type but got: Query. (2:14)",
                "The type of B.c must be Output Type but got: [A!]. (2:34)",
                "The type of B.d(e:) must be Input Type but got: Query. (2:44)",
            ]
        ),
        (
            "input A @oneOf { b: Int! c: Int = 1 }",
            [
                "OneOf input field A.b must be nullable. (2:21)",
                "OneOf input field A.c cannot have a default value. (2:26)",
            ]
        ),
        (
            "input A { b: Int } extend input A @oneOf { c: Int! } input D @oneOf { e: Int } extend input D { f: Int }",
            [
                "OneOf input field A.c must be nullable. (2:47)",
                "Directive \"@oneOf\" may not be used on an extension of input object type \"A\". (2:35)",
            ]
        ),
        (
            "input A { b: Int! @deprecated } type B { c(d: Int! @deprecated): Int } directive @e(f: Int! @deprecated) on FIELD",
            [
                "Required argument @e(f:) cannot be deprecated. (2:93) (2:88)",
                "Required input field A.b cannot be deprecated. (2:19) (2:14)",
                "Required argument B.c(d:) cannot be deprecated. (2:52) (2:47)",
            ]
        ),
        ("input A { b: Int! = 1 @deprecated c: Int @deprecated }", []),
        (
            "\"What it is.\" type A",
            [
                "Type A must define one or more fields. (2:1)"
            ]
        ),
        (
            "union A extend union A @a directive @a on UNION",
            [
                "Union type A must define one or more member types. (2:1) (2:9)"
            ]
        ),
        (
            "type A { b: Int } extend type A { c(d: [Query!]!): Int }",
            [
                "The type of A.c(d:) must be Input Type but got: [Query!]!. (2:40)"
            ]
        ),
    ]

    @Test("Every error is reported where it stands", arguments: definitions)
    func definition(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(query + test.source) == test.lines)
    }

    static let cycles: [(source: String, lines: [String])] = [
        (
            "input A { b: B! } input B { c: [A!]! d: C! } input C { e: B! f: C! }",
            [
                "Cannot reference Input Object \"B\" within itself through a series of non-null fields: \"d.e\". (2:38) (2:56)",
                "Cannot reference Input Object \"C\" within itself through a series of non-null fields: \"f\". (2:62)",
            ]
        ),
        ("input A { a: A } input B { b: [B!]! }", []),
        ("input A { b: B = {} } input B { c: C = {} } input C { a: A = { b: null } }", []),
        (
            "input A { a: A = {} b: [A] = [{ a: null }, { a: { a: null } }] }",
            [
                "Invalid circular reference. The default value of Input Object field A.a references itself. (2:18)",
                "Invalid circular reference. The default value of Input Object field A.b references itself. (2:30)",
            ]
        ),
        (
            "input A { b: B = {} } input B { c: C = { a: { } } } input C { a: A }",
            [
                "Invalid circular reference. The default value of Input Object field A.b references itself via the default values of: B.c. (2:18) (2:40)"
            ]
        ),
        (
            "directive @a(b: A) on INPUT_OBJECT directive @c(b: Int @d) on ARGUMENT_DEFINITION directive @d(b: E) on ARGUMENT_DEFINITION enum E { F @f } directive @f(a: Int @c) on ENUM_VALUE | ARGUMENT_DEFINITION input A { c: C } input C @a { a: A }",
            [
                "Directive \"@a\" cannot be used in what its own arguments refer to. (2:1) (2:226)",
                "Directive \"@c\" cannot be used in what its own arguments refer to. (2:36) (2:161)",
                "Directive \"@d\" cannot be used in what its own arguments refer to. (2:83) (2:56)",
                "Directive \"@f\" cannot be used in what its own arguments refer to. (2:141) (2:136)",
            ]
        ),
        ("directive @a(b: A) on ENUM input A { a: A }", []),
        (
            "input A { a: A = {} b: A = {} }",
            [
                "Invalid circular reference. The default value of Input Object field A.a references itself. (2:18)",
                "Invalid circular reference. The default value of Input Object field A.a references itself via the default values of: A.b. (2:18) (2:28)",
                "Invalid circular reference. The default value of Input Object field A.b references itself. (2:28)",
            ]
        ),
    ]

    @Test("Nothing leads back to itself without an end", arguments: cycles)
    func cycle(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(query + test.source) == test.lines)
    }

    static let implementations: [(source: String, lines: [String])] = [
        ("type A implements I { f(a: Int, b: Int): Query! g: [A!]! }", []),
        (
            "type A implements I { f(a: Int): Query }",
            [
                "Interface field I.g expected but A does not provide it. (2:32) (3:1)"
            ]
        ),
        (
            "type A implements I { f(a: Int): Int g: [I] }",
            [
                "Interface field I.f expects type Query but A.f is type Int. (2:26) (3:34)",
                "Interface field I.g expects type [I!] but A.g is type [I]. (2:35) (3:41)",
            ]
        ),
        (
            "type A implements I { f: Query g: [I!] }",
            [
                "Interface field argument I.f(a:) expected but A.f does not provide it. (2:17) (3:23)"
            ]
        ),
        (
            "type A implements I { f(a: Int!, b: Int!): Query g: [I!] }",
            [
                "Interface field argument I.f(a:) expects type Int but A.f(a:) is type Int!. (2:20) (3:28)",
                "Object field A.f includes required argument b that is missing from the Interface field I.f. (3:34) (2:15)",
            ]
        ),
        (
            "type A implements I & I { f(a: Int): Query g: [I!] }",
            [
                "Type A can only implement I once. (3:19) (3:23)"
            ]
        ),
        (
            "type A implements I { f(a: Int): Query g: [I!] } extend type A implements I { b: Int }",
            [
                "Type A can only implement I once. (3:19) (3:75)"
            ]
        ),
        (
            "type A implements Query { a: Int }",
            [
                "Type A must only implement Interface types, it cannot implement Query. (3:19)"
            ]
        ),
        (
            "interface A implements A { a: Int }",
            [
                "Type A cannot implement itself because it would create a circular reference. (3:24)"
            ]
        ),
        (
            "interface J implements I { f(a: Int): Query g: [I!] } type A implements J { f(a: Int): Query g: [I!] }",
            [
                "Type A must implement I because it is implemented by J. (3:24) (3:73)"
            ]
        ),
        (
            "interface J implements K { a: Int } interface K implements J { a: Int }",
            [
                "Type J cannot implement K because it would create a circular reference. (3:60) (3:24)",
                "Type K cannot implement J because it would create a circular reference. (3:24) (3:60)",
            ]
        ),
        (
            "type A implements I { f(a: Int): Query @deprecated g: [I!] @deprecated(reason: \"Why?\") }",
            [
                "Interface field I.f is not deprecated, so implementation field A.f must not be deprecated. (3:40) (3:34)",
                "Interface field I.g is not deprecated, so implementation field A.g must not be deprecated. (3:60) (3:55)",
            ]
        ),
        (
            "interface J { a: Int @deprecated } type A implements J { a: Int @deprecated } type B implements J { a: Int }",
            []
        ),
        (
            "type A implements I { f(a: Int): Query } extend type A { b: Int }",
            [
                "Interface field I.g expected but A does not provide it. (2:32) (3:1) (3:42)"
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
                "A.b has invalid default value: Int cannot represent non-integer value: \"1\" (3:20)",
                "A.c has invalid default value at [1]: Expected value of type \"Int!\", found null. (3:40)",
                "A.d has invalid default value: Value \"X\" does not exist in \"E\" enum. Did you mean the enum value \"F\"? (3:53)",
            ]
        ),
        (
            "input A { a: A = {a: {}} }",
            [
                "Invalid circular reference. The default value of Input Object field A.a references itself. (3:18)"
            ]
        ),
        (
            "input A { i: Int = 2147483648 f: Float = 1e999 b: Boolean = 1 }",
            [
                "A.i has invalid default value: Int cannot represent non 32-bit signed integer value: 2147483648 (3:20)",
                "A.f has invalid default value: Float cannot represent non numeric value: 1e999 (3:42)",
                "A.b has invalid default value: Boolean cannot represent a non boolean value: 1 (3:61)",
            ]
        ),
        (
            "type A { a(b: C = { d: 1, e: { f: 2 } }): Int } input C { d: String! e: C }",
            [
                "A.a(b:) has invalid default value at .d: String cannot represent a non string value: 1 (3:24)",
                "A.a(b:) has invalid default value at .e: Field \"C.d\" of required type \"String!\" was not provided. (3:30)",
                "A.a(b:) has invalid default value at .e: Field \"f\" is not defined by type \"C\". Did you mean \"d\" or \"e\"? (3:32)",
            ]
        ),
        (
            "directive @e(f: Int! = null, g: [[Int]] = [[1], \"a\"]) on FIELD",
            [
                "@e(f:) has invalid default value: Expected value of type \"Int!\", found null. (3:24)",
                "@e(g:) has invalid default value at [1]: Int cannot represent non-integer value: \"a\" (3:49)",
            ]
        ),
        (
            "input A @oneOf { a: Int b: Int } type B { c(d: A = { a: 1, b: 2 } e: A = { a: null } f: A = { b: 1 }): Int }",
            [
                "B.c(d:) has invalid default value: OneOf Input Object \"A\" must specify exactly one key. (3:52)",
                "B.c(e:) has invalid default value: Field \"A.a\" must be non-null. (3:74)",
            ]
        ),
        (
            "type A { a(b: [C] = [{ d: [[1], [2, { e: 3 }]], f: 4 }]): Int } input C { d: [[Int]] }",
            [
                "A.a(b:) has invalid default value at [0].d[1][1]: Int cannot represent non-integer value: { e: 3 } (3:37)",
                "A.a(b:) has invalid default value at [0]: Field \"f\" is not defined by type \"C\". Did you mean \"d\"? (3:49)",
            ]
        ),
        (
            "scalar S @d(a: \"\")",
            [
                "Int cannot represent non-integer value: \"\" (3:16)"
            ]
        ),
        (
            "scalar S @specifiedBy(url: 1) scalar T @specifiedBy",
            [
                "Directive \"@specifiedBy\" argument \"url\" of type \"String!\" is required, but it was not provided. (3:40)"
            ]
        ),
        (
            "enum A { B @deprecated(reason: null) }",
            [
                "Expected value of type \"String!\", found null. (3:32)"
            ]
        ),
        ("input A { a: Int = 1 b: Float = 1 c: ID = 1 d: [Int] = 1 e: S = { a: [1] } } scalar S", []),
        (
            "input A @d(a: 1) { a: Int }",
            [
                "Directive \"@d\" may not be used on INPUT_OBJECT. (3:9)"
            ]
        ),
    ]

    @Test("Constants fit their types", arguments: constants)
    func constant(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(query + "directive @d(a: Int!) on SCALAR\n" + test.source) == test.lines)
    }

    @Test("Of twenty thousand mistakes the first hundred are told, with twenty places each", .timeLimit(.minutes(1)))
    func many() throws {
        let members = String(repeating: " | A", count: 20_000)
        let interfaces = String(repeating: " & I", count: 20_000)
        let places = { (first: Int) in (0..<20).map { "(2:\(first + 4 * $0))" }.joined(separator: " ") }
        #expect(
            try schemaErrors(query + "union U =\(members) type A { a: Int }")
                == Array(repeating: "Union type U can only include type A once. \(places(13))", count: 100))
        #expect(
            try schemaErrors(query + "type A implements\(interfaces) { a: Int } interface I { a: Int }")
                == Array(repeating: "Type A can only implement I once. \(places(21))", count: 100))
    }

    /// Types whose members are many, and which are legal.
    static let large: [(name: String, source: String)] = {
        let numbers = 0..<10_000
        let texts = { (text: (Int) -> String) in numbers.map(text).joined(separator: " ") }
        let (names, values, definitions) = (texts { "a\($0)" }, texts { "a\($0): 1" }, texts { "a\($0): Int!" })
        return [
            (
                "arguments of an interface's field",
                "interface I { f(\(definitions)): Int } type A implements I { f(\(definitions)): Int }"
            ),
            ("arguments of a directive", "directive @d(\(definitions)) on OBJECT type A @d(\(values)) { a: Int }"),
            ("fields of an input object", "input I { \(definitions) } type A { a(b: I = { \(values) }): Int }"),
            ("values of an enum", "enum E { \(names) } type A { a(b: [E] = [\(names)]): Int }"),
        ]
    }()

    @Test("A type may have ten thousand members", .timeLimit(.minutes(1)), arguments: large)
    func largeTypes(_ test: (name: String, source: String)) throws {
        #expect(try schemaErrors(query + test.source) == [])
    }

    static let builtIn: [(source: String, lines: [String])] = [
        (
            "directive @include(if: [Boolean]) on FIELD",
            ["The type of @include(if:) must be Boolean! but got: [Boolean]. (2:20)"]
        ),
        ("directive @skip(if: Boolean) on FIELD", ["The type of @skip(if:) must be Boolean! but got: Boolean. (2:17)"]),
        (
            "directive @deprecated(reason: Int) on FIELD_DEFINITION",
            ["The type of @deprecated(reason:) must be String! but got: Int. (2:23)"]
        ),
        (
            "directive @specifiedBy(url: ID!) on SCALAR",
            ["The type of @specifiedBy(url:) must be String! but got: ID!. (2:24)"]
        ),
        ("directive @include(note: String, if: Boolean!) on FIELD", []),
        (
            "directive @skip(if: Boolean!) on FIELD directive @include on FIELD directive @oneOf on OBJECT directive @deprecated(reason: String = \"\", since: Int) on FIELD_DEFINITION directive @specifiedBy(url: String!) on SCALAR",
            []
        ),
    ]

    @Test("A schema may define built-in directives, but not with another argument", arguments: builtIn)
    func builtInDirective(_ test: (source: String, lines: [String])) throws {
        #expect(try schemaErrors(query + test.source) == test.lines)
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
