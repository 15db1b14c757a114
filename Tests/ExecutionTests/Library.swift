import GraphQL
import SQLite

@testable import Execution

/// A small schema over a small database, with everything that plans have to do: joins, lists, connections, abstract rows,
/// parts, denials and mutations.
final class Library {
    let connection: Connection
    let schema: Schema
    let sources: Sources

    static let sdl = """
        directive @allow(roles: [Role!]!) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
        directive @cost(weight: Int!) on FIELD_DEFINITION
        directive @listSize(assumed: Int!) on FIELD_DEFINITION
        enum Role { READER KEEPER ANONYMOUS }
        enum Direction { ASC DESC }
        enum BookOrderField { TITLE YEAR }
        input BookOrder { field: BookOrderField! direction: Direction! = ASC }
        interface Node { id: ID! }
        interface Person { id: ID! name: String! }
        scalar DateTime
        scalar Decimal
        type Author implements Node & Person { id: ID! name: String! born: Int rivals: [Author!]! @listSize(assumed: 3) books(first: Int, after: String, last: Int, before: String, orderBy: [BookOrder!]): BookConnection! }
        type Robot implements Node & Person { id: ID! name: String! model: String }
        type Shelf { latest: Book authors: [Author!]! @listSize(assumed: 3) }
        type Money { amount: Decimal! currency: String! }
        type Book implements Node {
          id: ID! title: String! year: Int! printed: DateTime price: Money author: Author writer: Person tags: [String!]
          notes: String @allow(roles: [KEEPER]) mustHave: String! lent: Boolean!
        }
        type BookConnection { nodes: [Book!]! edges: [BookEdge!]! pageInfo: PageInfo! totalCount: Int! @cost(weight: 5) summary: [Bucket!]! @cost(weight: 7) @listSize(assumed: 4) }
        type BookEdge { cursor: String! node: Book! }
        type PageInfo { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
        type Bucket { key: String! count: Int! total: Decimal }
        type Query {
          node(id: ID!): Node
          nodes(ids: [ID!]!): [Node]!
          books(first: Int, after: String, last: Int, before: String, orderBy: [BookOrder!], year: Int): BookConnection!
          authors: [Author!]! @listSize(assumed: 3)
          book(id: ID, title: String): Book
          shelf(first: Int = 2): Shelf
        }
        type AddPayload { book: Book }
        type Mutation { addBook(title: String!): AddPayload @cost(weight: 10) }
        type Subscription { bookPrinted(since: Int! = 1900, by: ID): Book bookLost: Book @allow(roles: [KEEPER]) }
        """

    static let tables = """
        CREATE TABLE person (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, name TEXT NOT NULL, born INTEGER, model TEXT) STRICT;
        CREATE TABLE book (
            id INTEGER PRIMARY KEY, title TEXT NOT NULL, year INTEGER NOT NULL, printed INTEGER, price INTEGER,
            currency TEXT, author_id INTEGER REFERENCES person (id), tags TEXT, notes TEXT, must_have TEXT,
            hidden INTEGER NOT NULL DEFAULT 0, lent INTEGER NOT NULL DEFAULT 0) STRICT;
        CREATE INDEX book_author ON book (author_id, id);
        INSERT INTO person VALUES (1, 'Author', 'Ada', 1815, NULL), (2, 'Author', 'Bo', NULL, NULL),
            (3, 'Robot', 'R2', NULL, 'astromech');
        INSERT INTO book VALUES
            (1, 'Alpha "one"', 1900, 0, 15000, 'EUR', 1, '["x","y"]', 'secret', 'a', 0, 1),
            (2, 'Beta', 1900, NULL, NULL, NULL, 1, NULL, NULL, 'b', 0, 0),
            (3, 'Gamma', 1901, NULL, NULL, NULL, 2, NULL, NULL, NULL, 0, 0),
            (4, 'Hidden', 1902, NULL, NULL, NULL, 1, NULL, NULL, 'd', 1, 0),
            (5, 'Epsilon', 1899, NULL, 5000, 'EUR', 3, '[]', NULL, 'e', 0, 0);
        """

    init() throws {
        let connection = try Connection(path: ":memory:")
        try connection.execute(Self.tables)
        schema = try Schema(building: Document.parse(Array(Self.sdl.utf8)))
        sources = Self.makeSources(in: schema)
        self.connection = connection
    }

    private static func column(_ name: String) -> SQLExpression { .init { "\($0).\(name)" } }

    private static func makeSources(in schema: Schema) -> Sources {
        let books = RowSource(table: "book", key: column("id"), visibility: .init { "\($0).hidden = 0" })
        let people = RowSource(table: "person", key: column("id"), visibility: .init { _ in "true" })
        let name = FieldSource.value(column("name"))
        let book: [String: FieldSource] = [
            "id": .identifier(type: "Book", column("id")), "title": .value(column("title")),
            "year": .value(column("year")), "printed": .value(column("printed")),
            "price": .part(type: "Money", present: column("price")),
            "author": .one(type: "Author", key: column("author_id")),
            "writer": .one(type: "Person", key: column("author_id")), "tags": .json(column("tags")),
            "notes": .value(column("notes")), "mustHave": .value(column("must_have")), "lent": .value(column("lent")),
        ]
        let orders = Orders(fields: ["TITLE": .init(column("title"), .text), "YEAR": .init(column("year"), .integer)])
        let summary = ["summary": Grouping(key: column("year"), total: column("price"))]
        let authors = ListSource(type: "Author", condition: .init { "\($0).kind = 'Author'" })
        let year: ArgumentCondition = { (value, conditions) throws(FieldRefusal) in
            guard case .int(let year) = value else { return }
            if year < 0 { throw FieldRefusal(code: "BAD_YEAR", message: "No such year.") }
            let parameter = conditions.parameter(.integer(year))
            conditions.and("\(conditions.row).year = \(parameter)")
        }
        let byTitle: ArgumentCondition = { (value, conditions) throws(FieldRefusal) in
            guard case .string(let title) = value else { return }
            let parameter = conditions.parameter(.text(title))
            conditions.and("\(conditions.row).title = \(parameter)")
        }
        let byID: ArgumentCondition = { (value, conditions) throws(FieldRefusal) in
            guard case .string(let id) = value else { return }
            let parameter = conditions.parameter(.integer(GlobalID.decode(id)?.row ?? 0))
            conditions.and("\(conditions.row).id = \(parameter)")
        }
        return Sources(
            objects: [
                "Query": ObjectSource(
                    rows: nil,
                    fields: [
                        "node": .node, "nodes": .nodes,
                        "books": .connection(
                            ListSource(type: "Book", arguments: ["year": year], orders: orders, groupings: summary)),
                        "authors": .list(authors),
                        "shelf": .row(ListSource(type: "Shelf")),
                        "book": .first(ListSource(type: "Book", arguments: ["id": byID, "title": byTitle])),
                    ]),
                "Mutation": ObjectSource(rows: nil, fields: ["addBook": .mutation(payload: "AddPayload")]),
                "AddPayload": ObjectSource(
                    rows: RowSource(
                        table: "(SELECT ?40 AS book)", key: .init { _ in "1" }, visibility: .init { _ in "true" }),
                    fields: ["book": .one(type: "Book", key: column("book"))]),
                "Subscription": ObjectSource(
                    rows: RowSource(
                        table: "(SELECT ?40 AS book)", key: .init { _ in "1" }, visibility: .init { _ in "true" }),
                    fields: [
                        "bookPrinted": .one(type: "Book", key: column("book")),
                        "bookLost": .one(type: "Book", key: column("book")),
                    ]),
                "Shelf": ObjectSource(
                    rows: RowSource(
                        table: "(SELECT 3 AS book)", key: .init { _ in "1" }, visibility: .init { _ in "true" }),
                    fields: ["latest": .one(type: "Book", key: column("book")), "authors": .list(authors)]),
                "Book": ObjectSource(rows: books, fields: book),
                "Money": ObjectSource(
                    rows: nil, fields: ["amount": .value(column("price")), "currency": .value(column("currency"))]),
                "Author": ObjectSource(
                    rows: people,
                    fields: [
                        "id": .identifier(type: "Author", column("id")), "name": name, "born": .value(column("born")),
                        "rivals": .list(authors),
                        "books": .connection(
                            ListSource(
                                type: "Book", link: Link(item: column("author_id"), parent: column("id")),
                                orders: orders)),
                    ]),
                "Robot": ObjectSource(
                    rows: people,
                    fields: [
                        "id": .identifier(type: "Robot", column("id")), "name": name, "model": .value(column("model")),
                    ]),
            ],
            abstracts: [
                "Person": AbstractSource(
                    rows: people, discriminator: column("kind"),
                    members: [
                        .init("Author", "Author", key: column("id")), .init("Robot", "Robot", key: column("id")),
                    ],
                    shared: ["name": name, "id": .identifierOfAny(type: column("kind"), column("id"))])
            ], in: schema)
    }

    /// The plan of the only operation of `query` for `role`.
    func plan(
        _ query: String, as role: String = "READER", from sources: Sources? = nil, limits: ValidationLimits = .standard
    ) throws -> Plan {
        let access = Access(schema, role: role)
        let view = SchemaView(of: schema) { !access.hidden.contains($0) }
        let document = try validate(Document.parse(Array(query.utf8)), against: schema, view: view, limits: limits)
        var compiler = PlanCompiler(
            document, document.value.operations[0], schema, sources: sources ?? self.sources, access: access, view: view
        )
        return try compiler.compile()
    }

    /// The plan of a query that is larger than validation lets any be.
    func largePlan(_ query: String) throws -> Plan {
        var limits = ValidationLimits.standard
        limits.depth = 100
        limits.aliases = 100_000
        limits.rootFields = 100_000
        limits.fields = 1_000_000
        return try plan(query, limits: limits)
    }

    /// `{"data":…,"errors":[…]}` of a query whose variables are `values`, in the order of their declaration.
    func answer(
        _ query: String, _ values: [InputValue?] = [], as role: String = "READER",
        onError errorBehavior: ErrorBehavior = .propagate
    ) throws -> String {
        Self.withoutExtensions(try response(query, values, as: role, onError: errorBehavior))
    }

    static func withoutExtensions(_ response: String) -> String {
        String(response.split(separator: #","extensions":{"requestId":"#, maxSplits: 1)[0]) + "}"
    }

    /// The whole response, with the `extensions` that every one has.
    func response(
        _ query: String, _ values: [InputValue?] = [], as role: String = "READER",
        onError errorBehavior: ErrorBehavior = .propagate
    ) throws -> String {
        let prepared = PreparedPlan(try plan(query, as: role))
        let variables = VariableValues(values)
        let cost = try prepared.plan.estimateCost(variables)
        var executor = Executor()
        executor.output.raw("{\"data\":")
        executor.run(
            prepared, variables, RequestContext(actor: 1, partner: 1, rights: 0, now: 0), on: connection,
            onError: errorBehavior, mutating: Self.addBook)
        executor.finish(prepared.plan, requestID: "r1", estimated: cost)
        return String(decoding: executor.output.bytes, as: UTF8.self)
    }

    private static func addBook(
        _ name: String, _ arguments: [InputObjectField], _ connection: borrowing Connection
    ) throws -> [SQLite.Value] {
        guard case .string(let title)? = arguments.first?.value else { return [.null] }
        if title.isEmpty { throw FieldRefusal(code: "REQUIRED", message: "A book has a title.") }
        try connection.prepare("INSERT INTO book (title, year, must_have) VALUES (?1, 2000, 'm')").execute(.text(title))
        return [.integer(connection.lastInsertedRowID())]
    }
}
