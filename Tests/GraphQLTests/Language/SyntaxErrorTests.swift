import GraphQL
import Testing

@Suite("Syntax errors")
struct SyntaxErrorTests {
    static let errors: [(source: String, line: String)] = [
        ("", "Unexpected <EOF>. (1:1)"),
        ("{", "Expected Name, found <EOF>. (1:2)"),
        ("{}", "Expected Name, found \"}\". (1:2)"),
        ("{ a", "Expected Name, found <EOF>. (1:4)"),
        ("{ a: }", "Expected Name, found \"}\". (1:6)"),
        ("query Q a", "Expected \"{\", found Name \"a\". (1:9)"),
        ("notAnOperation { a }", "Unexpected Name \"notAnOperation\". (1:1)"),
        ("...", "Unexpected \"...\". (1:1)"),
        ("{ ... on }", "Expected Name, found \"}\". (1:10)"),
        ("fragment on on T { a }", "Unexpected Name \"on\". (1:10)"),
        ("fragment F T { a }", "Expected \"on\", found Name \"T\". (1:12)"),
        ("{ a(x: ) }", "Unexpected \")\". (1:8)"),
        ("{ a() }", "Expected Name, found \")\". (1:5)"),
        ("query () { a }", "Expected \"$\", found \")\". (1:8)"),
        ("query ($a: Int = $b) { a }", "Unexpected variable \"$b\" in constant value. (1:18)"),
        ("query ($a: Int = [{x: $}]) { a }", "Unexpected \"$\". (1:23)"),
        ("query ($a: [Int) { a }", "Expected \"]\", found \")\". (1:16)"),
        ("\"what\" { a }", "Unexpected description, descriptions are not supported on shorthand queries. (1:1)"),
        (
            "\"what\" extend type A { a: A }",
            "Unexpected description, only GraphQL definitions support descriptions. (1:1)"
        ),
        ("{ a } \"what\" \"again\"", "Unexpected String \"again\". (1:14)"),
        ("{ a } \"what\" }", "Unexpected \"}\". (1:14)"),
        ("\"what\" thing", "Unexpected description, only GraphQL definitions support descriptions. (1:1)"),
        ("{ \(String(repeating: "a", count: 256)): }", "Expected Name, found \"}\". (1:261)"),
        ("query \(String(repeating: "é", count: 3))", "Unexpected character: U+00E9. (1:7)"),
        (
            "query a \(String(repeating: "b", count: 256))",
            "Expected \"{\", found Name \"\(String(repeating: "b", count: 200))…\". (1:9)"
        ),
        (
            "query a \"\(String(repeating: "😀", count: 300))\"",
            "Expected \"{\", found String \"\(String(repeating: "😀", count: 200))…\". (1:9)"
        ),
        ("{ a \"b\" }", "Expected Name, found String \"b\". (1:5)"),
        ("{ a \"\"\"b\"\"\" }", "Expected Name, found BlockString \"b\". (1:5)"),
        ("{ é }", "Unexpected character: U+00E9. (1:3)"),
        ("{ ? }", "Unexpected character: \"?\". (1:3)"),
        ("{ \u{7} }", "Unexpected character: U+0007. (1:3)"),
        ("{ .. }", "Unexpected character: \".\". (1:3)"),
        ("{ a(x: 'b') }", "Unexpected single quote character ('), did you mean to use a double quote (\")? (1:8)"),
        ("{ a(x: 00) }", "Invalid number, unexpected digit after 0: \"0\". (1:9)"),
        ("{ a(x: 1.) }", "Invalid number, expected digit but got: \")\". (1:10)"),
        ("{ a(x: 1.5.2) }", "Invalid number, expected digit but got: \".\". (1:11)"),
        ("{ a(x: 1e) }", "Invalid number, expected digit but got: \")\". (1:10)"),
        ("{ a(x: -) }", "Invalid number, expected digit but got: \")\". (1:9)"),
        ("{ a(x: 1", "Expected Name, found <EOF>. (1:9)"),
        ("{ a(x: -", "Invalid number, expected digit but got: <EOF>. (1:9)"),
        ("{ a(x: 0x1) }", "Invalid number, expected digit but got: \"x\". (1:9)"),
        ("{ a(x: \"b) }", "Unterminated string. (1:13)"),
        ("{ a(x: \"b\n\") }", "Unterminated string. (1:10)"),
        ("{ a(x: \"\"\"b\"\") }", "Unterminated string. (1:17)"),
        ("{ a(x: \"\\q\") }", "Invalid character escape sequence: \"\\q\". (1:9)"),
        ("{ a(x: \"\\", "Invalid character escape sequence: \"\\\". (1:9)"),
        ("{ a(x: \"\\u12\") }", "Invalid Unicode escape sequence: \"\\u12\")\". (1:9)"),
        ("{ a(x: \"\\uD800\") }", "Invalid Unicode escape sequence: \"\\uD800\". (1:9)"),
        ("{ a(x: \"\\uDC00\\uD800\") }", "Invalid Unicode escape sequence: \"\\uDC00\". (1:9)"),
        ("{ a(x: \"\\uD83D\\u0041\") }", "Invalid Unicode escape sequence: \"\\uD83D\". (1:9)"),
        ("{ a(x: \"\\u{D800}\") }", "Invalid Unicode escape sequence: \"\\u{D800}\". (1:9)"),
        ("{ a(x: \"\\u{110000}\") }", "Invalid Unicode escape sequence: \"\\u{110000}\". (1:9)"),
        ("{ a(x: \"\\u{12345678}\") }", "Invalid Unicode escape sequence: \"\\u{12345678}\". (1:9)"),
        ("{ a(x: \"\\u{123456789}\") }", "Invalid Unicode escape sequence: \"\\u{123456789\". (1:9)"),
        ("{ a(x: \"\\u{1é}\") }", "Invalid Unicode escape sequence: \"\\u{1é\". (1:9)"),
        ("{ a(x: \"\\u1éé😀}\") }", "Invalid Unicode escape sequence: \"\\u1éé😀\". (1:9)"),
        ("{ a(x: \"\\u{}\") }", "Invalid Unicode escape sequence: \"\\u{}\". (1:9)"),
        ("{\r\n\ta(x: \"ж😀\") ?\n}", "Unexpected character: \"?\". (2:13)"),
        ("\u{FEFF}?", "Unexpected character: \"?\". (1:2)"),
        ("{ a\u{FEFF}b\u{FEFF} ? }", "Unexpected character: \"?\". (1:8)"),
        ("directive @a on FIELD | ", "Expected Name, found <EOF>. (1:25)"),
        ("directive @a on FIELD | 1", "Expected Name, found Int \"1\". (1:25)"),
        ("directive @a on FIELDS | QUERY", "Unexpected Name \"FIELDS\". (1:17)"),
        ("directive @a on FIELDS?", "Unexpected character: \"?\". (1:23)"),
        ("schema { queries: Q }", "Unexpected Name \"queries\". (1:10)"),
        ("schema { queries? }", "Unexpected character: \"?\". (1:17)"),
        ("{\ra\r\n?", "Unexpected character: \"?\". (3:1)"),
    ]

    @Test("Each names what it found, and where", arguments: errors)
    func message(_ error: (source: String, line: String)) {
        #expect(syntaxError(error.source)?.line == "Syntax Error: \(error.line)")
        #expect(syntaxError(error.source)?.code == .parseFailed)
    }

    @Test(
        "Bytes that are not UTF-8 are refused where they stand",
        arguments: [[0xC3, 0x28], [0xED, 0xA0, 0x80], [0xFF]])
    func notUTF8(bytes: [UInt8]) {
        #expect(
            throws: GraphQLError(
                "Syntax Error: The document is not valid UTF-8.",
                at: [SourceLocation(line: 2, column: 2)], code: .parseFailed)
        ) {
            try Document.parse(Array("{\n#".utf8) + bytes)
        }
    }
}
