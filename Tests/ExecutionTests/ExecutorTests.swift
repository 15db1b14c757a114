import GraphQL
import Testing

@testable import Execution

@Suite("Executing plans — spec 6")
struct ExecutorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let query: String
        var variables: [InputValue?] = []
        var role = "READER"
        let answer: String
    }

    static let cases = [
        Case(
            testDescription: "scalars are written as their types say, in the order of the document",
            query:
                "{ book(title: \"Alpha \\\"one\\\"\") { year title: id t: title printed lent tags price { amount currency } } }",
            answer:
                #"{"data":{"book":{"year":1900,"title":"Qm9vazox","t":"Alpha \"one\"","printed":"1970-01-01T00:00:00.000Z","lent":true,"tags":["x","y"],"price":{"amount":"1.5","currency":"EUR"}}}}"#
        ),
        Case(
            testDescription: "a look-up that finds nothing, or a row outside visibility, is null",
            query: "{ a: book(title: \"none\") { id } b: book(title: \"Hidden\") { id } }",
            answer: #"{"data":{"a":null,"b":null}}"#),
        Case(
            testDescription: "a look-up wants exactly one of its arguments",
            query: "{ book { id } }",
            answer:
                #"{"data":{"book":null},"errors":[{"message":"Give exactly one of the arguments \"id\", \"title\".","locations":[{"line":1,"column":3}],"path":["book"],"extensions":{"code":"BAD_USER_INPUT"}}]}"#
        ),
        Case(
            testDescription: "to-one fields are joined, missing ones are null, one row is one join",
            query: "{ book(id: \"Qm9vazo1\") { author { born } price { amount } x: author { name } } }",
            answer: #"{"data":{"book":{"author":{"born":null},"price":{"amount":"0.5"},"x":{"name":"R2"}}}}"#),
        Case(
            testDescription: "an abstract row becomes the type its discriminator names",
            query:
                "{ a: book(id: \"Qm9vazox\") { writer { __typename id name ... on Author { born } } } b: book(id: \"Qm9vazo1\") { writer { __typename id ... on Robot { model } ... on Author { born } } } }",
            answer:
                #"{"data":{"a":{"writer":{"__typename":"Author","id":"QXV0aG9yOjE","name":"Ada","born":1815}},"b":{"writer":{"__typename":"Robot","id":"Um9ib3Q6Mw","model":"astromech"}}}}"#
        ),
        Case(
            testDescription: "lists run once per parent",
            query: "{ authors { name books { nodes { title } totalCount } } }",
            answer:
                #"{"data":{"authors":[{"name":"Ada","books":{"nodes":[{"title":"Alpha \"one\""},{"title":"Beta"}],"totalCount":2}},{"name":"Bo","books":{"nodes":[{"title":"Gamma"}],"totalCount":1}}]}}"#
        ),
        Case(
            testDescription:
                "a null in a non-null field nulls the item's nearest nullable parent, once and with its path",
            query: "{ books { nodes { mustHave } } authors { name } }",
            answer:
                #"{"data":null,"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","locations":[{"line":1,"column":19}],"path":["books","nodes",2,"mustHave"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        Case(
            testDescription: "a nullable parent stops the null",
            query: "{ a: book(id: \"Qm9vazoz\") { mustHave } b: book(id: \"Qm9vazoy\") { mustHave } }",
            answer:
                #"{"data":{"a":null,"b":{"mustHave":"b"}},"errors":[{"message":"Cannot return null for non-nullable field Book.mustHave.","locations":[{"line":1,"column":29}],"path":["a","mustHave"],"extensions":{"code":"INTERNAL"}}]}"#
        ),
        Case(
            testDescription: "a denied field is null with one error that counts, its siblings are served",
            query: "{ books(first: 2) { nodes { title notes } } }",
            answer:
                #"{"data":{"books":{"nodes":[{"title":"Alpha \"one\"","notes":null},{"title":"Beta","notes":null}]}},"errors":[{"message":"You may not read Book.notes.","locations":[{"line":1,"column":35}],"path":["books","nodes",0,"notes"],"extensions":{"code":"FORBIDDEN_FIELD","coordinate":"Book.notes","count":2}}]}"#
        ),
        Case(
            testDescription: "another role reads it",
            query: "{ book(id: \"Qm9vazox\") { notes } }", role: "KEEPER",
            answer: #"{"data":{"book":{"notes":"secret"}}}"#),
        Case(
            testDescription: "fragments, aliases and merged fields are collected once",
            query:
                "{ book(id: \"Qm9vazox\") { ...A author { name } } } fragment A on Book { author { born } ... on Node { id } title }",
            answer: #"{"data":{"book":{"author":{"born":1815,"name":"Ada"},"id":"Qm9vazox","title":"Alpha \"one\""}}}"#),
        Case(
            testDescription: "skip and include by variable decide per request, by constant once for all",
            query:
                "query ($yes: Boolean!, $no: Boolean!) { book(id: \"Qm9vazox\") { a: year @include(if: $yes) b: year @include(if: $no) c: year @skip(if: $yes) d: year @skip(if: true) author @include(if: $no) { name } author @include(if: $yes) { born } } }",
            variables: [.boolean(true), .boolean(false)],
            answer: #"{"data":{"book":{"a":1900,"author":{"born":1815}}}}"#),
        Case(
            testDescription: "node finds any type by its id, and nothing for foreign or hidden ids",
            query:
                "{ a: node(id: \"Qm9vazox\") { id ... on Book { title } } b: node(id: \"Um9ib3Q6Mw\") { ... on Robot { model } } c: node(id: \"nonsense\") { id } d: node(id: \"Qm9vazo0\") { id } nodes(ids: [\"Qm9vazoy\", \"Qm9vazo0\"]) { id } }",
            answer:
                #"{"data":{"a":{"id":"Qm9vazox","title":"Alpha \"one\""},"b":{"model":"astromech"},"c":null,"d":null,"nodes":[{"id":"Qm9vazoy"},null]}}"#
        ),
        Case(
            testDescription: "groupings count the whole filter and not the page",
            query: "{ books(first: 1) { summary { key count total } totalCount nodes { id } } }",
            answer:
                #"{"data":{"books":{"summary":[{"key":"1899","count":1,"total":"0.5"},{"key":"1900","count":2,"total":"1.5"},{"key":"1901","count":1,"total":null}],"totalCount":4,"nodes":[{"id":"Qm9vazox"}]}}}"#
        ),
        Case(
            testDescription: "an argument's condition narrows rows and counts alike",
            query: "query ($year: Int) { books(year: $year) { totalCount nodes { id } summary { count } } }",
            variables: [.int(1900)],
            answer:
                #"{"data":{"books":{"totalCount":2,"nodes":[{"id":"Qm9vazox"},{"id":"Qm9vazoy"}],"summary":[{"count":2}]}}}"#
        ),
        Case(
            testDescription: "a refused argument is the field's error with its own code",
            query: "{ books(year: -1) { totalCount } }",
            answer:
                #"{"data":null,"errors":[{"message":"No such year.","locations":[{"line":1,"column":3}],"path":["books"],"extensions":{"code":"BAD_YEAR"}}]}"#
        ),
        Case(
            testDescription: "a mutation's payload is read in its own transaction",
            query:
                "mutation { a: addBook(title: \"New\") { book { title year } } b: addBook(title: \"\") { book { id } } }",
            answer:
                #"{"data":{"a":{"book":{"title":"New","year":2000}},"b":null},"errors":[{"message":"A book has a title.","locations":[{"line":1,"column":61}],"path":["b"],"extensions":{"code":"REQUIRED"}}]}"#
        ),
    ]

    @Test(arguments: cases)
    func answers(_ test: Case) throws {
        let library = try Library()
        let answer = try library.answer(test.query, test.variables, as: test.role)
        #expect(answer == test.answer)
    }
}
