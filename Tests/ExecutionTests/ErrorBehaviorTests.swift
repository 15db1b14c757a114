import GraphQL
import SQLite
import Testing

@testable import Execution

/// Of four visible books the third, of 1901, has a null that it must not have.
@Suite("What errors do to the rest of the response — the request's onError")
struct ErrorBehaviorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: String
        let onError: ErrorBehavior
        let answer: String
    }

    static let cases = [
        Case(
            testDescription: "NULL: the nodes of a connection stay, and the null is where the error is",
            query: "{ books { nodes { mustHave } } authors { name } }", onError: .null,
            answer: #"{"data":{"books":{"nodes":[{"mustHave":"a"},{"mustHave":"b"},{"mustHave":null},{"mustHave":"e"}]"#
                + #"},"authors":[{"name":"Ada"},{"name":"Bo"}]},"errors":[{"message":"Cannot return null for non-nul"#
                + #"lable field Book.mustHave.","locations":[{"line":1,"column":19}],"path":["books","nodes",2,"must"#
                + #"Have"],"extensions":{"code":"INTERNAL"}}]}"#),
        Case(
            testDescription: "HALT: the first error ends the query",
            query: "{ books { nodes { mustHave } } authors { name } }", onError: .halt,
            answer: #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","lo"#
                + #"cations":[{"line":1,"column":19}],"path":["books","nodes",2,"mustHave"],"extensions":{"code":"IN"#
                + #"TERNAL"}}]}"#),
        Case(
            testDescription: "PROPAGATE: the same for edges",
            query: "{ books { edges { node { id mustHave } } } }", onError: .propagate,
            answer: #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","lo"#
                + #"cations":[{"line":1,"column":29}],"path":["books","edges",2,"node","mustHave"],"extensions":{"co"#
                + #"de":"INTERNAL"}}]}"#),
        Case(
            testDescription: "NULL: edges stay as well",
            query: "{ books(first: 3) { edges { node { id mustHave } } pageInfo { hasNextPage } } }", onError: .null,
            answer: #"{"data":{"books":{"edges":[{"node":{"id":"Qm9vazox","mustHave":"a"}},{"node":{"id":"Qm9vazoy","m"#
                + #"ustHave":"b"}},{"node":{"id":"Qm9vazoz","mustHave":null}}],"pageInfo":{"hasNextPage":true}}},"er"#
                + #"rors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","locations":[{"line"#
                + #"":1,"column":39}],"path":["books","edges",2,"node","mustHave"],"extensions":{"code":"INTERNAL"}}"#
                + #"]}"#),
        Case(
            testDescription: "HALT: edges",
            query: "{ books { pageInfo { hasNextPage } edges { node { id mustHave } } } }", onError: .halt,
            answer: #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","lo"#
                + #"cations":[{"line":1,"column":54}],"path":["books","edges",2,"node","mustHave"],"extensions":{"co"#
                + #"de":"INTERNAL"}}]}"#),
        Case(
            testDescription: "NULL: rows that are read backwards",
            query: "{ books(last: 3) { nodes { mustHave } edges { node { mustHave } } pageInfo { hasPreviousPage } } }",
            onError: .null,
            answer: #"{"data":{"books":{"nodes":[{"mustHave":"b"},{"mustHave":null},{"mustHave":"e"}],"edges":[{"node""#
                + #":{"mustHave":"b"}},{"node":{"mustHave":null}},{"node":{"mustHave":"e"}}],"pageInfo":{"hasPreviou"#
                + #"sPage":true}}},"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.",""#
                + #"locations":[{"line":1,"column":28}],"path":["books","nodes",1,"mustHave"],"extensions":{"code":""#
                + #"INTERNAL"}},{"message":"Cannot return null for non-nullable field Book.mustHave.","locations":[{"#
                + #""line":1,"column":54}],"path":["books","edges",1,"node","mustHave"],"extensions":{"code":"INTERN"#
                + #"AL"}}]}"#),
        Case(
            testDescription: "HALT: the path counts from the front of a page that is read backwards",
            query: "{ books(last: 3) { nodes { mustHave } } }", onError: .halt,
            answer: #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","lo"#
                + #"cations":[{"line":1,"column":28}],"path":["books","nodes",1,"mustHave"],"extensions":{"code":"IN"#
                + #"TERNAL"}}]}"#),
        Case(
            testDescription: "PROPAGATE: so it does in pages within pages that are read backwards",
            query: "{ books(last: 3) { nodes { title author { books(last: 3) { edges { node { mustHave } } } } } } }",
            onError: .propagate,
            answer: #"{"data":{"books":{"nodes":[{"title":"Beta","author":{"books":{"edges":[{"node":{"mustHave":"a"}}"#
                + #",{"node":{"mustHave":"b"}}]}}},{"title":"Gamma","author":null},{"title":"Epsilon","author":{"boo"#
                + #"ks":{"edges":[{"node":{"mustHave":"e"}}]}}}]}},"errors":[{"message":"Cannot return null for non-"#
                + #"nullable field Book.mustHave.","locations":[{"line":1,"column":75}],"path":["books","nodes",1,"a"#
                + #"uthor","books","edges",0,"node","mustHave"],"extensions":{"code":"INTERNAL"}}]}"#),
        Case(
            testDescription: "NULL: lists in items of lists",
            query: "{ authors { name books { nodes { title mustHave } totalCount } } }", onError: .null,
            answer: #"{"data":{"authors":[{"name":"Ada","books":{"nodes":[{"title":"Alpha \"one\"","mustHave":"a"},{"t"#
                + #"itle":"Beta","mustHave":"b"}],"totalCount":2}},{"name":"Bo","books":{"nodes":[{"title":"Gamma",""#
                + #"mustHave":null}],"totalCount":1}}]},"errors":[{"message":"Cannot return null for non-nullable fi"#
                + #"eld Book.mustHave.","locations":[{"line":1,"column":40}],"path":["authors",1,"books","nodes",0,""#
                + #"mustHave"],"extensions":{"code":"INTERNAL"}}]}"#),
        Case(
            testDescription: "NULL: objects behind an abstract type, and nodes by their ids",
            query:
                "{ node(id: \"Qm9vazoz\") { ... on Book { mustHave writer { name ... on Author { books { nodes { mustHave } } } } } } nodes(ids: [\"Qm9vazoy\", \"Qm9vazoz\"]) { ... on Book { mustHave } } }",
            onError: .null,
            answer: #"{"data":{"node":{"mustHave":null,"writer":{"name":"Bo","books":{"nodes":[{"mustHave":null}]}}},""#
                + #"nodes":[{"mustHave":"b"},{"mustHave":null}]},"errors":[{"message":"Cannot return null for non-nu"#
                + #"llable field Book.mustHave.","locations":[{"line":1,"column":40}],"path":["node","mustHave"],"ex"#
                + #"tensions":{"code":"INTERNAL"}},{"message":"Cannot return null for non-nullable field Book.mustHa"#
                + #"ve.","locations":[{"line":1,"column":95}],"path":["node","writer","books","nodes",0,"mustHave"],"#
                + #""extensions":{"code":"INTERNAL"}},{"message":"Cannot return null for non-nullable field Book.mus"#
                + #"tHave.","locations":[{"line":1,"column":169}],"path":["nodes",1,"mustHave"],"extensions":{"code""#
                + #":"INTERNAL"}}]}"#),
        Case(
            testDescription: "PROPAGATE: the same nulls the nearest that may be null",
            query:
                "{ node(id: \"Qm9vazoz\") { ... on Book { mustHave } } nodes(ids: [\"Qm9vazoy\", \"Qm9vazoz\"]) { ... on Book { mustHave } } }",
            onError: .propagate,
            answer: #"{"data":{"node":null,"nodes":[{"mustHave":"b"},null]},"errors":[{"message":"Cannot return null f"#
                + #"or non-nullable field Book.mustHave.","locations":[{"line":1,"column":40}],"path":["node","mustH"#
                + #"ave"],"extensions":{"code":"INTERNAL"}},{"message":"Cannot return null for non-nullable field Bo"#
                + #"ok.mustHave.","locations":[{"line":1,"column":106}],"path":["nodes",1,"mustHave"],"extensions":{"#
                + #""code":"INTERNAL"}}]}"#),
        Case(
            testDescription: "HALT: no node is read behind the one with the error",
            query:
                "{ nodes(ids: [\"Qm9vazoz\", \"Qm9vazoz\"]) { ... on Book { mustHave } } node(id: \"Qm9vazoz\") { ... on Book { mustHave } } }",
            onError: .halt,
            answer: #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","lo"#
                + #"cations":[{"line":1,"column":56}],"path":["nodes",0,"mustHave"],"extensions":{"code":"INTERNAL"}"#
                + #"}]}"#),
        Case(
            testDescription: "NULL: a connection whose page is refused",
            query: "{ books(first: -1) { nodes { id } } authors { name } }", onError: .null,
            answer: #"{"data":{"books":null,"authors":[{"name":"Ada"},{"name":"Bo"}]},"errors":[{"message":"Argument "#
                + #"\"first\" is -1; a page has 0 to 100 items.","locations":[{"line":1,"column":3}],"path":["books""#
                + #"],"extensions":{"code":"PAGE_SIZE_INVALID"}}]}"#),
        Case(
            testDescription: "NULL: each of the parents of a page that is refused has its error",
            query: "{ authors { name books(after: \"x\") { nodes { id } } } }", onError: .null,
            answer: #"{"data":{"authors":[{"name":"Ada","books":null},{"name":"Bo","books":null}]},"errors":[{"message"#
                + #"":"Argument \"after\" is not a cursor of this list in this order.","locations":[{"line":1,"colum"#
                + #"n":18}],"path":["authors",0,"books"],"extensions":{"code":"CURSOR_INVALID"}},{"message":"Argumen"#
                + #"t \"after\" is not a cursor of this list in this order.","locations":[{"line":1,"column":18}],"p"#
                + #"ath":["authors",1,"books"],"extensions":{"code":"CURSOR_INVALID"}}]}"#),
        Case(
            testDescription: "HALT: an error of a field that may be null ends the query, too",
            query: "{ books(first: 2) { nodes { title notes } } }", onError: .halt,
            answer: #"{"data":null,"errors":[{"message":"You may not read Book.notes.","locations":[{"line":1,"column""#
                + #":35}],"path":["books","nodes",0,"notes"],"extensions":{"code":"FORBIDDEN_FIELD","coordinate":"Bo"#
                + #"ok.notes","count":1}}]}"#),
        Case(
            testDescription: "HALT: a null that may be is no error",
            query: "{ book(title: \"none\") { id } b: book(id: \"Qm9vazoy\") { price { amount } printed } }",
            onError: .halt, answer: #"{"data":{"book":null,"b":{"price":null,"printed":null}}}"#),
    ]

    @Test(arguments: cases)
    func answers(_ test: Case) throws {
        let answer = try Library().answer(test.query, onError: test.onError)
        #expect(answer == test.answer)
    }

    static let mutations: [(onError: ErrorBehavior, answer: String, books: Int)] = [
        (
            .propagate,
            #"{"data":{"a":{"book":{"title":"A"}},"b":null,"c":{"book":{"title":"C"}}},"errors":[{"message":"A"#
                + #" book has a title.","locations":[{"line":1,"column":54}],"path":["b"],"extensions":{"code":"REQU"#
                + #"IRED"}}]}"#,
            2
        ),
        (
            .null,
            #"{"data":{"a":{"book":{"title":"A"}},"b":null,"c":{"book":{"title":"C"}}},"errors":[{"message":"A"#
                + #" book has a title.","locations":[{"line":1,"column":54}],"path":["b"],"extensions":{"code":"REQU"#
                + #"IRED"}}]}"#,
            2
        ),
        (
            .halt,
            #"{"data":null,"errors":[{"message":"A book has a title.","locations":[{"line":1,"column":54}],"pa"#
                + #"th":["b"],"extensions":{"code":"REQUIRED"}}]}"#,
            1
        ),
    ]

    @Test("Of mutations what is done is done; HALT performs none behind an error", arguments: mutations)
    func mutation(_ test: (onError: ErrorBehavior, answer: String, books: Int)) throws {
        let library = try Library()
        let answer = try library.answer(
            #"mutation { a: addBook(title: "A") { book { title } } b: addBook(title: "") { book { id } } c: addBook(title: "C") { book { title } } }"#,
            onError: test.onError)
        #expect(answer == test.answer)
        let added = try library.answer("{ books(year: 2000) { totalCount } }")
        #expect(added == #"{"data":{"books":{"totalCount":\#(test.books)}}}"#)
    }

    @Test("HALT: an error in a payload ends the request: the mutation is done, none behind it")
    func errorInPayload() throws {
        let library = try Library()
        let answer = try library.answer(
            #"mutation { a: addBook(title: "A") { book { title } } b: addBook(title: "B") { book { notes } } c: addBook(title: "C") { book { title } } }"#,
            onError: .halt)
        #expect(
            answer
                == #"{"data":null,"errors":[{"message":"You may not read Book.notes.","locations":[{"line":1,"column":86}],"#
                + #""path":["b","book","notes"],"extensions":{"code":"FORBIDDEN_FIELD","coordinate":"Book.notes","count":1}}]}"#
        )
        #expect(
            try library.answer("{ books(year: 2000) { nodes { title } } }").contains(#"[{"title":"A"},{"title":"B"}]"#))
    }

    static let cuts: [(onError: ErrorBehavior, answer: String, books: String)] = [
        (
            .propagate,
            #"{"data":{"a":{"book":{"title":"A"}},"b":null,"c":{"book":{"title":"C"}}},"errors":[\#(timeout)]}"#,
            #"{"data":{"books":{"nodes":[{"title":"A"},{"title":"B"},{"title":"C"}]}}}"#
        ),
        (
            .halt, #"{"data":null,"errors":[\#(timeout)]}"#,
            #"{"data":{"books":{"nodes":[{"title":"A"},{"title":"B"}]}}}"#
        ),
    ]

    private static let timeout =
        #"{"message":"The request took too long and was stopped.","locations":[{"line":1,"column":54}],"path":["b"],"#
        + #""extensions":{"code":"TIMEOUT"}}"#

    @Test("An answer that is cut is one of a mutation that is done; HALT performs none behind it", arguments: cuts)
    func cut(_ test: (onError: ErrorBehavior, answer: String, books: String)) throws {
        let library = try Library()
        // Every new book has an author whose name takes a million steps to find.
        try library.connection.execute(
            """
            CREATE TRIGGER by_bo AFTER INSERT ON book BEGIN UPDATE book SET author_id = 2 WHERE id = new.id; END;
            ALTER TABLE person RENAME TO people;
            CREATE VIEW person AS SELECT id, kind, born, model,
                (WITH RECURSIVE slow (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM slow WHERE n < 100000)
                    SELECT max(n) FROM slow) || name AS name FROM people;
            """)
        library.connection.allowWork(steps: 0)
        let answer = try library.answer(
            #"mutation { a: addBook(title: "A") { book { title } } b: addBook(title: "B") { book { author { name } } } c: addBook(title: "C") { book { title } } }"#,
            onError: test.onError)
        library.connection.allowWork(steps: .max)
        #expect(answer == test.answer)
        #expect(try library.answer("{ books(year: 2000) { nodes { title } } }") == test.books)
    }

    @Test("The request's member is one of three texts, or it is not there")
    func member() throws {
        #expect(try ErrorBehavior(nil) == .propagate)
        #expect(try ErrorBehavior(.null) == .propagate)
        #expect(try ErrorBehavior(.string("NULL")) == .null)
        let others: [(value: InputValue, text: String)] = [
            (.string("null"), #""null""#), (.string("ABORT"), #""ABORT""#), (.boolean(true), "true"),
            (.list([.string("HALT")]), #"["HALT"]"#),
            (.string(String(repeating: "é", count: 300)), "\"" + String(repeating: "é", count: 199) + "…"),
        ]
        for (value, text) in others {
            let refusal = #expect(throws: FieldRefusal.self) { _ = try ErrorBehavior(value) }
            #expect(refusal?.code == "BAD_REQUEST")
            #expect(
                refusal?.message
                    == #""onError" must be one of "NULL", "PROPAGATE", or "HALT", but got: \#(text)."#)
        }
    }
}
