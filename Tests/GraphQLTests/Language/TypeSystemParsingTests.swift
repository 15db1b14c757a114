import GraphQL
import Testing

@Suite("Parsing type system documents — §3")
struct TypeSystemParsingTests {
    static let documents: [(source: String, canonical: String)] = [
        ("schema { query: Q mutation: M }", "schema { query: Q mutation: M }"),
        ("\"d\" schema @a { subscription: S }", "\"d\" schema @a { subscription: S }"),
        ("extend schema @a", "extend schema @a"),
        ("\"\"\"d\"\"\" scalar Date @specifiedBy(url: \"u\")", "\"\"\"d\"\"\" scalar Date @specifiedBy(url: \"u\")"),
        ("type A", "object A"),
        (
            "type A implements & B & C @d { \"f\" f(\"x\" x: Int = 1 @d, y: [I!]): A! @d g: B }",
            "object A implements B & C @d { \"f\" f(\"x\" x: Int = 1 @d, y: [I!]): A! @d g: B }"
        ),
        ("extend type A implements B", "extend object A implements B"),
        ("interface I implements J { a: A }", "interface I implements J { a: A }"),
        ("union U = | A | B", "union U = A | B"),
        ("union U @d", "union U @d"),
        ("enum E { \"a\" A B @deprecated }", "enumeration E { \"a\" A B @deprecated }"),
        (
            "input I @oneOf { \"a\" a: A = {b: 1}, c: [C] @d }",
            "inputObject I @oneOf {\"a\" a: A = { b: 1 }, c: [C] @d}"
        ),
        ("directive @d(a: A = 1) repeatable on | FIELD | QUERY", "directive d repeatable on FIELD | QUERY {a: A = 1}"),
        (
            "extend input I { a: A } type type { type: type input: input }",
            "extend inputObject I {a: A}\nobject type { type: type input: input }"
        ),
    ]

    @Test("A definition becomes its tree", arguments: documents)
    func tree(_ document: (source: String, canonical: String)) throws {
        #expect(try parse(document.source).canonicalText == document.canonical)
    }

    static let errors: [(source: String, line: String)] = [
        ("extend type A", "Unexpected <EOF>. (1:14)"),
        ("extend schema", "Unexpected <EOF>. (1:14)"),
        ("extend directive @a on FIELD", "Unexpected Name \"directive\". (1:8)"),
        ("extend fragment F on A { a }", "Unexpected Name \"fragment\". (1:8)"),
        ("type A {}", "Expected Name, found \"}\". (1:9)"),
        ("schema { search: Q }", "Unexpected Name \"search\". (1:10)"),
        ("schema @d", "Expected \"{\", found <EOF>. (1:10)"),
        ("enum E { true }", "Name \"true\" is reserved and cannot be used for an enum value. (1:10)"),
        ("directive @d on FIELD | NOWHERE", "Unexpected Name \"NOWHERE\". (1:25)"),
        ("directive d on FIELD", "Expected \"@\", found Name \"d\". (1:11)"),
        ("union U =", "Expected Name, found <EOF>. (1:10)"),
        ("type A implements B &", "Expected Name, found <EOF>. (1:22)"),
        ("input I { a(b: C): D }", "Expected \":\", found \"(\". (1:12)"),
    ]

    @Test("What the grammar has not is refused", arguments: errors)
    func refused(_ error: (source: String, line: String)) {
        #expect(syntaxError(error.source)?.line == "Syntax Error: \(error.line)")
    }
}
