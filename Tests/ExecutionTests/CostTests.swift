import GraphQL
import SQLite
import Testing

@testable import Execution

@Suite("What an operation may cost, and what it did cost")
struct CostTests {
    static let documents: [(query: String, estimated: Int64)] = [
        ("{ __typename }", 1),
        ("{ book(title: \"Beta\") { author { id } price { amount } } }", 4),
        ("{ authors { id } }", 1 + 3),
        ("{ books { nodes { id } } }", 1 + 1 + 20),
        ("{ books(first: 7) { totalCount } }", 1 + 1 + 5),
        ("{ books(first: 2) { nodes { id } } b: books(last: 5) { edges { node { id } } } }", 1 + (1 + 2) + (1 + 5 * 2)),
        (
            "{ books(first: 3) { edges { node { price { amount } } } pageInfo { endCursor } summary { key } } }",
            1 + (1 + 1 + 7 + 4) + 3 * 3
        ),
        ("{ authors { books(first: 10) { nodes { author { id } } } } }", 1 + 3 * (1 + 1 + 10 * 2)),
        ("{ nodes(ids: [\"a\", \"b\", \"c\"]) { id } }", 1 + 3),
        (
            "{ node(id: \"a\") { ... on Author { books(first: 50) { nodes { id } } } ... on Book { author { id } } } }",
            1 + (1 + 1) + 50
        ),
        (
            "{ node(id: \"a\") { ... on Author { books(first: 50) { nodes { id } } } ... on Book { author { id } a: author { id } b: author { id } } } }",
            1 + (1 + 1) + 50
        ),
        (
            "{ node(id: \"a\") { ... on Author { books(first: 1) { nodes { id } } } ... on Book { author { id } a: author { id } b: author { id } } } }",
            1 + (1 + 3)
        ),
        ("{ shelf(first: 1) { authors { id } latest { author { rivals { id } } } } }", 1 + 1 + 1 + (1 + 1 + 3)),
        ("{ shelf { authors { rivals { id } } } }", 1 + 1 + 2 * (1 + 3)),
        (
            "{ books(first: 2) { nodes { writer { ... on Author { books(first: 5) { nodes { id } } } } } } }",
            1 + 1 + 2 * (1 + 1 + 1 + 5)
        ),
        ("{ books(first: 2) { nodes { notes } } }", 1 + 1 + 2),
        ("{ books(first: 2) @skip(if: true) { nodes { id } } authors { id } }", 1 + 3),
        ("mutation { a: addBook(title: \"A\") { book { id } } b: addBook(title: \"B\") { book { id } } }", 1 + 2 * 12),
        ("{ __schema { types { name } } }", 1),
    ]

    @Test("Each object counts, as often as its lists can have it; a field adds its weight", arguments: documents)
    func estimates(_ test: (query: String, estimated: Int64)) throws {
        #expect(try Library().plan(test.query).estimateCost(.none) == test.estimated)
    }

    static let sizes: [(query: String, values: [InputValue?], estimated: Int64)] = [
        ("query ($n: Int) { books(first: $n) { nodes { id } } }", [.int(7)], 1 + 1 + 7),
        ("query ($n: Int) { books(last: $n) { nodes { id } } }", [.int(7)], 1 + 1 + 7),
        ("query ($n: Int, $m: Int) { books(first: $n, last: $m) { nodes { id } } }", [nil, .int(3)], 1 + 1 + 3),
        ("query ($n: Int) { books(first: $n) { nodes { id } } }", [.null], 1 + 1 + 20),
        ("query ($n: Int) { books(first: $n) { nodes { id } } }", [nil], 1 + 1 + 20),
        ("query ($n: Int) { books(first: $n) { nodes { id } } }", [.int(-1)], 1 + 1),
        ("query ($n: Int) { books(first: $n) { nodes { id } } }", [.int(1 << 60)], 1 + 1 + 100),
        ("query ($i: [ID!]!) { nodes(ids: $i) { id } }", [.list([.string("a"), .string("b")])], 1 + 2),
        ("query ($i: ID!) { nodes(ids: [$i, $i, $i]) { id } }", [.string("a")], 1 + 3),
        ("query ($n: Int) { shelf(first: $n) { authors { id } } }", [.int(1)], 1 + 1 + 1),
        ("query ($n: Int) { shelf(first: $n) { authors { id } } }", [.null], 1 + 1 + 2),
        ("query ($n: Int) { shelf(first: $n) { authors { id } } }", [.int(9)], 1 + 1 + 3),
        ("query ($no: Boolean!) { books(first: 2) @skip(if: $no) { nodes { id } } }", [.boolean(true)], 1 + 1 + 2),
    ]

    @Test("Pages are as large as variables make them; what a variable leaves out counts", arguments: sizes)
    func variables(_ test: (query: String, values: [InputValue?], estimated: Int64)) throws {
        #expect(try Library().plan(test.query).estimateCost(VariableValues(test.values)) == test.estimated)
    }

    static let answers: [(query: String, cost: String)] = [
        ("{ authors { id } }", #"{"estimated":4,"actual":3,"limit":10000}"#),
        ("{ books(first: 3) { nodes { id } } }", #"{"estimated":5,"actual":5,"limit":10000}"#),
        ("{ books(last: 3) { edges { node { id } } nodes { id } } }", #"{"estimated":11,"actual":11,"limit":10000}"#),
        ("{ books { nodes { id } pageInfo { endCursor } } }", #"{"estimated":23,"actual":7,"limit":10000}"#),
        (
            "{ authors { books { nodes { id } } } books(first: 0) { summary { key } } }",
            #"{"estimated":79,"actual":19,"limit":10000}"#
        ),
        ("{ nodes(ids: [\"Qm9vazox\", \"x\"]) { id } }", #"{"estimated":3,"actual":2,"limit":10000}"#),
        (
            "{ nodes(ids: [\"Qm9vazox\", \"QXV0aG9yOjE\"]) { ... on Author { books(first: 9) { nodes { id } } } ... on Book { author { id } a: author { id } b: author { id } } } }",
            #"{"estimated":23,"actual":9,"limit":10000}"#
        ),
    ]

    @Test("An answer says what it did cost: the same sum over the rows that were written", arguments: answers)
    func actual(_ test: (query: String, cost: String)) throws {
        let response = try Library().response(test.query)
        #expect(response.hasSuffix(#","extensions":{"requestId":"r1","cost":\#(test.cost)}}"#), "\(response)")
    }

    static let refusals: [(query: String, details: String)] = [
        (
            "{ authors { books(first: 100) { nodes { author { books(first: 40) { nodes { id } } } } } } }",
            #""cost":12907,"limit":10000,"path":["authors","books"],"suggestedFirst":77"#
        ),
        (
            "{ a: books(first: 100) { edges { n: node { author { b: books(first: 100) { nodes { id } } } } } } }",
            #""cost":10402,"limit":10000,"path":["a"],"suggestedFirst":96"#
        ),
        (
            "{ nodes(ids: [\(ids)]) { ... on Author { books(first: 100) { nodes { author { id } } } } } }",
            #""cost":20201,"limit":10000,"path":["nodes","books"],"suggestedFirst":48"#
        ),
        (
            "{ \((0..<50).map { "a\($0): books(first: 100) { edges { node { author { id } } } }" }.joined(separator: " ")) }",
            #""cost":15051,"limit":10000"#
        ),
    ]

    private static let ids = Array(repeating: "\"a\"", count: 100).joined(separator: " ")

    @Test(
        "What may cost too much is refused with the outermost page that makes it fit, and how large that may be",
        arguments: refusals)
    func refused(_ test: (query: String, details: String)) throws {
        let plan = try Library().plan(test.query)
        let refusal = try #require(throws: FieldRefusal.self) { try plan.estimateCost(.none) }
        var output = JSONOutput()
        output.extensions(refusal)
        #expect(output.text == #","extensions":{"code":"QUERY_TOO_COSTLY",\#(test.details)}"#)
        #expect(plan.costRefusal == refusal)
    }

    @Test("The size that is suggested fits, and one more does not")
    func suggestion() throws {
        let query = "query ($n: Int) { books(first: $n) { nodes { author { books(first: 100) { nodes { id } } } } } }"
        let plan = try Library().plan(query)
        let estimate = { (size: Int64) throws(FieldRefusal) in
            try plan.estimateCost(VariableValues([.int(size)]))
        }
        let refusal = try #require(throws: FieldRefusal.self) { try estimate(100) }
        #expect(refusal.message == "The request may answer 10302 nodes, more than 10000: ask for at most 97 at books.")
        #expect(try estimate(97) == 9993)
        #expect(throws: FieldRefusal.self) { try estimate(98) }
        #expect(plan.costRefusal == nil)
    }

    @Test("Counting ends where JavaScript has no more exact numbers")
    func largest() throws {
        let open = String(repeating: "nodes { author { books(first: 100) { ", count: 8)
        let close = String(repeating: " } } }", count: 8)
        let plan = try Library().largePlan("{ books(first: 100) { \(open)totalCount\(close) } }")
        #expect(plan.cost.estimate(.none) == 9_007_199_254_740_992)
        let message = "The request may answer more than 9007199254740992 nodes, more than 10000."
        #expect(plan.costRefusal?.message == message)
    }

    @Test("Of many pages the outermost sixteen are tried for a size that fits")
    func tries() throws {
        let small = { (count: Int) in (0..<count).map { "a\($0): books(first: 1) { nodes { id } } " }.joined() }
        let large = "authors { books(first: 100) { nodes { author { books(first: 100) { nodes { id } } } } } }"
        #expect(try Library().plan("{ \(small(15))\(large) }").costRefusal?.details.count == 4)
        #expect(try Library().plan("{ \(small(16))\(large) }").costRefusal?.details.count == 2)
    }

    @Test("Nodes and edges of a connection are positions of their own at one place in the response")
    func places() throws {
        let weight = { (fields: String) in
            try Library().plan("{ authors { books { \(fields) } } }").cost.weight
        }
        let position = MemoryLayout<CostPlan.Position>.stride
        let place = MemoryLayout<ResponsePlace>.stride
        #expect(try weight("totalCount") == 2 * position + 2 * place)
        #expect(try weight("nodes { id }") == 3 * position + 2 * place)
        #expect(try weight("nodes { id } edges { cursor }") == 4 * position + 2 * place)
    }

    @Test("A list that is longer than the schema assumes is an error, and as if it were not there")
    func longList() throws {
        let library = try Library()
        try library.connection.execute(
            "INSERT INTO person (id, kind, name) VALUES (7, 'Author', 'C'), (8, 'Author', 'D')")
        #expect(
            try library.answer("{ authors { id } book(title: \"Beta\") { title } }")
                == #"{"data":null,"errors":[{"message":"The list has more than 3 items.","#
                + #""locations":[{"line":1,"column":3}],"path":["authors"],"extensions":{"code":"LIST_TOO_LONG"}}]}"#)
    }
}
