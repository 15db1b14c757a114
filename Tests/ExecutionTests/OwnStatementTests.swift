import GraphQL
import SQLite
import Testing

@testable import Execution

/// Rows that a row leads to beyond what one statement joins.
@Suite("Single objects with statements of their own")
struct OwnStatementTests {
    private static let count = 70

    /// Each of the fields leads to a row by a key of its own, so that none shares another's join.
    private static func response() throws -> (answer: String, statements: Int) {
        let connection = try Connection(path: ":memory:")
        try connection.execute(
            """
            CREATE TABLE item (id INTEGER PRIMARY KEY, name TEXT NOT NULL, hidden INTEGER NOT NULL) STRICT;
            WITH RECURSIVE n (id) AS (SELECT 0 UNION ALL SELECT id + 1 FROM n WHERE id < \(count))
                INSERT INTO item SELECT id, 'n' || id, id % 2 = 1 FROM n;
            """)
        let fields = (0..<count).map { "f\($0)" }
        let sdl =
            "type Query { item: Item } type Item { name: String! \(fields.map { "\($0): Item" }.joined(separator: " ")) }"
        let schema = try Schema(building: Document.parse(Array(sdl.utf8)))
        let rows = RowSource(
            table: "item", key: .init { "\($0).id" }, visibility: .init { "\($0).hidden = 0" })
        var sources: [String: FieldSource] = ["name": .value(.init { "\($0).name" })]
        for (number, field) in fields.enumerated() {
            sources[field] = .one(type: "Item", key: .init { "\($0).id + \(number + 1)" })
        }
        let query = ObjectSource(
            rows: nil,
            fields: ["item": .first(ListSource(type: "Item", condition: .init { "\($0).id = 0" }))])
        let access = Access(schema, role: "READER")
        let view = SchemaView(of: schema) { !access.hidden.contains($0) }
        let text = "{ item { \(fields.map { "\($0) { name }" }.joined(separator: " ")) } }"
        let document = try validate(Document.parse(Array(text.utf8)), against: schema, view: view)
        var compiler = PlanCompiler(
            document, document.value.operations[0], schema,
            sources: Sources(
                objects: ["Query": query, "Item": ObjectSource(rows: rows, fields: sources)], abstracts: [:],
                areCosted: false, in: schema),
            access: access, view: view)
        let prepared = PreparedPlan(try compiler.compile())
        var executor = Executor()
        executor.run(
            prepared, .none, RequestContext(actor: 1, partner: 1, rights: 0, now: 0), on: connection)
        return (String(decoding: executor.output.bytes, as: UTF8.self), prepared.plan.rows.count)
    }

    @Test("They are as visible as those that are joined: every second row is hidden, whoever reads it")
    func visibility() throws {
        let (answer, statements) = try Self.response()
        let expected = (0..<Self.count).map { $0 % 2 == 0 ? "\"f\($0)\":null" : "\"f\($0)\":{\"name\":\"n\($0 + 1)\"}" }
        #expect(answer == "{\"item\":{\(expected.joined(separator: ","))}}")
        #expect(statements == 1 + Self.count - Limits.joins)
    }
}
