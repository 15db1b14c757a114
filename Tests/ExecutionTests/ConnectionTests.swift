import GraphQL
import SQLite
import Testing

@testable import Execution

@Suite("Connections")
struct ConnectionTests {
    /// All titles of the list in its order, read `size` at a time through cursors.
    private func walk(_ size: Int, _ order: String, backwards: Bool) throws -> [String] {
        let library = try Library()
        let (count, cursor, end, more) =
            backwards
            ? ("last", "before", "startCursor", "hasPreviousPage") : ("first", "after", "endCursor", "hasNextPage")
        let query = """
            query ($cursor: String) { books(\(count): \(size), \(cursor): $cursor\(order)) {
                pageInfo { \(more) \(end) } nodes { title } } }
            """
        var titles: [String] = []
        var cursorValue: InputValue = .null
        for _ in 0..<20 {
            let text = try library.answer(query, [cursorValue])
            let answer = try text.withCString { pointer in
                try JSONReader.value(UnsafeRawBufferPointer(start: pointer, count: text.utf8.count))
            }
            let books = try #require(answer["data"]?["books"])
            guard case .list(let nodes)? = books["nodes"] else { break }
            let page = nodes.compactMap { node -> String? in
                if case .string(let title)? = node["title"] { title } else { nil }
            }
            titles = backwards ? page + titles : titles + page
            guard books["pageInfo"]?[more] == .boolean(true) else { return titles }
            cursorValue = try #require(books["pageInfo"]?[end])
        }
        Issue.record("The pages never end.")
        return titles
    }

    static let orders: [(String, [String])] = [
        ("", ["Alpha \"one\"", "Beta", "Gamma", "Epsilon"]),
        (", orderBy: [{field: TITLE}]", ["Alpha \"one\"", "Beta", "Epsilon", "Gamma"]),
        (", orderBy: [{field: YEAR, direction: DESC}]", ["Gamma", "Beta", "Alpha \"one\"", "Epsilon"]),
        (", orderBy: [{field: YEAR}, {field: TITLE, direction: DESC}]", ["Epsilon", "Beta", "Alpha \"one\"", "Gamma"]),
    ]

    @Test(
        "Pages give every row once and in order, whatever their size and direction", arguments: orders, [1, 2, 3, 4, 5])
    func pages(_ order: (String, [String]), size: Int) throws {
        #expect(try walk(size, order.0, backwards: false) == order.1)
        #expect(try walk(size, order.0, backwards: true) == order.1)
    }

    @Test("The page info may stand anywhere, and edges beside nodes")
    func arrangement() throws {
        let library = try Library()
        let answer = try library.answer(
            "{ books(last: 2) { pageInfo { hasPreviousPage hasNextPage } edges { cursor node { id } } a: pageInfo { startCursor } nodes { id } } }"
        )
        #expect(
            answer
                == #"{"data":{"books":{"pageInfo":{"hasPreviousPage":true,"hasNextPage":false},"edges":[{"cursor":"p_0G","node":{"id":"Qm9vazoz"}},{"cursor":"p_0K","node":{"id":"Qm9vazo1"}}],"a":{"startCursor":"p_0G"},"nodes":[{"id":"Qm9vazoz"},{"id":"Qm9vazo1"}]}}}"#
        )
    }

    static let refusals: [(String, String)] = [
        ("first: 101", "PAGE_SIZE_INVALID"), ("first: -1", "PAGE_SIZE_INVALID"),
        ("first: 1, last: 1", "PAGE_SIZE_INVALID"),
        ("after: \"x\"", "CURSOR_INVALID"), ("before: \"p_0G\", orderBy: [{field: TITLE}]", "CURSOR_INVALID"),
        ("after: \"p_0GAA\"", "CURSOR_INVALID"), ("after: \"\"", "CURSOR_INVALID"),
    ]

    @Test("A wrong page is refused with its code", arguments: refusals)
    func refused(_ test: (String, String)) throws {
        let answer = try Library().answer("{ books(\(test.0)) { nodes { id } } }")
        #expect(answer.contains("\"extensions\":{\"code\":\"\(test.1)\"}"))
        #expect(answer.hasPrefix("{\"data\":null,"))
    }

    @Test("An empty page has no cursors")
    func empty() throws {
        let answer = try Library().answer(
            "{ books(first: 0) { nodes { id } pageInfo { startCursor endCursor hasNextPage hasPreviousPage } } }")
        #expect(
            answer
                == #"{"data":{"books":{"nodes":[],"pageInfo":{"startCursor":null,"endCursor":null,"hasNextPage":true,"hasPreviousPage":false}}}}"#
        )
    }

    @Test(
        "A page read backwards that is interrupted behind an error tells both, at the list: nobody knows how long it is"
    )
    func interrupted() throws {
        let library = try Library()
        // The year of the second book takes a million steps to find.
        try library.connection.execute(
            """
            ALTER TABLE book RENAME TO shelf;
            CREATE VIEW book AS SELECT id, title, must_have, hidden, CASE id WHEN 2 THEN
                (WITH RECURSIVE slow (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM slow WHERE n < 100000)
                    SELECT max(n) FROM slow) ELSE year END AS year FROM shelf;
            """)
        let null =
            #"{"message":"Cannot return null for non-nullable field Book.mustHave.","locations":[{"line":1,"column":33}],"path":["#
        let (code, query) = (#","extensions":{"code":"INTERNAL"}}"#, "{ books(last: 3) { nodes { year mustHave } } }")
        var answer = try library.answer(query)
        #expect(
            answer == #"{"data":null,"errors":["# + null
                + #""books","nodes",1,"mustHave"]\#(code)]}"#)
        library.connection.allowWork(steps: 0)
        answer = try library.answer(query)
        #expect(
            answer == #"{"data":null,"errors":["# + null + #""books","nodes"]\#(code),"#
                + #"{"message":"The request took too long and was stopped.","locations":[{"line":1,"column":20}],"#
                + #""path":["books","nodes"],"extensions":{"code":"TIMEOUT"}}]}"#)
    }
}
