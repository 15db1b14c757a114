import GraphQL
import SQLite
import Testing

@testable import Execution

@Suite("Statements shared by their SQL")
struct StatementPoolTests {
    private static let context = RequestContext(actor: 1, partner: 1, rights: 0, now: 0)

    /// The response of a plan that keeps its statements in a pool from request to request.
    private func answer(_ prepared: PreparedPlan, _ values: [InputValue?] = [], in library: Library) -> String {
        var executor = Executor()
        executor.output.raw("{\"data\":")
        executor.run(prepared, VariableValues(values), Self.context, on: library.connection)
        executor.finish(prepared.plan, requestID: "r1", estimated: 0)
        return Library.withoutExtensions(executor.output.text)
    }

    @Test("Within a request each taker gets another statement of the SQL; the next request gets the same ones again")
    func takes() throws {
        let connection = try Connection(path: ":memory:")
        let pool = StatementPool()
        var rounds: [[ObjectIdentifier]] = []
        for _ in 0..<2 {
            pool.beginRequest()
            var taken: [ObjectIdentifier] = []
            for _ in 0..<3 {
                // Not remembered from one to the next: the pool knows it by its text.
                var sql = SharedStatement("SELECT 1")
                taken.append(ObjectIdentifier(try pool.take(&sql, on: connection).statement))
            }
            rounds.append(taken)
        }
        #expect(Set(rounds[0]).count == 3)
        #expect(rounds[0] == rounds[1])
        #expect(pool.count == 3)
    }

    @Test("What runs to its end at once needs no statement of its own")
    func borrows() throws {
        let connection = try Connection(path: ":memory:")
        let pool = StatementPool()
        var sql = SharedStatement("SELECT 1")
        for _ in 0..<3 { _ = try pool.borrow(&sql, on: connection) }
        #expect(pool.count == 1)
    }

    @Test("Past the capacity those go that were used least recently, and what remembers one of them gets it anew")
    func capacity() throws {
        let connection = try Connection(path: ":memory:")
        let pool = StatementPool()
        var statements: [SharedStatement] = []
        var popular = SharedStatement("SELECT 'popular'")
        var identities: Set<ObjectIdentifier> = []
        for number in 0..<StatementPool.capacity * 3 {
            pool.beginRequest()
            #expect(pool.count <= StatementPool.capacity)
            identities.insert(ObjectIdentifier(try pool.take(&popular, on: connection).statement))
            var sql = SharedStatement("SELECT \(number)")
            _ = try pool.take(&sql, on: connection)
            statements.append(sql)
        }
        #expect(identities.count == 1)
        pool.beginRequest()
        var rows = try pool.take(&statements[7], on: connection).statement.rows()
        #expect(try rows.step() && rows.integer(0) == 7)
        #expect(pool.count <= StatementPool.capacity)
    }

    @Test("So do those whose SQL is longer together than may be kept")
    func bytes() throws {
        let connection = try Connection(path: ":memory:")
        let pool = StatementPool()
        let comment = String(repeating: "a", count: StatementPool.maximumBytes / 10)
        for number in 0..<12 {
            pool.beginRequest()
            var sql = SharedStatement("SELECT \(number) -- \(comment)")
            _ = try pool.take(&sql, on: connection)
        }
        pool.beginRequest()
        #expect(1...10 ~= pool.count)
    }

    @Test("No statement of the running request goes, however many it has")
    func running() throws {
        let connection = try Connection(path: ":memory:")
        let pool = StatementPool()
        pool.beginRequest()
        let many = StatementPool.capacity + 100
        var runs: [StatementRun] = []
        for number in 0..<many {
            var sql = SharedStatement("SELECT \(number)")
            runs.append(try pool.take(&sql, on: connection).statement.run)
        }
        #expect(pool.count == many)
        for (number, run) in runs.enumerated() {
            #expect(run.step() == .row && run.integer(0) == Int64(number))
            run.reset()
        }
        pool.beginRequest()
        var sql = SharedStatement("SELECT 'next'")
        _ = try pool.take(&sql, on: connection)
        #expect(pool.count <= StatementPool.capacity)
    }

    @Test(
        "Two lists of the same SQL, one in the other, do not disturb each other; nor does a second plan, which shares them"
    )
    func nested() throws {
        let (library, pool) = (try Library(), StatementPool())
        let inner = "books { totalCount nodes { title author { id } } }"
        let query = "{ authors { name books { totalCount nodes { title author { \(inner) } } } } }"
        let title = { (title: String, id: String) in #"{"title":"\#(title)","author":{"id":"\#(id)"}}"# }
        let ada = [title(#"Alpha \"one\""#, "QXV0aG9yOjE"), title("Beta", "QXV0aG9yOjE")].joined(separator: ",")
        let around = { (title: String) in
            #"{"title":"\#(title)","author":{"books":{"totalCount":2,"nodes":[\#(ada)]}}}"#
        }
        let gamma =
            #"{"title":"Gamma","author":{"books":{"totalCount":1,"nodes":[\#(title("Gamma", "QXV0aG9yOjI"))]}}}"#
        let expected =
            #"{"data":{"authors":[{"name":"Ada","books":{"totalCount":2,"nodes":[\#(around(#"Alpha \"one\""#)),\#(around("Beta"))]}},"#
            + #"{"name":"Bo","books":{"totalCount":1,"nodes":[\#(gamma)]}}]}}"#
        let prepared = PreparedPlan(try library.plan(query), pool)
        let sql = Set(
            prepared.plan.rows.map { $0.select.rows(Shape(), order: $0.resolvedOrder(Shape()), cursors: false) })
        #expect(prepared.plan.rows.count == 3 && sql.count == 2)
        #expect(answer(prepared, in: library) == expected)
        // The authors, their books, the books in them and one count for both.
        #expect(pool.count == 4)
        #expect(answer(PreparedPlan(try library.plan(query), pool), in: library) == expected)
        #expect(pool.count == 4)
    }

    @Test("A plan keeps few shapes; one that comes back finds its statement, and nothing grows")
    func shapes() throws {
        let (library, pool) = (try Library(), StatementPool())
        let prepared = PreparedPlan(
            try library.plan("query ($order: [BookOrder!]) { books(orderBy: $order) { totalCount nodes { title } } }"),
            pool)
        let terms = ["TITLE", "YEAR"].flatMap { field in
            ["ASC", "DESC"].map { direction in
                InputValue.object([
                    .init("field", .enumeration(field)), .init("direction", .enumeration(direction)),
                ])
            }
        }
        let orders = terms.map { [$0] } + terms.flatMap { term in terms.map { [term, $0] } }
        var answers: [[String]] = []
        for _ in 0..<4 {
            answers.append(orders.map { answer(prepared, [.list($0)], in: library) })
            // Twelve orders that differ, and one count.
            #expect(pool.count == 13)
            #expect(prepared.variants.map(\.count) == [PreparedPlan.variantLimit])
        }
        #expect(Set(answers).count == 1)
        #expect(Set(answers[0]).count > 2)
    }
}
