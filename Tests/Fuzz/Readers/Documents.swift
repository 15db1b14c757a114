import GraphQL

/// What is parsed is printed so that it reads the same, and can be built and validated.
func readGraphQL(_ bytes: [UInt8]) -> Bool {
    guard let document = try? Document.parse(bytes) else { return true }
    _ = try? Schema(building: document)
    if let schema = try? library.get() { _ = try? validate(document, against: schema, view: SchemaView(of: schema)) }
    let printed = document.printed
    do throws(GraphQLError) { return try Document.parse(Array(printed.utf8)).printed == printed } catch {
        // Printing may need more tokens than there may be, as it leaves out none that the source had; nothing else may be wrong.
        return error.code == .tooLarge
    }
}

/// Something of each kind that a document can ask for.
private let library = Result {
    try Schema(
        building: Document.parse(
            Array(
                """
                interface Node { id: ID! }
                type Book implements Node { id: ID! title(upper: Boolean = false): String! pages: Int price: Float by: [Author!] }
                type Author implements Node { id: ID! name: String books(first: Int, where: Filter): [Book] }
                union Work = Book | Author
                enum Order { TITLE PAGES }
                scalar Date
                input Filter { title: String pages: [Int!] order: Order = TITLE since: Date not: Filter }
                input Choice @oneOf { id: ID title: String }
                type Query { node(id: ID!): Node works(order: Order!): [Work] book(by: Choice): Book author: Author }
                type Mutation { rename(id: ID!, title: String!): Book }
                type Subscription { added: Work }
                directive @tag(name: String!) repeatable on FIELD | QUERY | FRAGMENT_SPREAD
                """.utf8), limits: .typeSystem))
}
