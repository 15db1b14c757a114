import Testing

@testable import GraphQL

@Suite("Sets of arguments are identical whatever their order and their escapes — §5.3.2")
struct ArgumentSetsTests {
    /// In each row the sets are identical; none is identical to one of another row.
    static let rows = [
        [""],
        ["(a: 1)", "(a:1)"], ["(a: 10)"], ["(a: 1.0)"], ["(a: \"1\")"], ["(a: true)"], ["(a: false)"], ["(a: null)"],
        ["(a: b)"], ["(a: c)"], ["(a: $b)"], ["(a: $c)"], ["(b: 1)"],
        ["(a: 1, b: 2)", "(b: 2, a: 1)"], ["(a: 2, b: 1)"],
        ["(a: {b: 1, c: {d: [], e: $v}})", "(a: {c: {e: $v, d: []}, b: 1})"],
        ["(a: {b: 1, c: {d: [$v], e: []}})"], ["(a: {b: 1, c: 2})"], ["(a: {b: {c: 2}})"], ["(a: {})"],
        ["(a: [])"], ["(a: [[]])"], ["(a: [[1], 2])"], ["(a: [[1, 2]])"], ["(a: [1, 2])"], ["(a: [2, 1])"],
        [#"(a: "é/\n")"#, #"(a: "\u00e9\/\u{00000A}")"#], [#"(a: "e\u0301/\n")"#],
        [#"(a: """b\n""")"#, "(a: \"\"\"\n  b\\n\n\"\"\")"], [#"(a: "b\\n")"#],
        [#"(a: "")"#], [#"(a: """""")"#], [#"(a: ["a", "b"])"#], [#"(a: ["as1;b"])"#], [#"(a: ["a\u0000b"])"#],
    ]

    @Test("Sets are identical exactly where they mean the same")
    func identity() throws {
        let lists = Self.rows.enumerated().flatMap { row, lists in lists.map { (row: row, text: $0) } }
        let arguments = try Self.arguments(of: lists.map(\.text))
        var sets = ArgumentSets(of: arguments.document)
        for (one, list) in zip(arguments.lists, lists) {
            for (other, otherList) in zip(arguments.lists, lists) {
                #expect(
                    sets.areIdentical(one, other) == (list.row == otherList.row), "\(list.text) \(otherList.text)")
            }
        }
    }

    @Test("However often a set is compared, it is spelled out once")
    func spelledOnce() throws {
        let arguments = try Self.arguments(of: (0..<100).map { "(a: \(escapedString(length: 1000, escaping: $0)))" })
        var sets = ArgumentSets(of: arguments.document)
        for one in arguments.lists {
            for other in arguments.lists where !sets.areIdentical(one, other) { Issue.record("They differ.") }
        }
        #expect(sets.spelledCount == 100)
    }

    private static func arguments(
        of lists: [String]
    ) throws -> (document: Document, lists: [Nodes<Argument>]) {
        let document = try parse("{ \(lists.map { "f\($0)" }.joined(separator: " ")) }")
        let selections = try #require(document.operations.first).selectionSet.selections
        let arguments = document[selections].compactMap { selection -> Nodes<Argument>? in
            guard case .field(let field) = selection else { return nil }
            return field.arguments
        }
        return (document, arguments)
    }
}

/// A string token that means so many letters "a", one of them written as an escape.
func escapedString(length: Int, escaping index: Int) -> String {
    let letters = { (count: Int) in String(repeating: "a", count: count) }
    return "\"\(letters(index))\\u0061\(letters(length - index - 1))\""
}
