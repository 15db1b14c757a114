import GraphQL
import Testing

@Suite("Bounds of the parser")
struct SyntaxLimitTests {
    static func nest(_ open: String, _ middle: String, _ close: String, _ depth: Int) -> String {
        String(repeating: open, count: depth) + middle + String(repeating: close, count: depth)
    }

    static let shapes: [@Sendable (Int) -> String] = [
        { nest("{a", "", "}", $0) },
        { "{" + nest("...{", "a", "}", $0 - 1) + "}" },
        { "{a(x:" + nest("[", "", "]", $0 - 1) + ")}" },
        { "{a(x:" + nest("{b:", "1", "}", $0 - 1) + ")}" },
        { "query($a:A=" + nest("[{b:", "1", "}]", $0 / 2) + "){a}" },
    ]

    @Test("Two hundred levels parse, the next is refused", arguments: shapes)
    func depth(shape: @Sendable (Int) -> String) {
        #expect(syntaxError(shape(200)) == nil)
        #expect(
            syntaxError(shape(202))?.message
                == "Syntax Error: Document is nested more than 200 levels deep. Parsing aborted.")
        #expect(syntaxError(shape(202))?.code == .tooDeep)
    }

    @Test("A hundred thousand levels are an error, not a crash", arguments: shapes)
    func abyss(shape: @Sendable (Int) -> String) {
        #expect(syntaxError(shape(100_000), limits: .typeSystem)?.code == .tooDeep)
    }

    @Test("Thirty lists around a type parse, the next is refused")
    func types() {
        #expect(syntaxError("query($a:\(Self.nest("[", "A!", "]!", 30))){a}") == nil)
        #expect(
            syntaxError("query($a:\(Self.nest("[", "A", "]", 31))){a}")?.line
                == "Syntax Error: Type is nested more than 30 lists deep. Parsing aborted. (1:10)")
        #expect(syntaxError("query($a:\(Self.nest("[", "A", "]", 100_000))){a}")?.code == .tooDeep)
    }

    @Test(
        "A name has at most 256 bytes, wherever it stands",
        arguments: [
            "{ NAME: a }", "query NAME { a }", "{ a(b: { NAME: c }) }", "{ ... on NAME { a } }", "{ a(b: $NAME) }",
        ])
    func names(shape: String) {
        let source = { (count: Int) in shape.replacing("NAME", with: String(repeating: "n", count: count)) }
        #expect(syntaxError(source(256)) == nil)
        let error = syntaxError(source(257))
        #expect(error?.message == "Syntax Error: Name is longer than 256 bytes. Parsing aborted.")
        #expect(error?.code == .nameTooLong)
    }

    @Test("The token after the last allowed one is refused")
    func tokens() {
        #expect(syntaxError("{ a b }", limits: SyntaxLimits(tokens: 4, depth: 10)) == nil)
        let error = syntaxError("{ a b }", limits: SyntaxLimits(tokens: 3, depth: 10))
        #expect(error?.line == "Syntax Error: Document contains more than 3 tokens. Parsing aborted. (1:7)")
        #expect(error?.code == .tooLarge)
    }
}
