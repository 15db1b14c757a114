import GraphQL
import SQLite
import Testing

@testable import Execution

@Suite("How a query was answered")
struct ExplanationTests {
    /// The explanation of a query, over a clock that goes on by a microsecond with each look at it.
    private static func explanation(
        of query: String, _ values: [InputValue?] = [], over library: Library
    ) throws -> Explanation {
        var looks: Int64 = 0
        let tally = StatementTally {
            looks += 1
            return looks * 1000
        }
        let prepared = PreparedPlan(try library.plan(query))
        var executor = Executor()
        executor.run(
            prepared, VariableValues(values), RequestContext(actor: 1, partner: 1, rights: 0, now: 0),
            on: library.connection, counting: tally)
        return executor.explanation(
            of: prepared, .init(isCached: false, nanoseconds: 0), nanoseconds: 0, on: library.connection)
    }

    /// Each step as where it stands, what it is for, how often it ran, the rows it gave and its microseconds.
    private static func steps(_ query: String, _ values: [InputValue?] = []) throws -> [String] {
        try explanation(of: query, values, over: Library()).steps.map { step in
            "\(step.path) \(step.kind) \(step.count.runs) \(step.count.rows) \(step.count.nanoseconds / 1000)"
        }
    }

    @Test("Each statement has what it did itself, without what was done for each of its rows")
    func own() throws {
        let steps = try Self.steps("{ all: authors { name books(first: 1) { n: totalCount some: nodes { title } } } }")
        #expect(steps == ["all rows 1 2 5", "all.books.n count 2 2 2", "all.books.some rows 2 2 2"])
    }

    @Test(
        "A statement stands where its rows do",
        arguments: [
            ("{ books(first: 2) { pageInfo { hasNextPage } nodes { id } } }", ["books.nodes rows 1 3 1"]),
            ("{ books(first: 2) { info: pageInfo { hasNextPage } } }", ["books.info rows 1 3 1"]),
            (
                "{ books(first: 1) { edges { node { id } } nodes { id } summary { key } } }",
                ["books.edges rows 2 2 2", "books.summary count 1 3 1"]
            ),
            (
                "{ books(first: 1) { edges { node { author { rivals { name } } } } } }",
                [
                    "books.edges rows 1 1 2", "books.edges.node.author.rivals rows 1 2 1",
                ]
            ),
            ("{ shelf { latest { title } authors { name } } }", ["shelf lookup 1 1 2", "shelf.authors rows 1 2 1"]),
            (
                "{ node(id: \"Qm9vazox\") { id } nodes(ids: [\"Qm9vazox\", \"QXV0aG9yOjE\", \"Qm9vazoy\"]) { id } }",
                ["node lookup 1 1 1", "nodes lookup 1 1 1", "nodes lookup 2 2 2"]
            ),
            ("{ book(title: \"none\") { writer { ... on Author { rivals { name } } } } }", ["book lookup 1 0 1"]),
            (
                "{ books(first: 1) { nodes { writer { ... on Author { rivals { name } } } } } }",
                [
                    "books.nodes rows 1 1 2", "books.nodes.writer.rivals rows 1 2 1",
                ]
            ),
            ("{ books(first: -1) { nodes { id } } }", []), ("{ __typename }", []),
            ("{ books @skip(if: true) { nodes { id } } authors { name } }", ["authors rows 1 2 1"]),
        ] as [(String, [String])])
    func places(_ query: String, _ steps: [String]) throws {
        #expect(try Self.steps(query) == steps)
    }

    @Test("A statement is told as SQLite was given it, with SQLite's plan, and without the values")
    func statements() throws {
        let library = try Library()
        let explanation = try Self.explanation(
            of: "query ($year: Int) { books(year: $year, orderBy: [{field: TITLE}]) { nodes { title } totalCount } }",
            [.int(1_954_321)], over: library)
        #expect(
            explanation.steps.map(\.sql) == [
                "SELECT t0.title FROM book AS t0 WHERE (t0.hidden = 0) AND ((t0.year = ?40)) "
                    + "ORDER BY t0.title, t0.id LIMIT ?6",
                "SELECT count(*) FROM book AS t0 WHERE (t0.hidden = 0) AND ((t0.year = ?40))",
            ])
        #expect(
            explanation.steps.map(\.queryPlan) == [["SCAN t0", "USE TEMP B-TREE FOR ORDER BY"], ["SCAN t0"]])
        let text = "\(explanation)"
        #expect(!text.contains("1954321"))
    }

    @Test("What SQLite does within a step is indented below it")
    func indented() throws {
        let library = try Library()
        let plan = try library.connection.queryPlan(
            of: "SELECT * FROM person WHERE id IN (SELECT author_id FROM book UNION SELECT id FROM book)")
        #expect(plan.first?.hasPrefix("SEARCH person") == true)
        #expect(plan.contains { $0.hasPrefix("  COMPOUND") } && plan.contains { $0.hasPrefix("      SCAN") }, "\(plan)")
    }

    @Test("As many statements are explained as can be quickly, and the others counted")
    func many() throws {
        let library = try Library()
        let fields = (0..<Limits.explainedSteps + 7).map { "a\($0): authors { name }" }.joined(separator: " ")
        let plan = try library.largePlan("{ \(fields) }")
        let tally = StatementTally { 0 }
        let prepared = PreparedPlan(plan)
        var executor = Executor()
        executor.run(
            prepared, .none, RequestContext(actor: 1, partner: 1, rights: 0, now: 0), on: library.connection,
            counting: tally)
        let explanation = executor.explanation(
            of: prepared, .init(isCached: true, nanoseconds: 0), nanoseconds: 0, on: library.connection)
        #expect(explanation.steps.count == Limits.explainedSteps && explanation.unlisted == 7)
        #expect(explanation.steps.last?.path == "a\(Limits.explainedSteps - 1)")
    }

    @Test("A query that ran without being counted has nothing to tell")
    func uncounted() throws {
        let library = try Library()
        let prepared = PreparedPlan(try library.plan("{ authors { name } }"))
        var executor = Executor()
        let context = RequestContext(actor: 1, partner: 1, rights: 0, now: 0)
        executor.run(prepared, .none, context, on: library.connection, counting: StatementTally { 0 })
        executor.run(prepared, .none, context, on: library.connection)
        let explanation = executor.explanation(
            of: prepared, .init(isCached: true, nanoseconds: 0), nanoseconds: 0, on: library.connection)
        #expect(explanation.steps.isEmpty && explanation.unlisted == 0)
    }
}
