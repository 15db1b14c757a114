import GraphQL
import Testing

@testable import Execution

@Suite("How large the plan of a document can become")
struct PlanBoundsTests {
    private func code(_ query: String) throws -> String? {
        let library = try Library()
        do {
            _ = try library.largePlan(query)
            return nil
        } catch let refusal as FieldRefusal { return refusal.code }
    }

    /// A thousand pages below one response name, behind fragments in fragments.
    private func layers(below name: String) -> String {
        let spreads = (0..<4).map { layer in
            "fragment F\(layer) on Book { author { "
                + (0..<5).map { "a\($0): books(first: 1) { nodes { ...F\(layer + 1) } } " }.joined() + "} }"
        }
        return "{ \(name): books(first: 1) { nodes { ...F0 } } } \(spreads.joined()) fragment F4 on Book { id }"
    }

    @Test("Places in the response cost no more where the names above them are long")
    func longName() throws {
        let library = try Library()
        let plans = try [1, 256].map { try library.largePlan(layers(below: String(repeating: "A", count: $0))) }
        #expect(plans.map { $0.cost.count } == [1 + 1 + 5 + 25 + 125 + 625, 782])
        #expect(plans[0].cost.weight == plans[1].cost.weight)
        #expect(plans[1].bytes.count - plans[0].bytes.count == 255)
    }

    private func variables(_ outer: Int, _ inner: Int) -> String {
        ((0..<outer).map { "$a\($0): Boolean!" } + (0..<inner).map { "$b\($0): Boolean!" }).joined(separator: " ")
    }

    /// `outer` × `inner` ways in which variables can ask for one field.
    private func conditional(_ outer: Int, _ inner: Int, _ field: String = "__typename") -> String {
        let spreads = (0..<outer).map { "...F @include(if: $a\($0))" }.joined(separator: " ")
        let fields = (0..<inner).map { "\(field) @include(if: $b\($0))" }.joined(separator: " ")
        return "query (\(variables(outer, inner))) { book { \(spreads) } } fragment F on Book { \(fields) }"
    }

    @Test("Ways in which variables can ask for one field are counted before they are compared")
    func inclusions() throws {
        #expect(try code(conditional(10, 10)) == nil)
        #expect(try code(conditional(98, 98)) == "QUERY_TOO_MANY_CONDITIONS")
        #expect(
            try code(conditional(110, 98).replacing("book { ", with: "book { __typename "))
                == "QUERY_TOO_MANY_CONDITIONS")
    }

    @Test("Conditions are kept once: of a field's places each has those before it in the same list")
    func sharedConditions() throws {
        let inclusions = try Library().plan(conditional(5, 4)).inclusions
        #expect(inclusions.map(\.noneOf.count) == Array(0..<20))
        let lists = Set(
            inclusions.dropFirst().map { $0.noneOf.withUnsafeBufferPointer { Int(bitPattern: $0.baseAddress) } })
        #expect(lists.count == 1)
    }

    @Test("What a condition shows of introspection is counted as well")
    func introspection() throws {
        let names = (0..<98).flatMap { ["name @include(if: $a\($0))", "name @include(if: $b\($0))"] }
        let types = (0..<5).map { "t\($0): __schema { types { \(names.joined(separator: " ")) } } " }.joined()
        #expect(try code("query (\(variables(98, 98))) { \(types) }") == "QUERY_TOO_MANY_CONDITIONS")
    }

    @Test("Fields of connections, edges and groupings count as all do")
    func connections() throws {
        let field = { (number: Int) in
            "a\(number): books { edges { cursor __typename } pageInfo { hasNextPage hasPreviousPage } totalCount summary { key count total } }"
        }
        // Each has 12 fields.
        let books = { (count: Int) in (0..<count).map(field).joined(separator: " ") }
        #expect(try Library().largePlan("{ \(books(50)) }").fields.count == 600)
        let authors = { (count: Int) in (0..<count).map { "b\($0): authors { ...A }" }.joined(separator: " ") }
        let fragment =
            "fragment A on Author { \((0..<20).map { "a\($0): books { nodes { id } pageInfo { hasNextPage } totalCount }" }.joined(separator: " ")) }"
        // Each has 121.
        #expect(try Library().largePlan("{ \(authors(82)) } \(fragment)").fields.count == 9922)
        #expect(try code("{ \(authors(83)) } \(fragment)") == "QUERY_TOO_COSTLY")
    }

    @Test("A field is counted as often as it is written, for each type that there can be")
    func repetitions() throws {
        let names = String(repeating: "name ", count: 9_000)
        let fragment = "fragment N on Person { \(names) }"
        #expect(try code("\(people(5)) \(fragment)") == nil)
        #expect(try code("\(people(6)) \(fragment)") == "QUERY_TOO_COSTLY")
    }

    @Test("A fragment is counted as often as it is spread, whether it applies or not")
    func spreads() throws {
        let spreads = String(repeating: "...M ", count: 4_500)
        let fragments = "fragment N on Person { \(spreads) } fragment M on Author { name }"
        #expect(try code("\(people(11)) \(fragments)") == nil)
        #expect(try code("\(people(12)) \(fragments)") == "QUERY_TOO_COSTLY")
    }

    /// A query that spreads the fragment N on so many people.
    private func people(_ count: Int) -> String {
        "{ book { \((0..<count).map { "p\($0): writer { ...N }" }.joined(separator: " ")) } }"
    }

    @Test("A value of an argument is counted as often as its field")
    func values() throws {
        let books = "books(orderBy: [\(String(repeating: "{ field: YEAR } ", count: 400))]) { totalCount }"
        let query = { (count: Int) in
            let authors = (0..<count).map { "a\($0): authors { ...A } " }.joined()
            return "{ \(authors)} fragment A on Author { \((0..<5).map { "b\($0): \(books) " }.joined())}"
        }
        // Each of the five has 801 values beside two fields.
        #expect(try code(query(24)) == nil)
        #expect(try code(query(25)) == "QUERY_TOO_COSTLY")
    }

    @Test("A list that nothing bounds has no plan")
    func unbounded() throws {
        let library = try Library()
        let authors = FieldSource.list(ListSource(type: "Author"))
        let sources = { (areCosted: Bool) in
            Sources(
                objects: library.sources.objects.merging(["Query": ObjectSource(rows: nil, fields: ["nodes": authors])])
                {
                    $1
                }, abstracts: library.sources.abstracts, areCosted: areCosted, in: library.schema)
        }
        let plan = { (areCosted: Bool) in
            try library.plan("{ nodes(ids: []) { id } }", from: sources(areCosted))
        }
        let refusal = try #require(throws: FieldRefusal.self) { try plan(true) }
        #expect(refusal.message == "Nothing says how long Query.nodes can be.")
        #expect(try plan(false).cost.estimate(.none) == 2)
    }

    @Test("A plan weighs what it holds: its document, its fields, their places and conditions")
    func weight() throws {
        let library = try Library()
        let weight = { (query: String) in try library.largePlan(query).weight }
        let small = try weight("{ book { id } }")
        #expect(small > 8192 && small < 20_000)
        #expect(try weight("{ book { \(String(repeating: "id ", count: 10_000)) } }") > small + 1_000_000)
        #expect(try weight(conditional(10, 10)) > weight(conditional(10, 1)) + 90 * 100)
        #expect(try weight(layers(below: "a")) > 156 * 8192)
        let books = { (count: Int) in
            let orders = String(repeating: "{ field: YEAR } ", count: count)
            return
                "{ \((0..<20).map { "a\($0): authors { ...A } " }.joined())} fragment A on Author { books(orderBy: [\(orders)]) { totalCount } }"
        }
        #expect(try weight(books(1000)) > weight(books(1)) + 20 * 2 * 999 * MemoryLayout<InputValue>.stride)
    }
}
