import GraphQL
import SQLite
import Testing

@testable import Execution

/// Lists of scalars and of lists, values that their row refuses, and a root with a row of its own.
///
/// The rows are a tree: each value knows the one it is in.
@Suite("Guarded values and lists that hold no objects — spec 6.4.3")
struct ValueTests {
    static let cases: [(query: String, answer: String)] = [
        ("{ name }", #"{"data":{"name":"root"}}"#),
        ("{ numbers }", #"{"data":{"numbers":[1,2,3]}}"#),
        ("{ grid }", #"{"data":{"grid":[[1,2],null,[]]}}"#),
        (
            "{ broken { name } name }",
            #"{"data":{"broken":null,"name":"root"},"#
                + #""errors":[{"message":"It is broken.","locations":[{"line":1,"column":3}],"path":["broken"],"#
                + #""extensions":{"code":"INTERNAL"}}]}"#
        ),
        (
            "{ holes sure { holes: mustHoles } }",
            #"{"data":{"holes":[7,null,null],"sure":{"holes":null}},"errors":["#
                + #"{"message":"No number.","locations":[{"line":1,"column":3}],"path":["holes",2],"#
                + #""extensions":{"code":"INTERNAL"}},"#
                + #"{"message":"Cannot return null for non-nullable field Thing.mustHoles.","#
                + #""locations":[{"line":1,"column":16}],"path":["sure","holes",1],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        (
            "{ sure { must } a: name b: sure { must } }",
            #"{"data":null,"errors":[{"message":"Must not be.","locations":[{"line":1,"column":10}],"#
                + #""path":["sure","must"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        (
            "{ broken { name } broken { numbers } }",
            #"{"data":{"broken":null},"errors":[{"message":"It is broken.","#
                + #""locations":[{"line":1,"column":3},{"line":1,"column":19}],"path":["broken"],"#
                + #""extensions":{"code":"INTERNAL"}}]}"#
        ),
    ]

    @Test("A value is written, is null, or is an error where it stands", arguments: cases)
    func values(_ test: (query: String, answer: String)) throws {
        #expect(try Tree().answer(test.query) + "}" == test.answer + "}")
    }

    @Test("A hundred errors are listed and the others counted; the data is as ever, and nulls go as far up as ever")
    func manyErrors() throws {
        let nulls = Array(repeating: "null", count: 120).joined(separator: ",")
        let listed = (0..<100).map {
            #"{"message":"Fault.","locations":[{"line":1,"column":3}],"path":["faults",\#($0)],"#
                + #""extensions":{"code":"INTERNAL"}},"#
        }.joined()
        let last = { (count: Int) in
            #"{"message":"\#(count) more errors are left out.","extensions":{"code":"TOO_MANY_ERRORS","count":\#(count)}}"#
        }
        #expect(
            try Tree().answer("{ faults sure { mustHoles } name }")
                == #"{"data":{"faults":[\#(nulls)],"sure":{"mustHoles":null},"name":"root"},"errors":[\#(listed)\#(last(21))]}"#
        )
        #expect(
            try Tree().answer("{ faults sure { must } name }")
                == #"{"data":null,"errors":[\#(listed)\#(last(21))]}"#)
    }

    @Test("What ends the request is listed behind a hundred errors")
    func stopped() throws {
        let tree = try Tree("UPDATE value SET value = printf('%.*c', 16777217, 'x') WHERE id = 2;")
        let answer = try tree.answer("{ faults name numbers }")
        #expect(answer.hasPrefix(#"{"data":null,"errors":[{"message":"Fault."#))
        #expect(
            answer.hasSuffix(
                #""path":["faults",99],"extensions":{"code":"INTERNAL"}},"#
                    + #"{"message":"The request asks for too much at once: ask for fewer fields or rows.","locations":[{"line":1,"column":15}],"#
                    + #""path":["numbers"],"extensions":{"code":"QUERY_TOO_COSTLY"}},"#
                    + #"{"message":"20 more errors are left out.","#
                    + #""extensions":{"code":"TOO_MANY_ERRORS","count":20}}]}"#), "\(answer.suffix(400))")
    }

    @Test(
        "Errors with long names in their paths are listed as far as a mebibyte, and what ends the request behind them")
    func longNames() throws {
        let name = String(repeating: "L", count: 200_000)
        let tree = try Tree("UPDATE value SET value = printf('%.*c', 16777217, 'x') WHERE id = 2;")
        let listed = (0..<6).map {
            #"{"message":"Fault.","locations":[{"line":1,"column":3}],"path":["\#(name)",\#($0)],"#
                + #""extensions":{"code":"INTERNAL"}},"#
        }.joined()
        let end = #"{"message":"The request asks for too much at once: ask for fewer fields or rows.","locations":"#
        let last = #"{"message":"114 more errors are left out.","extensions":{"code":"TOO_MANY_ERRORS","count":114}}]}"#
        let limits = SyntaxLimits(tokens: 100, depth: 10, nameBytes: name.utf8.count)
        let answer = try tree.answer("{ \(name): faults name numbers }", limits)
        #expect(answer.hasPrefix(#"{"data":null,"errors":[\#(listed)\#(end)"#))
        #expect(answer.hasSuffix(last))
        #expect(answer.utf8.count < 1_300_000)
    }

    @Test("An error points at twenty places and no more")
    func places() throws {
        let query = "{ " + String(repeating: "broken { name } ", count: 30) + "}"
        #expect(try Tree().answer(query).split(separator: "\"line\"").count == 21)
    }
}

private struct Tree: ~Copyable {
    private let connection: Connection
    private let schema: Schema

    private static let sdl = """
        type Query { name: String numbers: [Int!] grid: [[Int!]] broken: Thing holes: [Int] faults: [Int] sure: Thing! }
        type Thing { name: String numbers: [Int!] mustHoles: [Int!] must: Int! }
        """

    private static let rows = """
        CREATE TABLE value (id INTEGER PRIMARY KEY, parent INTEGER, name TEXT, value ANY, failure TEXT) STRICT;
        INSERT INTO value VALUES
            (1, NULL, NULL, 1, NULL), (2, 1, 'name', 'root', NULL), (3, 1, 'numbers', 1, NULL),
            (4, 3, '', 1, NULL), (5, 3, '', 2, NULL), (6, 3, '', 3, NULL),
            (10, 1, 'grid', 1, NULL), (11, 10, '', 1, NULL), (12, 10, '', NULL, NULL), (13, 10, '', 1, NULL),
            (14, 11, '', 1, NULL), (15, 11, '', 2, NULL),
            (20, 1, 'broken', NULL, 'It is broken.'),
            (30, 1, 'holes', 1, NULL), (31, 30, '', 7, NULL), (32, 30, '', NULL, NULL), (33, 30, '', NULL, 'No number.'),
            (40, 1, 'sure', 1, NULL), (41, 40, 'mustHoles', 1, NULL), (42, 41, '', 7, NULL), (43, 41, '', NULL, NULL),
            (44, 40, 'must', NULL, 'Must not be.'), (50, 1, 'faults', 1, NULL);
        WITH RECURSIVE fault (id) AS (SELECT 1000 UNION ALL SELECT id + 1 FROM fault WHERE id < 1119)
            INSERT INTO value SELECT id, 50, '', NULL, 'Fault.' FROM fault;
        """

    /// - Parameter changes: SQL that makes the tree what the test needs.
    init(_ changes: String = "") throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute(Self.rows + changes)
        schema = try Schema(building: Document.parse(Array(Self.sdl.utf8)))
        self.connection = connection
    }

    func answer(_ query: String, _ limits: SyntaxLimits = .executable) throws -> String {
        let view = SchemaView(of: schema)
        let document = try validate(Document.parse(Array(query.utf8), limits: limits), against: schema, view: view)
        var compiler = PlanCompiler(
            document, document.value.operations[0], schema, sources: Self.sources(in: schema),
            access: Access(schema, role: "READER"), view: view)
        let prepared = PreparedPlan(try compiler.compile())
        var executor = Executor()
        executor.output.raw("{\"data\":")
        executor.run(prepared, .none, RequestContext(actor: 1, partner: 1, rights: 0, now: 0), on: connection)
        executor.finish(prepared.plan, requestID: "r1", estimated: 0)
        let answer = String(decoding: executor.output.bytes, as: UTF8.self)
        return String(answer.split(separator: #","extensions":{"requestId":"#, maxSplits: 1)[0]) + "}"
    }

    private static func part(_ name: String, _ column: String) -> SQLExpression {
        .init { "(SELECT part.\(column) FROM value AS part WHERE part.parent = \($0).id AND part.name = '\(name)')" }
    }

    private static func guarded(_ name: String, _ source: FieldSource) -> FieldSource {
        .guarded(failure: part(name, "failure"), present: part(name, "value"), source)
    }

    private static func list(_ list: SQLExpression, of item: FieldSource) -> FieldSource {
        .list(
            ListSource(
                type: "Value",
                item: .guarded(failure: .init { "\($0).failure" }, present: .init { "\($0).value" }, item),
                link: Link(item: .init { "\($0).parent" }, parent: list)))
    }

    private static let number = FieldSource.value(.init { "\($0).value" })
    private static func rowSource(_ visibility: String) -> RowSource {
        RowSource(table: "value", key: .init { "\($0).id" }, visibility: .init { _ in visibility })
    }

    private static func sources(in schema: Schema) -> Sources {
        Sources(
            objects: [
                "Value": ObjectSource(rows: rowSource("true"), fields: [:]),
                "Query": ObjectSource(
                    rows: RowSource(table: "value", key: .init { "\($0).id" }, visibility: .init { "\($0).id = 1" }),
                    fields: [
                        "name": .value(part("name", "value")),
                        "numbers": guarded("numbers", list(part("numbers", "id"), of: number)),
                        "grid": guarded("grid", list(part("grid", "id"), of: list(.init { "\($0).id" }, of: number))),
                        "broken": guarded("broken", .one(type: "Thing", key: part("broken", "id"))),
                        "holes": guarded("holes", list(part("holes", "id"), of: number)),
                        "faults": guarded("faults", list(part("faults", "id"), of: number)),
                        "sure": guarded("sure", .one(type: "Thing", key: part("sure", "id"))),
                    ]),
                "Thing": ObjectSource(
                    rows: rowSource("true"),
                    fields: [
                        "name": .value(part("name", "value")),
                        "numbers": guarded("numbers", list(part("numbers", "id"), of: number)),
                        "mustHoles": guarded("mustHoles", list(part("mustHoles", "id"), of: number)),
                        "must": guarded("must", .value(part("must", "value"))),
                    ]),
            ], abstracts: [:], areCosted: false, in: schema)
    }
}
