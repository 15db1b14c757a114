import GraphQL
import Testing

@Suite("Bounds of a document")
struct LimitChecksTests {
    static let cases: [(source: String, error: String?, code: GraphQLError.Code)] = [
        ("{ canine { ...F } } fragment F on Canine { \(mothers(19)) }", nil, .tooDeep),
        (
            "{ canine { ...F } } fragment F on Canine { \(mothers(20)) }",
            "Anonymous operation has more than 20 levels of fields, fragments included. (1:1)", .tooDeep
        ),
        (
            "query Q { canine { ...F } } fragment F on Canine { mother { ...G } } fragment G on Canine { \(mothers(19)) }",
            "Operation \"Q\" has more than 20 levels of fields, fragments included. (1:1)", .tooDeep
        ),
        ("{ ...F0 } \(chain(199))", nil, .tooDeep),
        (
            "{ ...F0 } \(chain(200))",
            "Anonymous operation has more than 200 levels of selections, fragments included. (1:1)", .tooDeep
        ),
        (
            "{ dog { name } } \(chain(201))",
            "Fragment \"F0\" has more than 200 levels of selections, fragments included. (1:18)", .tooDeep
        ),
        ("{ dog { \(aliases(200)) } }", nil, .tooManyAliases),
        (
            "{ dog { \(aliases(201)) } }",
            "Anonymous operation has more than 200 aliases, fragments included. (1:1)", .tooManyAliases
        ),
        (
            "{ dog { ...F ...F } } fragment F on Dog { \(aliases(101)) }",
            "Anonymous operation has more than 200 aliases, fragments included. (1:1)", .tooManyAliases
        ),
        ("{ \(String(repeating: "dog { name } ", count: 50)) }", nil, .tooManyRootFields),
        (
            "{ ...F \(String(repeating: "dog { name } ", count: 50)) } fragment F on Query { dog { name } }",
            "Anonymous operation has more than 50 root fields, fragments included. (1:1)", .tooManyRootFields
        ),
        ("{ dog { name \(String(repeating: "@repeated ", count: 10)) } }", nil, .tooManyDirectives),
        (
            "{ dog { name \(String(repeating: "@repeated ", count: 11)) } }",
            "There are 11 directives at this location; at most 10 are allowed. (1:9)", .tooManyDirectives
        ),
        (
            "{ dog { ...F0 } } \(bomb)",
            "Anonymous operation has more than 20000 fields, fragments included. (1:1)", .tooManyFields
        ),
        (
            String(repeating: "{ dog { name } } ", count: 101),
            "Document contains 101 operations; at most 100 are allowed.", .tooManyOperations
        ),
    ]

    static func mothers(_ count: Int) -> String {
        String(repeating: "mother { ", count: count - 1) + "name" + String(repeating: " }", count: count - 1)
    }

    static func aliases(_ count: Int) -> String { (0..<count).map { "a\($0): name" }.joined(separator: " ") }

    /// Fragments of which each spreads the next.
    static func chain(_ count: Int) -> String {
        (1..<count).map { "fragment F\($0 - 1) on Query { ...F\($0) } " }.joined()
            + "fragment F\(count - 1) on Query { __typename }"
    }

    /// Thirty fragments that stand for a milliard fields.
    static var bomb: String {
        (0..<30).map { "fragment F\($0) on Dog { ...F\($0 + 1) ...F\($0 + 1) }" }.joined(separator: " ")
            + " fragment F30 on Dog { name }"
    }

    @Test("Each bound has its own code", arguments: cases)
    func bounds(_ test: (source: String, error: String?, code: GraphQLError.Code)) throws {
        let found = try errors(of: test.source)
        #expect(found.map(\.line) == (test.error.map { [$0] } ?? []))
        #expect(found.allSatisfy { $0.code == test.code })
    }

    @Test("Five thousand chained fragments are one error, spread or not", arguments: ["{ ...F0 }", "{ __typename }"])
    func longChain(operation: String) throws {
        let text = "\(operation) \(Self.chain(5000))"
        let document = try Document.parse(Array(text.utf8), limits: SyntaxLimits(tokens: 100_000, depth: 200))
        let schema = try animalSchema.get()
        let refused = #expect(throws: ValidationErrors.self) {
            try validate(document, against: schema, view: SchemaView(of: schema))
        }
        #expect(
            refused?.errors.map(\.message) == [
                "Fragment \"F4799\" has more than 200 levels of selections, fragments included."
            ])
        #expect(refused?.errors.map(\.code) == [.tooDeep])
    }

    /// A subscription whose first fragment spreads the second, that the third, and so on, in cycles of two; only the
    /// last has fields.
    @Test("Thousands of cycles one after another are followed to their end")
    func chainedCycles() throws {
        let pairs = (1..<20_000).map { "fragment A\($0) on Subscription { ...B\($0) ...B\($0 - 1) } " }
        let backs = (0..<20_000).map { "fragment B\($0) on Subscription { ...A\($0) } " }
        let last = "fragment A0 on Subscription { ...B0 dogBorn { name } catBorn { name } } "
        let text = "subscription { ...B19999 } \(last)\(pairs.joined())\(backs.joined())"
        let document = try Document.parse(Array(text.utf8), limits: SyntaxLimits(tokens: 1_000_000, depth: 200))
        let schema = try animalSchema.get()
        let refused = #expect(throws: ValidationErrors.self) {
            try validate(document, against: schema, view: SchemaView(of: schema))
        }
        let messages = refused?.errors.map(\.message) ?? []
        #expect(messages.first == "Anonymous Subscription must select only one top level field.")
        #expect(messages.dropFirst().count { $0.hasPrefix("Cannot spread fragment \"") } == 19)
        #expect(messages.count == 20)
    }

    @Test("No more errors than the bound are reported")
    func errorCount() throws {
        let fields = (0..<100).map { "unheard\($0)" }.joined(separator: " ")
        #expect(try errors(of: "{ dog { \(fields) } }").count == 20)
    }
}
