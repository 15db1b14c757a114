import Foundation
import Portal
import Testing

/// Somebody who asks a running server with a token.
struct Caller: Sendable {
    let port: UInt16
    let token: String

    /// An answer in the shape that the query gives it; nil data when it was refused as a whole.
    struct Answer<Content: Decodable>: Decodable {
        struct Problem: Decodable {
            struct Extensions: Decodable { let code: String }
            let extensions: Extensions
        }

        let data: Content?
        let errors: [Problem]?

        var codes: [String] { errors?.map(\.extensions.code) ?? [] }
    }

    /// The variables of a query that reads a page.
    struct PageVariables: Encodable {
        var first: Int?
        var after: String?
        var last: Int?
        var before: String?
    }

    private struct Request: Encodable {
        let query: String
        let variables: PageVariables
    }

    func ask<Content: Decodable>(
        _ query: String, _ variables: PageVariables = PageVariables(), for _: Content.Type = Content.self
    ) throws -> Answer<Content> {
        let request = try JSONEncoder().encode(Request(query: query, variables: variables))
        let answer = try Client(port: port).post(String(decoding: request, as: UTF8.self), token: token)
        return try JSONDecoder().decode(Answer<Content>.self, from: Data(answer.body.utf8))
    }

    /// The connections that a query selects, by their response names, counted.
    func counts(_ query: String) throws -> [String: Int] {
        struct Count: Decodable { let totalCount: Int }
        let answer = try ask(query, for: [String: Count].self)
        guard let data = answer.data, answer.codes.isEmpty else { throw Refused(codes: answer.codes) }
        return data.mapValues(\.totalCount)
    }

    /// The lists that introspection shows, each with every scope if it has scopes.
    func rootLists() throws -> [(list: String, scope: String?)] {
        struct Named: Decodable { let name: String }
        struct Field: Decodable {
            let name: String
            let args: [Named]
        }
        struct Query: Decodable { let fields: [Field] }
        let answer = try ask(
            #"{ query: __type(name: "Query") { fields { name args { name } } } }"#, for: [String: Query].self)
        let fields = try #require(answer.data?["query"]).fields
        return fields.flatMap { field -> [(list: String, scope: String?)] in
            let arguments = field.args.map(\.name)
            guard arguments.contains("before") else { return [] }
            guard arguments.contains("scope") else { return [(field.name, nil)] }
            return RecordScope.allCases.map { (field.name, $0.rawValue) }
        }
    }

    struct Refused: Error, Equatable { let codes: [String] }

    enum Direction { case forwards, backwards }

    /// A whole list, read in pages of 100.
    struct Walk: Equatable {
        /// In the list's order, whichever way it was read.
        var ids: [String] = []
        /// What the pages say there is; more than one number when they differ.
        var totalCounts: Set<Int> = []
    }

    /// Reads a list such as `cases` to its end, with arguments such as `scope: ALL`.
    ///
    /// - Throws: `Refused` when a page is.
    func walk(_ list: String, _ arguments: String = "", _ direction: Direction = .forwards) throws -> Walk {
        let query = """
            query($first: Int, $after: Cursor, $last: Int, $before: Cursor) {
              page: \(list)(\(arguments) first: $first, after: $after, last: $last, before: $before) {
                totalCount nodes { id } pageInfo { hasPreviousPage hasNextPage startCursor endCursor }
              }
            }
            """
        var walk = Walk()
        var variables = direction == .forwards ? PageVariables(first: 100) : PageVariables(last: 100)
        while true {
            let answer = try ask(query, variables, for: [String: Page].self)
            guard let page = answer.data?["page"], answer.codes.isEmpty else { throw Refused(codes: answer.codes) }
            walk.totalCounts.insert(page.totalCount)
            let ids = page.nodes.map(\.id)
            let hasMore: Bool
            switch direction {
            case .forwards:
                walk.ids += ids
                hasMore = page.pageInfo.hasNextPage
                variables.after = page.pageInfo.endCursor
            case .backwards:
                walk.ids = ids + walk.ids
                hasMore = page.pageInfo.hasPreviousPage
                variables.before = page.pageInfo.startCursor
            }
            // Cursors that go round in circles must not keep a test for ever.
            if !hasMore || walk.ids.count > page.totalCount { return walk }
        }
    }

    private struct Page: Decodable {
        struct Node: Decodable { let id: String }
        struct PageInfo: Decodable {
            let hasPreviousPage: Bool
            let hasNextPage: Bool
            let startCursor: String?
            let endCursor: String?
        }

        let totalCount: Int
        let nodes: [Node]
        let pageInfo: PageInfo
    }
}
