import Testing

@testable import GraphQL

@Suite("Stream-safe text")
struct StreamSafeTextTests {
    /// Marks of two combining classes in turn, so that putting them in order is work.
    private static func marks(_ count: Int) -> String {
        String(String.UnicodeScalarView((0..<count).map { $0 % 2 == 0 ? "\u{301}" : "\u{316}" }))
    }

    @Test(
        "Thirty combining marks may follow each other; the next one begins too many",
        arguments: [
            ("a" + marks(30), nil), ("a" + marks(31), 61), (marks(31), 60), ("é" + marks(31) + "a", 62),
            (marks(30) + "a" + marks(30), nil), (marks(30) + "€" + marks(30), nil), (marks(20) + "\n" + marks(11), nil),
            ("\u{1F600}" + marks(30) + "\u{1D165}", 64), (String(repeating: "я", count: 100), nil),
            (String(repeating: "a\u{301}", count: 100), nil), (String(repeating: "\u{1F468}\u{200D}", count: 50), nil),
            ("", nil),
        ] as [(String, Int?)])
    func excess(_ text: String, _ offset: Int?) {
        #expect(StreamSafeText.firstExcess(in: Array(text.utf8)) == offset)
    }

    @Test(
        "A document with more is refused, wherever they stand",
        arguments: [
            ("{ a } # " + marks(31), 39), (#"{ a(b: "x\#(marks(31))") }"#, 40),
            (#"{ a(b: """x\#(marks(31))""") }"#, 42),
            (#"{ a(b: "x"#, 8), (#"{ a(b: "\u0316"#, 8),
        ])
    func document(_ start: String, _ column: Int) throws {
        let escapes = (0..<31).map { $0 % 2 == 0 ? #"\u0301"# : #"\u{316}"# }.joined()
        let text = start.hasSuffix("}") || start.contains("#") ? start : start + escapes + #"") }"#
        let error = #expect(throws: GraphQLError.self) { try Document.parse(Array(text.utf8)) }
        #expect(error?.message == "Syntax Error: More than 30 combining marks in a row.")
        #expect(error?.locations.map(\.column) == [column])
    }

    @Test("Escapes that make thirty are read")
    func escapes() throws {
        let escapes = (0..<30).map { $0 % 2 == 0 ? #"\u0301"# : #"\u{316}"# }.joined()
        #expect(throws: Never.self) { try Document.parse(Array(#"{ a(b: "x\#(escapes)") }"#.utf8)) }
    }
}
