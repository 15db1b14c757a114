import GraphQL
import Testing

/// Two schemas, each beside `type Query { q: Int }`, and every change from the first to the second.
private typealias Pair = (old: String, new: String, changes: [String])

/// The changes from one schema to another, one line each.
private func changes(from old: String, to new: String) throws -> [String] {
    SchemaComparison.changes(from: try schema(old), to: try schema(new)).map { "\($0.impact.rawValue): \($0.sentence)" }
}

@Suite("How two schemas differ")
struct SchemaComparisonTests {
    private func check(_ pair: Pair) throws {
        let query = "type Query { q: Int }\n"
        #expect(try changes(from: query + pair.old, to: query + pair.new) == pair.changes)
        #expect(try changes(from: query + pair.new, to: query + pair.new) == [])
    }

    private static let types: [Pair] = [
        ("scalar A", "scalar B", ["breaking: A was removed.", "safe: B was added."]),
        ("scalar A", "type A { a: Int }", ["breaking: A changed from a Scalar type to an Object type."]),
        (
            "interface A { a: Int }", "union A = Query",
            ["breaking: A changed from an Interface type to a Union type."]
        ),
        ("enum A { B }", "input A { a: Int }", ["breaking: A changed from an Enum type to an Input type."]),
        (
            "type A { x: Int y: Int }", "extend type A { z: Int } type A { x: Int }",
            ["breaking: A.y was removed.", "safe: A.z was added."]
        ),
        (
            "interface I { a: Int } interface J { a: Int } type A implements I { a: Int }",
            "interface I { a: Int } interface J { a: Int } type A implements J { a: Int }",
            [
                "breaking: A no longer implements interface I.",
                "dangerous: J added to interfaces implemented by A.",
            ]
        ),
        (
            "type A { a: Int } type B { a: Int } type C { a: Int } union U = A | B",
            "type A { a: Int } type B { a: Int } type C { a: Int } union U = C | A",
            ["breaking: B was removed from union type U.", "dangerous: C was added to union type U."]
        ),
        (
            "enum E { A B }", "enum E { C A }",
            ["breaking: B was removed from enum type E.", "dangerous: C was added to enum type E."]
        ),
        ("enum E { A B } union U = Query scalar S", "scalar S enum E { B A } extend union U = Query union U", []),
    ]

    @Test("Types come, go, and change what they consist of", arguments: types)
    private func compareTypes(_ pair: Pair) throws { try check(pair) }

    private static let outputs: [(old: String, new: String, isSafe: Bool)] = [
        ("Int", "Int!", true), ("Int!", "Int", false), ("[Int]", "[Int!]", true), ("[Int]", "[Int]!", true),
        ("[Int!]!", "[Int]!", false), ("[Int]", "Int", false), ("Int", "[Int]", false), ("Int", "[Int]!", false),
        ("[[Int]!]", "[[Int!]!]!", true), ("Int", "Float", false), ("[Int]", "[[Int]]", false),
    ]

    @Test("What is read may promise more, never less", arguments: outputs)
    func compareOutputTypes(_ old: String, _ new: String, _ isSafe: Bool) throws {
        #expect(
            try changes(from: "type Query { a: \(old) }", to: "type Query { a: \(new) }")
                == ["\(isSafe ? "safe" : "breaking"): Query.a changed type from \(old) to \(new)."])
    }

    @Test("What is given may be asked for with less, never more", arguments: outputs)
    func compareInputTypes(_ new: String, _ old: String, _ isSafe: Bool) throws {
        let impact = isSafe ? "safe" : "breaking"
        #expect(
            try changes(from: "type Query { a(b: \(old)): Int }", to: "type Query { a(b: \(new)): Int }")
                == ["\(impact): Query.a arg b has changed type from \(old) to \(new)."])
        let query = "type Query { a: Int } "
        #expect(
            try changes(from: query + "input I { b: \(old) }", to: query + "input I { b: \(new) }")
                == ["\(impact): I.b changed type from \(old) to \(new)."])
        #expect(
            try changes(
                from: query + "directive @d(b: \(old)) on FIELD", to: query + "directive @d(b: \(new)) on FIELD")
                == ["\(impact): @d arg b has changed type from \(old) to \(new)."])
    }

    private static let inputs: [Pair] = [
        (
            "type A { f(a: Int, b: Int): Int }", "type A { f(c: Int, d: Int!, e: Int! = 1, b: Int): Int }",
            [
                "breaking: A.f arg a was removed.", "breaking: A required arg d on A.f was added.",
                "dangerous: An optional arg c on A.f was added.", "dangerous: An optional arg e on A.f was added.",
            ]
        ),
        (
            "input A { a: Int b: Int }", "input A { c: Int d: Int! e: Int! = 1 b: Int }",
            [
                "breaking: A required field d on input type A was added.", "breaking: A.a was removed.",
                "dangerous: An optional field c on input type A was added.",
                "dangerous: An optional field e on input type A was added.",
            ]
        ),
        (
            "type A { f(a: Int = 1, b: [Int] = [1], c: Int = 1, d: Int, e: Int! = 1, g: Int = 1): Int }",
            "type A { f(a: Int = 2, b: [Int] = 1, c: Int, d: Int = null, e: Int!, g: Float = 2): Int }",
            [
                "breaking: A.f arg e defaultValue was removed, which makes it required.",
                "breaking: A.f arg g has changed type from Int to Float.",
                "dangerous: A.f arg a has changed defaultValue from 1 to 2.",
                "dangerous: A.f arg c defaultValue was removed.", "safe: A.f arg d defaultValue null was added.",
            ]
        ),
        (
            "input A { a: String = \"x\" b: Int! = 1 c: Int }", "input A { a: String = \"y\" b: Int! c: Int = 1 }",
            [
                "breaking: A.b defaultValue was removed, which makes it required.",
                "dangerous: A.a has changed defaultValue from \"x\" to \"y\".",
                "safe: A.c defaultValue 1 was added.",
            ]
        ),
        // Values are compared as they are understood: defaults of input fields filled in, in no order.
        (
            "input I { x: Int = 1 y: Int } type A { f(a: I = { y: 2 }): Int }",
            "input I { y: Int x: Int = 1 } type A { f(a: I = { x: 1, y: 2 }): Int }", []
        ),
        (
            "input I { x: Int = 1 } type A { f(a: I = {}): Int }",
            "input I { x: Int = 2 } type A { f(a: I = {}): Int }",
            [
                "dangerous: I.x has changed defaultValue from 1 to 2.",
                "dangerous: A.f arg a has changed defaultValue from { x: 1 } to { x: 2 }.",
            ]
        ),
        ("input A { a: Int }", "input A @oneOf { a: Int }", ["breaking: @oneOf was added to A."]),
        ("input A @oneOf { a: Int }", "input A { a: Int }", ["safe: @oneOf was removed from A."]),
    ]

    @Test("Arguments and input fields come, go, and change their defaults", arguments: inputs)
    private func compareInputs(_ pair: Pair) throws { try check(pair) }

    private static let directives: [Pair] = [
        ("directive @a on FIELD", "directive @b on FIELD", ["breaking: @a was removed.", "safe: @b was added."]),
        (
            "directive @d(a: Int, b: Int = 1) on FIELD", "directive @d(b: Int = 2, c: Int, e: Int!) on FIELD",
            [
                "breaking: A required arg e on directive @d was added.", "breaking: a was removed from @d.",
                "dangerous: @d arg b has changed defaultValue from 1 to 2.",
                "safe: An optional arg c on directive @d was added.",
            ]
        ),
        (
            "directive @d repeatable on FIELD | QUERY", "directive @d on QUERY | OBJECT",
            [
                "breaking: Repeatable flag was removed from @d.", "breaking: FIELD was removed from @d.",
                "safe: OBJECT was added to @d.",
            ]
        ),
        (
            "directive @d on FIELD", "directive @d repeatable on FIELD", ["safe: Repeatable flag was added to @d."]
        ),
        // The built-in directives are there whether or not a schema writes them down.
        ("", "directive @specifiedBy(url: String!) on SCALAR", []),
        (
            "", "directive @skip(if: Boolean!) on FIELD",
            ["breaking: FRAGMENT_SPREAD was removed from @skip.", "breaking: INLINE_FRAGMENT was removed from @skip."]
        ),
        (
            "directive @d(a: Int = 1) on OBJECT type A @d { a: Int } type B @d(a: 1) { a: Int }",
            "directive @d(a: Int = 1) on OBJECT type A @d(a: 2) { a: Int } type B @d { a: Int }",
            ["dangerous: @d(a: 1) was removed from A.", "dangerous: @d(a: 2) was added to A."]
        ),
        (
            "scalar S", "scalar S @specifiedBy(url: \"https://example.com\")",
            ["dangerous: @specifiedBy(url: \"https://example.com\") was added to S."]
        ),
    ]

    @Test("Directives are defined, and applied", arguments: directives)
    private func compareDirectives(_ pair: Pair) throws { try check(pair) }

    private static let words: [Pair] = [
        (
            "type A { a(b: Int): Int @deprecated c: Int d: Int @deprecated }",
            "type A { a(b: Int @deprecated): Int c: Int @deprecated(reason: \"old\") d: Int @deprecated(reason: \"x\") }",
            [
                "safe: A.a(b:) is deprecated now.", "safe: A.a is no longer deprecated.",
                "safe: A.c is deprecated now.", "safe: Deprecation reason of A.d has changed.",
            ]
        ),
        (
            "\"x\" type A { \"x\" a(\"x\" b: Int): Int } enum E { B } \"x\" directive @d(a: Int) on FIELD",
            "\"y\" type A { a(\"y\" b: Int): Int } enum E { \"y\" B } directive @d(\"y\" a: Int) on FIELD",
            [
                "safe: Description of A has changed.", "safe: Description of A.a(b:) has changed.",
                "safe: Description of A.a was removed.", "safe: Description of E.B was added.",
                "safe: Description of @d was removed.", "safe: Description of @d(a:) was added.",
            ]
        ),
        ("\"x\" type A { a: Int }", "\"\"\"\n  x\n\"\"\" type A { a: Int }", []),
    ]

    @Test("Descriptions and deprecations break nothing", arguments: words)
    private func compareWords(_ pair: Pair) throws { try check(pair) }

    @Test("Root types are part of the schema, whatever they are called")
    func roots() throws {
        let types = "type A { a: Int } type B { a: Int } type Mutation { a: Int }"
        #expect(
            try changes(
                from: "\(types) schema { query: A mutation: Mutation }",
                to: "\(types) \"now\" schema { query: B subscription: A }") == [
                    "breaking: A is no longer the query root type.",
                    "breaking: Mutation is no longer the mutation root type.",
                    "safe: B is the query root type now.", "safe: A is the subscription root type now.",
                    "safe: Description of the schema was added.",
                ])
        #expect(try changes(from: "type Query { a: Int }", to: "schema { query: Query } type Query { a: Int }") == [])
    }
}
