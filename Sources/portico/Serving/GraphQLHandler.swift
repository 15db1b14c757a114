import API
import HTTP

/// Answers a loop's requests: which address, which method, which media type, and then the endpoint.
struct GraphQLHandler: RequestHandler, ~Copyable {
    private var endpoint: Endpoint
    private let files: [StaticFile]

    init(_ endpoint: consuming Endpoint, files: [StaticFile]) {
        self.endpoint = endpoint
        self.files = files
    }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        if request.path.equals("/graphql") { return graphQL(request, &reply, ticket) }
        guard request.method == .get else {
            reply.send(.methodNotAllowed, fields: [ResponseField("Allow", "GET, HEAD")])
            return .replied
        }
        if request.path.equals("/healthz") {
            reply.send(.ok)
        } else if let file = files.first(where: { request.path.equals($0.path) }) {
            reply.send(ResponseHead(.ok, contentType: file.contentType, fields: StaticFile.fields), body: file.bytes)
        } else {
            reply.send(.notFound)
        }
        return .replied
    }

    /// A request as <https://graphql.github.io/graphql-over-http/draft/> describes it.
    private mutating func graphQL(
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket
    ) -> Disposition {
        guard request.method == .post else {
            reply.send(.methodNotAllowed, fields: [ResponseField("Allow", "POST")])
            return .replied
        }
        guard let contentType = request.header("content-type").flatMap(MediaType.init),
            contentType.matches("application/json"), contentType.isUTF8
        else {
            reply.refuse(.unsupportedMediaType, "The Content-Type must be application/json, in UTF-8.\n")
            return .replied
        }
        guard request.isPlain else {
            reply.refuse(.unsupportedMediaType, "The body must not be compressed: leave Content-Encoding out.\n")
            return .replied
        }
        guard request.count(of: "authorization") <= 1 else {
            reply.refuse(.badRequest, "Authorization stands in more than one header line: send one.\n")
            return .replied
        }
        guard let profile = Profile(request) else {
            reply.refuse(
                .notAcceptable,
                "The Accept field allows neither application/json nor application/graphql-response+json.\n")
            return .replied
        }
        let peer = request.peer
        let outcome = endpoint.answer(
            request.body, authorization: request.header("authorization"), peer: peer.description
        ) { outcome, response in
            ticket.complete(profile.head(outcome), body: response)
        }
        if case .deferred = outcome { return .deferred }
        reply.send(profile.head(outcome), body: endpoint.response)
        return .replied
    }
}

/// How the client wants answers: the media type decides the status of operations that did not run.
private enum Profile {
    case graphQLResponse, json

    /// Nil when the client accepts neither.
    init?(_ request: borrowing Request) {
        switch request.preferred(among: ["application/json", "application/graphql-response+json"]) {
        case 0: self = .json
        case 1: self = .graphQLResponse
        default: return nil
        }
    }

    func head(_ outcome: Endpoint.Outcome) -> ResponseHead {
        let status: Status =
            switch (outcome, self) {
            case (.executed, _), (.deferred, _), (.refused, .json): .ok
            case (.refused, .graphQLResponse), (.malformed, _): .badRequest
            case (.unauthenticated, _): .unauthorized
            case (.overloaded, _): .serviceUnavailable
            }
        let type: StaticString =
            switch self {
            case .json: "application/json; charset=utf-8"
            case .graphQLResponse: "application/graphql-response+json; charset=utf-8"
            }
        let fields: [ResponseField] =
            switch status {
            case .unauthorized: [ResponseField("WWW-Authenticate", "Bearer")]
            // Seconds: the writer empties a full queue in a fraction of one.
            case .serviceUnavailable: [ResponseField("Retry-After", "1")]
            default: []
            }
        return ResponseHead(status, contentType: type, fields: fields)
    }
}

extension Reply {
    fileprivate mutating func refuse(_ status: Status, _ explanation: StaticString) {
        send(ResponseHead(status, contentType: "text/plain; charset=utf-8"), body: explanation)
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func equals(_ text: StaticString) -> Bool {
        elementsEqual(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
