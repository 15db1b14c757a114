import GraphQL
import Testing

@Suite("Fields with one response name can be merged — §5.3.2")
struct OverlappingFieldsCanBeMergedTests {
    static let cases = [
        RuleCase("{ dog { name name ...F n: nickname n: nickname } } fragment F on Dog { name }"),
        RuleCase(
            "{ dog { name: nickname name } }",
            "Fields \"name\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:24)"
        ),
        RuleCase(
            "{ dog { doesKnowCommand(dogCommand: SIT) doesKnowCommand(dogCommand: HEEL) } }",
            "Fields \"doesKnowCommand\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:42)"
        ),
        RuleCase(
            "{ dog { doesKnowCommand doesKnowCommand(dogCommand: HEEL) } }",
            "Fields \"doesKnowCommand\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:25)"
        ),
        RuleCase(
            "{ arguments { two(one: 1, other: 2) two(other: 2, one: 1) complex(value: {required: true, intField: 1}) complex(value: {intField: 1, required: true}) } }"
        ),
        RuleCase("{ pet { ... on Dog { n: name } ... on Cat { n: nickname } } }"),
        RuleCase(
            "{ pet { ... on Dog { v: barkVolume } ... on Cat { v: nickname } } }",
            "Fields \"v\" conflict because they return conflicting types \"Int\" and \"String\". Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:51)"
        ),
        RuleCase(
            "{ pet { ... on Dog { v: name } v: __typename } }",
            "Fields \"v\" conflict because \"name\" and \"__typename\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:32)"
        ),
        RuleCase("{ humanOrAlien { ... on Human { iq } ... on Alien { iq } } }"),
        RuleCase(
            "{ humanOrAlien { ... on Human { name } ... on Alien { name } } }",
            "Fields \"name\" conflict because they return conflicting types \"String\" and \"Float\". Use different aliases on the fields to fetch both if this was intentional. (1:33) (1:55)"
        ),
        RuleCase(
            "{ dog { mother { x: name } } dog { mother { x: nickname } } }",
            "Fields \"dog\" conflict because subfields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:3) (1:9) (1:18) (1:30) (1:36) (1:45)"
        ),
        RuleCase(
            "{ dog { mother { x: name } mother { x: nickname } } }",
            "Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:18) (1:28) (1:37)"
        ),
        RuleCase(
            "{ pet { ... on Dog { f: mother { x: name } } ... on Cat { f: nickname } } }",
            "Fields \"f\" conflict because they return conflicting types \"Dog\" and \"String\". Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:59)"
        ),
        RuleCase(
            "{ dog { ...A ...B } } fragment A on Dog { x: name } fragment B on Dog { x: nickname }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:43) (1:73)"
        ),
        RuleCase(
            "query($v: String, $w: String) { arguments { string(value: $v) string(value: $w) list(value: [\"a\"]) list(value: [\"\\u0061\"]) } }",
            "Fields \"string\" conflict because they have differing arguments. Use different aliases on the fields to fetch both if this was intentional. (1:45) (1:63)"
        ),
        RuleCase("{ dog { name name @include(if: false) } cat { name @skip(if: true) name } }"),
        RuleCase(
            "{ dog { x: name x: nickname x: barks x: name } }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:17)",
            "Fields \"x\" conflict because \"name\" and \"barks\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:29)",
            "Fields \"x\" conflict because \"nickname\" and \"barks\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:17) (1:29)",
            "Fields \"x\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:17) (1:38)",
            "Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:29) (1:38)"
        ),
        RuleCase(
            "{ dog { mother { x: name y: barks } mother { x: nickname y: barkVolume } } }",
            "Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields and subfields \"y\" conflict because \"barks\" and \"barkVolume\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:18) (1:26) (1:37) (1:46) (1:58)"
        ),
        RuleCase(
            "{ dog { mother { mother { x: name } mother { x: nickname } } mother { mother { name } } } }",
            "Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:18) (1:27) (1:37) (1:46)"
        ),
        RuleCase(
            "{ dog { ...F x: nickname } } fragment F on Dog { x: name }",
            "Fields \"x\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:14) (1:50)"
        ),
        RuleCase(
            "{ dog { ...F ...G } } fragment F on Dog { x: name ...H } fragment G on Dog { x: nickname } fragment H on Dog { x: barks }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:43) (1:78)",
            "Fields \"x\" conflict because \"barks\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:112) (1:78)",
            "Fields \"x\" conflict because \"name\" and \"barks\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:43) (1:112)"
        ),
        RuleCase(
            "{ dog { x: mother { name } x: name { name: nickname } } }",
            "Fields \"x\" conflict because \"mother\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:28)",
            "Field \"name\" must not have a selection since type \"String\" has no subfields. (1:36)"),
        RuleCase(
            "{ dog { name } } fragment F on Dog { x: name x: nickname }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:38) (1:46)",
            "Fragment \"F\" is never used. (1:18)"),
        RuleCase(
            "{ dog { ...F } } fragment F on Dog { x: name x: nickname mother { ...F } }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:38) (1:46)",
            "Cannot spread fragment \"F\" within itself. (1:67)"),
        RuleCase(
            "{ pet { ... on Dog { x: name } ... on Cat { x: furColor } ... on Dog { x: nickname } } }",
            "Fields \"x\" conflict because they return conflicting types \"String\" and \"FurColor\". Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:45)",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:72)",
            "Fields \"x\" conflict because they return conflicting types \"FurColor\" and \"String\". Use different aliases on the fields to fetch both if this was intentional. (1:45) (1:72)"
        ),
        RuleCase(
            "{ dog { ...F } dog { ...F } cat { ...G } } fragment F on Dog { x: name x: nickname } fragment G on Pet { name }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:64) (1:72)"
        ),
        RuleCase(
            "{ dog { ... on Dog { x: name x: nickname } } }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:30)",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:30)"
        ),
        RuleCase(
            "{ dog { x: name mother { ...A ...B } } d: dog { ...B ...A } e: dog { ...A ...B x: barks } } fragment A on Dog { x: name } fragment B on Dog { x: nickname }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:113) (1:143)",
            "Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:80) (1:113)",
            "Fields \"x\" conflict because \"barks\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:80) (1:143)"
        ),
        RuleCase(
            "{ dog { ...I } dog { ...F } } fragment F on Dog { x: name ...G } fragment G on Dog { y: barks } fragment I on Dog { y: barkVolume ...J } fragment J on Dog { x: nickname }",
            "Fields \"dog\" conflict because subfields \"y\" conflict because \"barkVolume\" and \"barks\" are different fields and subfields \"x\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:3) (1:117) (1:158) (1:16) (1:86) (1:51)"
        ),
        RuleCase(
            "fragment F on Dog { ...G } fragment G on Dog { x: name } { dog { x: nickname ...F } }",
            "Fields \"x\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:66) (1:48)"
        ),
        RuleCase(
            "{ dog { ...F } dog { ...F } } fragment F on Dog { mother { mother { x: name } mother { x: nickname } } mother { mother { name } } }",
            "Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:60) (1:69) (1:79) (1:88)"
        ),
        RuleCase(
            "{ pet { ... on Dog { m: mother { ...X } } ... on Cat { m: nickname } } o: dog { ...X } o: dog { ...Y } } fragment X on Dog { v: name } fragment Y on Dog { v: nickname }",
            "Fields \"o\" conflict because subfields \"v\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:72) (1:126) (1:88) (1:156)",
            "Fields \"m\" conflict because they return conflicting types \"Dog\" and \"String\". Use different aliases on the fields to fetch both if this was intentional. (1:22) (1:56)"
        ),
        RuleCase(
            "{ pet { ... on Dog { x: mother { v: name v: nickname } } } canine { ... on Dog { x: mother { v: name } } x: mother { v: name } } }",
            "Fields \"v\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:34) (1:42)"
        ),
        RuleCase(
            "{ dog { mother { x: name } ...F } dog { ...F } } fragment F on Dog { mother { x: nickname } }",
            "Fields \"dog\" conflict because subfields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:3) (1:9) (1:18) (1:35) (1:70) (1:79)",
            "Fields \"mother\" conflict because subfields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:9) (1:18) (1:70) (1:79)"
        ),
        RuleCase(
            "{ canine { ... on Dog { x: barks } ...F } } fragment F on Canine { ... on Dog { x: barks } x: name }",
            "Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:25) (1:92)",
            "Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:81) (1:92)"
        ),
        RuleCase(
            "query A { dog { x: name x: nickname } } query B { dog { ...F x: barks } } fragment F on Dog { x: name }",
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:17) (1:25)",
            "Fields \"x\" conflict because \"barks\" and \"name\" are different fields. Use different aliases on the fields to fetch both if this was intentional. (1:62) (1:95)"
        ),
    ]

    @Test("A document has exactly these errors", arguments: cases)
    func reports(_ test: RuleCase) throws { try test.check() }

    @Test("A conflict that is far from the others is told, and so is one that telling pair by pair does not come to")
    func rare() throws {
        var limits = ValidationLimits()
        limits.aliases = 5000
        let alike = String(repeating: "x: name ", count: 2000)
        let line = { (column: Int, other: Int) in
            "Fields \"x\" conflict because \"name\" and \"nickname\" are different fields. Use different aliases on the "
                + "fields to fetch both if this was intentional. (1:\(column)) (1:\(other))"
        }
        #expect(
            try validationErrors("{ dog { \(alike) x: nickname } }", limits: limits)
                == (0..<20).map { line(9 + 8 * $0, 16010) })
        #expect(
            try validationErrors("{ dog { \(alike) } cat { x: name x: nickname } }", limits: limits)
                == [line(16018, 16026)])
    }

    @Test("Conflicts with and between a thousand fragments are told up to the limit")
    func manyFragments() throws {
        var limits = ValidationLimits()
        limits.aliases = 5000
        let spreads = { (names: Range<Int>) in names.map { "...F\($0)" }.joined(separator: " ") }
        let fragments = (0..<1000).map { number in
            "fragment F\(number) on Dog { \(number % 100 == 0 && number > 0 ? spreads(number - 99..<number) : "x: name") }"
        }
        let source = "{ dog { \(spreads(0..<1000)) x: nickname } } \(fragments.joined(separator: " "))"
        let line = { (column: Int) in
            "Fields \"x\" conflict because \"nickname\" and \"name\" are different fields. Use different aliases on the "
                + "fields to fetch both if this was intentional. (1:7899) (1:\(column))"
        }
        // Numbers of two digits make a fragment one column longer.
        let columns = (0..<20).map { 7936 + 31 * $0 + max(0, $0 - 9) }
        #expect(try validationErrors(source, limits: limits) == columns.map(line))
    }

    @Test("Long strings with different escapes are alike, and each is told that conflicts with another value")
    func longStrings() throws {
        let field = { (index: Int) in
            "string(value: \(escapedString(length: 2900, escaping: index)))"
        }
        let alike = (0..<300).map(field).joined(separator: " ")
        let width = field(0).count + 1
        let lines = (0..<20).map {
            "Fields \"string\" conflict because they have differing arguments. Use different aliases on the fields to "
                + "fetch both if this was intentional. (1:\(15 + width * $0)) (1:\(15 + width * 300))"
        }
        #expect(try validationErrors("{ arguments { \(alike) } }").isEmpty)
        #expect(try validationErrors("{ arguments { \(alike) string(value: \"a\") } }") == lines)
    }

    @Test("One long string is alike many short ones, whose number alone makes steps")
    func longString() throws {
        var limits = ValidationLimits()
        limits.mergeSteps = 10_000
        let long = "string(value: \"\\u{\(String(repeating: "0", count: 100_000))61}\")"
        let block = "list(value: \"\"\"\(String(repeating: "\n", count: 100_000))a\"\"\")"
        let short = String(repeating: "string(value: \"a\") list(value: \"\"\"a\"\"\") ", count: 1000)
        #expect(try validationErrors("{ arguments { \(long) \(block) \(short) } }", limits: limits).isEmpty)
    }

    @Test("Three thousand conflicting fields take no longer than reading them")
    func manyConflicts() throws {
        var limits = ValidationLimits()
        limits.aliases = 5000
        let fields = (0..<3000).map { $0 % 2 == 0 ? "a: name" : "a: nickname" }
        let duration = try ContinuousClock().measure {
            let lines = try validationErrors("{ dog { \(fields.joined(separator: " ")) } }", limits: limits)
            #expect(lines.count == 20)
            #expect(lines.first?.hasPrefix("Fields \"a\" conflict because \"name\" and \"nickname\"") == true)
        }
        #expect(duration < .seconds(2))
    }

    /// Whether a document is found to have no conflicts in so many steps.
    private static func isMerged(_ source: String, steps: Int) throws -> Bool {
        var limits = ValidationLimits()
        limits.aliases = 10_000
        limits.mergeSteps = steps
        return try errors(of: source, limits: limits).isEmpty
    }

    @Test(
        "Twice as many fields take twice as many steps to merge, not four times as many",
        arguments: [
            { _ in "a: name" }, { "a\($0 % 10): name" }, { "a: mother { b\($0): name }" },
            { "a: mother { b\($0 % 10): mother { name } }" },
            { _ in "... on Being { a: name } ... on Dog { a: name }" },
        ] as [@Sendable (Int) -> String])
    func linear(_ field: @Sendable (Int) -> String) throws {
        func source(_ count: Int) -> String { "{ dog { \((0..<count).map(field).joined(separator: " ")) } }" }
        /// The fewest steps with which so many fields are found to have no conflicts.
        func steps(_ count: Int) throws -> Int {
            var (low, high) = (0, 4_096)
            while low < high {
                let middle = (low + high) / 2
                if try Self.isMerged(source(count), steps: middle) { high = middle } else { low = middle + 1 }
            }
            return low
        }
        let counts = try [25, 50, 100].map(steps)
        #expect(counts[0] >= 25 && counts[2] < 4_096)
        #expect(counts[2] - counts[1] <= 2 * (counts[1] - counts[0]), "\(source(1)): \(counts)")
    }

    @Test("Fields whose response names all differ take no steps")
    func distinct() throws {
        let fields = (0..<1000).map { "a\($0): name" }.joined(separator: " ")
        #expect(try Self.isMerged("{ dog { \(fields) } }", steps: 0))
    }

    @Test("Fields of abstract types among many objects are bounded by steps")
    func tooComplex() throws {
        var limits = ValidationLimits()
        limits.mergeSteps = 1000
        let level = { (inner: String) in
            "... on Dog { mother { name } } ... on Canine { mother { \(inner) } } mother { \(inner) }"
        }
        let source = "{ canine { \((0..<7).reduce("name") { inner, _ in level(inner) }) } }"
        #expect(try validationErrors(source).isEmpty)
        #expect(
            try validationErrors(source, limits: limits)
                == ["Document is too complex: its fields take more than 1000 steps to merge. (1:1)"])
        #expect(try errors(of: source, limits: limits).map(\.code) == [.tooComplex])
    }
}
