import GraphQL
import Testing

@Suite("Parsing executable documents — §2.3 to §2.12")
struct ExecutableParsingTests {
    static let documents: [(source: String, canonical: String)] = [
        ("{ a }", "query { a }"),
        ("\u{FEFF}{a,b#c\n\tc\r\n}", "query { a b c }"),
        ("query Q { a: b }", "query Q { a: b }"),
        ("mutation { on query fragment true null }", "mutation { on query fragment true null }"),
        ("subscription S @d(x: 1) { a }", "subscription S @d(x: 1) { a }"),
        (
            "{ a(x: $v, y: [1, -2.5e3], z: {p: \"q\", r: E}) { b } }",
            "query { a(x: $v, y: [1, -2.5e3], z: { p: \"q\", r: E }) { b } }"
        ),
        ("query($a: [Int!]! = [1] @d, $b: T) { a }", "query($a: [Int!]! = [1] @d, $b: T) { a }"),
        ("\"says\" query Q(\"it\" $a: A) { a }", "query Q($a: A) { a }"),
        ("{ ...F ...@d { a } ... on T { b } ...onward }", "query { ...F ... @d { a } ... on T { b } ...onward }"),
        ("\"\"\"what\"\"\" fragment F on T @d { a { b { c } d } e } ", "fragment F on T @d { a { b { c } d } e }"),
        (
            "{ a(x: [[1, [2]], [], {}], y: {a: {b: {}}, c: [{d: true}]}) }",
            "query { a(x: [[1, [2]], [], {}], y: { a: { b: {} }, c: [{ d: true }] }) }"
        ),
        ("{ a(x: \"\\u00e9\\n\\uD83D\\uDE00\\u{1F600}\") }", "query { a(x: \"é\\n😀😀\") }"),
        ("{ a(x: false, y: null, z: 0, n: -0, e: 1E+2) }", "query { a(x: false, y: null, z: 0, n: -0, e: 1E+2) }"),
    ]

    @Test("A document becomes its tree", arguments: documents)
    func tree(_ document: (source: String, canonical: String)) throws {
        #expect(try parse(document.source).canonicalText == document.canonical)
    }

    @Test("Equal names share a symbol, others do not")
    func symbols() throws {
        let document = try parse("{ a b: a c(a: $a) }")
        let operation = try #require(document.operations.first)
        let fields = document[operation.selectionSet.selections].compactMap { selection -> Field? in
            if case .field(let field) = selection { field } else { nil }
        }
        #expect(fields.map(\.name.symbol) == [0, 0, 2])
        #expect(fields.map(\.responseName.symbol) == [0, 1, 2])
        #expect(document.symbolCount == 3)
    }

    @Test("More names than the symbol table begins with keep their identities")
    func manySymbols() throws {
        let names = (0..<1000).map { "field\($0)" }
        let document = try parse("{ \(names.joined(separator: " ")) \(names.joined(separator: " ")) }")
        #expect(document.symbolCount == 1000)
        #expect(document.canonicalText == "query { \((names + names).joined(separator: " ")) }")
    }
}
