import GraphQL
import Testing

@Suite("Documents broken at random")
struct MutatedDocumentTests {
    /// A linear congruential generator, so that every run sees the same documents.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64 = 42

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 33)
        }
    }

    private static let documents = [
        "query Q($a: Boolean!, $b: [Int]) { dog { ...F name @skip(if: $a) } } fragment F on Dog { mother { ...F } }",
        "{ arguments { complex(value: {required: true, listField: [\"a\", null]}) any(value: [1, -2.5e3, E]) } }",
        "{ __schema { types { name fields { name } } } pet { ... on Cat { furColor } } a: human(id: \"\\u{1F600}\") { name } }",
        "type A implements B { a(b: [C!] = [1]): D @e } input I @oneOf { a: Int = 1 } union U = A | B",
        "extend schema @a { query: Q } directive @a(b: C) repeatable on FIELD | QUERY enum E { \"\"\"F\"\"\" G }",
    ]

    private static let fragments = [
        "{", "}", "(", ")", "[", "]", ":", "!", "$", "@", "...", "&", "|", "=", "\"", "\"\"\"", "\\u", "\\u{",
        "\\uD83D",
        "on", "fragment", "F", "dog", "name", "null", "-", "1e999", "99999999999999999999", "\n", "\r", "#", "é", "😀",
        "\u{FEFF}", "$a", "...F", "... on Dog", "subscription", "extend", "input",
    ]

    @Test("Five thousand of them are answered, with errors or without")
    func answered() throws {
        let schema = try animalSchema.get()
        let view = SchemaView(of: schema)
        var generator = Generator()
        var outcomes = (valid: 0, invalid: 0, unparsed: 0)
        for _ in 0..<5000 {
            let source = Self.mutated(&generator)
            do throws(GraphQLError) {
                let document = try Document.parse(source)
                _ = try? Schema(building: document)
                if (try? validate(document, against: schema, view: view)) != nil {
                    outcomes.valid += 1
                } else {
                    outcomes.invalid += 1
                }
            } catch { outcomes.unparsed += 1 }
        }
        #expect(outcomes.valid > 0)
        #expect(outcomes.invalid > 100)
        #expect(outcomes.unparsed > 1000)
    }

    private static func mutated(_ generator: inout Generator) -> [UInt8] {
        var text = Array((documents.randomElement(using: &generator) ?? "").utf8)
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            let start = Int.random(in: 0...text.count, using: &generator)
            let end = min(text.count, start + Int.random(in: 0..<30, using: &generator))
            switch Int.random(in: 0..<4, using: &generator) {
            case 0: text.insert(contentsOf: (fragments.randomElement(using: &generator) ?? "").utf8, at: start)
            case 1: text.removeSubrange(start..<min(end, start + 5))
            case 2:
                text.insert(contentsOf: Array(text[start..<end]), at: Int.random(in: 0...text.count, using: &generator))
            default: if start < text.count { text[start] = UInt8.random(in: 0...255, using: &generator) }
            }
        }
        return text
    }
}
