import Foundation
import GraphQL
import Testing

@Suite("Printing documents")
struct PrinterTests {
    /// Longer than a line.
    private static let longName = String(repeating: "a", count: 81)

    static let documents: [(source: String, printed: String)] = [
        ("query { a, b: c }", "{\n  a\n  b: c\n}"),
        ("type T query { a } { b }", "type T\n\nquery {\n  a\n}\n\n{\n  b\n}"),
        ("query @d { a }", "query @d {\n  a\n}"),
        (
            "{ \(longName) \(longName) : a @\(longName) { \(longName) ( \(longName) : 1 ) } }",
            """
            {
              \(longName)
              \(longName): a @\(longName) {
                \(longName)(
                  \(longName): 1
                )
              }
            }
            """
        ),
        (
            "directive @\(longName) on FIELD type \(longName) { \(longName) : A }",
            "directive @\(longName) on FIELD\n\ntype \(longName) {\n  \(longName): A\n}"
        ),
        ("\"why\" query { a }", "\"why\"\nquery {\n  a\n}"),
        ("\"why\"\nmutation M ( $a : [ A ! ] = [ 1 ] @d ) { a }", "\"why\"\nmutation M($a: [A!] = [1] @d) {\n  a\n}"),
        ("query Q(\"what\" $a: A, $b: B) { a }", "query Q(\n  \"what\"\n  $a: A\n  $b: B\n) {\n  a\n}"),
        (
            "{ a(x: $v, y: {p: \"q\", r: [E, null, {}]}) @d(if: true) { ...F ...@e{b} ... on T @d { c } } }",
            """
            {
              a(x: $v, y: { p: "q", r: [E, null, {}] }) @d(if: true) {
                ...F
                ... @e {
                  b
                }
                ... on T @d {
                  c
                }
              }
            }
            """
        ),
        (
            "{ aFieldWithALongName(first: 1000000000, second: \"a text that takes some place\", third: ENUM) { b } }",
            """
            {
              aFieldWithALongName(
                first: 1000000000
                second: "a text that takes some place"
                third: ENUM
              ) {
                b
              }
            }
            """
        ),
        (
            "fragment F on T @d { a(x: \"\"\"\n  two\n    lines\n\"\"\") } query Q { a }",
            "fragment F on T @d {\n  a(x: \"\"\"\n  two\n    lines\n  \"\"\")\n}\n\nquery Q {\n  a\n}"
        ),
        (
            "\"what it is\" schema @d { query: Q mutation: M } extend schema @e extend scalar S @d",
            "\"what it is\"\nschema @d {\n  query: Q\n  mutation: M\n}\n\nextend schema @e\n\nextend scalar S @d"
        ),
        (
            "type T implements & A & B @d { \"x\" f ( \"y\" a : A = 1 @d , b : B ) : [ C ] ! @d  g ( a : A , b : B ) : C }",
            """
            type T implements A & B @d {
              "x"
              f(
                "y"
                a: A = 1 @d
                b: B
              ): [C]! @d
              g(a: A, b: B): C
            }
            """
        ),
        (
            "interface I implements J { a: A } union U @d = | A | B enum E { \"one\" A @d B } input I @d { a: A = {b: 1} }",
            """
            interface I implements J {
              a: A
            }

            union U @d = A | B

            enum E {
              "one"
              A @d
              B
            }

            input I @d {
              a: A = { b: 1 }
            }
            """
        ),
        (
            "\"d\" directive @d(a: A = [1]) repeatable on | FIELD | QUERY extend type T implements A extend union U = A",
            """
            "d"
            directive @d(a: A = [1]) repeatable on FIELD | QUERY

            extend type T implements A

            extend union U = A
            """
        ),
    ]

    @Test("A document has one notation", arguments: documents)
    func notation(_ document: (source: String, printed: String)) throws {
        #expect(try parse(document.source).printed == document.printed)
        #expect(try parse(document.printed).printed == document.printed)
    }

    static let strings = [
        "", "one line", "  blanks before", "\ttab before", "blanks behind  ", "\n  two\n  lines", "a\n b\n\n  c",
        "a\n\nb",
        "ends in \"", "ends in \"\"\"", "\"\"\" begins", "ends in \\", "\\", "\"", "a \"\"\" b", "\\\"\"\"", "\na",
        "a\n",
        String(repeating: "long ", count: 20), " " + String(repeating: "long ", count: 20), "a\n  ", "  \n  a",
        "é😀\n ✓",
    ]

    @Test("A block string means the same when it is printed", arguments: strings)
    func blockStrings(_ text: String) throws {
        // Only what a block string can mean is printed as one: it has been read from one.
        let source = "{ a(x: { y: \"\"\"\(text.replacingOccurrences(of: "\"\"\"", with: "\\\"\"\""))\n\"\"\" }) }"
        let document = try parse(source)
        let again = try parse(document.printed)
        #expect(again.printed == document.printed)
        #expect(again.canonicalText == document.canonicalText)
        #expect(document.strings == again.strings)
    }

    @Test("The project's own schema is read back from its print")
    func ownSchema() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../schema.graphql")
        let document = try Document.parse(Array(try Data(contentsOf: file)), limits: .typeSystem)
        let printed = document.printed
        let again = try parse(printed, limits: .typeSystem)
        #expect(again.canonicalText == document.canonicalText)
        #expect(again.printed == printed)
    }
}

extension Document {
    /// The meaning of every string argument of the first operation's first field.
    fileprivate var strings: [String] {
        guard case .field(let field)? = operations.first.flatMap({ self[$0.selectionSet.selections].first }) else {
            return []
        }
        return self[field.arguments].flatMap { texts(in: $0.value) }
    }

    private func texts(in value: Value) -> [String] {
        switch value.content {
        case .string(let token): [string(token)]
        case .object(let fields): self[fields].flatMap { texts(in: $0.value) }
        default: []
        }
    }
}
