import API
import HTTP

/// Answers a loop's requests: which address, and who answers there.
struct Router: RequestHandler, ~Copyable {
    private var graphQL: GraphQLRoute
    private let files = StaticFile.all

    init(_ graphQL: consuming GraphQLRoute) { self.graphQL = graphQL }

    private static let allowed = [ResponseField("Allow", "GET, HEAD, OPTIONS")]

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        if request.path.equals("/graphql"), !request.prefersPage { return graphQL.handle(request, &reply, ticket) }
        switch request.method {
        case .get: answer(request, &reply)
        case .options: reply.send(ResponseHead(.noContent, fields: Self.allowed))
        default: reply.send(.methodNotAllowed, fields: Self.allowed)
        }
        return .replied
    }

    private func answer(_ request: borrowing Request, _ reply: inout Reply) {
        let path = request.path
        if let file = files.first(where: { $0.paths.contains { path.equals($0) } }) {
            let head = ResponseHead(.ok, contentType: file.contentType, fields: StaticFile.fields)
            reply.send(head, body: file.bytes)
        } else {
            reply.send(path.equals("/healthz") ? .ok : .notFound)
        }
    }
}

extension Request {
    /// Whether somebody has opened the address of the API in a browser.
    fileprivate var prefersPage: Bool {
        method == .get && preferred(among: Profile.mediaTypes + ["text/html"]) == Profile.mediaTypes.count
            && parameters["query"].allSatisfy(\.isEmpty)
    }
}
