import GraphQL
import Testing

@Suite("Block strings — §2.9.4")
struct BlockStringTests {
    static let strings: [(raw: String, value: String)] = [
        ("", ""),
        ("one line", "one line"),
        ("  first keeps its blanks", "  first keeps its blanks"),
        ("\n    Hello,\n      World!\n\n    Yours,\n      GraphQL.\n  ", "Hello,\n  World!\n\nYours,\n  GraphQL."),
        ("\n\n  a\n\tb\n\n", " a\nb"),
        ("a\r\n  b\r  c\n d", "a\n b\n c\nd"),
        ("\n   \n  \n", ""),
        ("a \\\"\"\" b \\n \\u0041", "a \"\"\" b \\n \\u0041"),
        ("\\\"\"\"", "\"\"\""),
        ("a \"quoted\" \"\"b", "a \"quoted\" \"\"b"),
    ]

    @Test("Common indentation and blank outer lines go", arguments: strings)
    func value(_ string: (raw: String, value: String)) throws {
        let document = try parse("{ a(x: \"\"\"\(string.raw)\"\"\") }")
        guard
            case .field(let field)? = document.operations.first.flatMap({ document[$0.selectionSet.selections].first }),
            case .string(let token)? = document[field.arguments].first?.value.content
        else {
            Issue.record("no string argument")
            return
        }
        #expect(document.string(token) == string.value)
    }
}
