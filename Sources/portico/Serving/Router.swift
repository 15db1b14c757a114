import API
import HTTP

/// Answers a loop's requests: which address, and who answers there.
struct Router: RequestHandler, ~Copyable {
    var endpoint: Endpoint
    private let graphQL: GraphQLRoute
    private let files = StaticFile.all
    private var isDraining = false
    private var streams = Streams()

    init(_ endpoint: consuming Endpoint, _ graphQL: GraphQLRoute) {
        self.endpoint = endpoint
        self.graphQL = graphQL
    }

    private static let allowed = [ResponseField("Allow", "GET, HEAD, OPTIONS")]

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        if request.path.equals("/graphql") {
            if SocketRoute.isMeant(by: request) { return SocketRoute.handle(request, &reply, ticket, &streams) }
            if !request.prefersPage { return graphQL.handle(request, &reply, ticket, &endpoint, &streams) }
        }
        switch request.method {
        case .get: answer(request, &reply)
        case .options: reply.send(ResponseHead(.noContent, fields: Self.allowed))
        default: reply.send(.methodNotAllowed, fields: Self.allowed)
        }
        return .replied
    }

    mutating func drain() { isDraining = true }

    mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter) {
        streams.advance(stream, on: event, &writer, &endpoint)
    }

    mutating func closed(_ stream: StreamID) { streams.end(stream) }

    private mutating func answer(_ request: borrowing Request, _ reply: inout Reply) {
        let path = request.path
        if let file = files.first(where: { $0.paths.contains { path.equals($0) } }) {
            file.send(through: &reply)
        } else if let portal = PortalRoute.path(in: path) {
            PortalRoute.answer(portal, request, &reply, &endpoint)
        } else if path.equals("/readyz") {
            reply.send(!isDraining && endpoint.isReady ? .ok : .serviceUnavailable)
        } else {
            reply.send(path.equals("/healthz") ? .ok : .notFound)
        }
    }
}

extension Request {
    /// Whether somebody has opened the address of the API in a browser.
    fileprivate var prefersPage: Bool {
        method == .get && preferred(among: Profile.mediaTypes + ["text/html"]) == Profile.mediaTypes.count
            && (parameters["query"] + parameters["documentId"]).allSatisfy(\.isEmpty)
    }
}
