import API
import Execution
import HTTP

/// `/graphql`: requests as <https://graphql.github.io/graphql-over-http/draft/> describes them.
struct GraphQLRoute {
    let statuses: StatusProfile

    private static let allowed = ResponseField("Allow", "GET, HEAD, POST, OPTIONS")

    func handle(
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket, _ endpoint: inout Endpoint
    ) -> Disposition {
        if request.method == .options {
            reply.send(ResponseHead(.noContent, fields: [Self.allowed]))
            return .replied
        }
        let profile = Profile(request, statuses)
        if let (head, refusal) = Self.refusal(of: request, profile) {
            endpoint.refuse(refusal)
            reply.send(head, body: endpoint.response)
            return .replied
        }
        guard request.method == .get else {
            return Self.answer(request.body, request, profile, &reply, ticket, &endpoint)
        }
        let parameters = request.parameters
        do throws(MalformedRequest) {
            let body = try RequestParameters.body { parameters[$0] }
            return body.withUnsafeBytes { Self.answer($0, request, profile, &reply, ticket, &endpoint) }
        } catch {
            reply.send(profile.head(endpoint.refuse(error)), body: endpoint.response)
            return .replied
        }
    }

    /// What is wrong with the header section, in the order in which clients are told.
    private static func refusal(
        of request: borrowing Request, _ profile: Profile
    ) -> (head: ResponseHead, refusal: FieldRefusal)? {
        guard request.method == .get || request.method == .post else {
            return (profile.head(.methodNotAllowed, allowed), .methodNotAllowed)
        }
        if request.count(of: "authorization") > 1 { return (profile.head(.badRequest), .repeatedAuthorization) }
        let contentType = request.header("content-type")
        // Some clients name the type of the body that their GET does not have.
        if request.method == .post || contentType != nil {
            guard let type = contentType.flatMap(MediaType.init), type.matches("application/json"), type.isUTF8 else {
                return (profile.head(.unsupportedMediaType), .unsupportedMediaType)
            }
        }
        guard request.isPlain else { return (profile.head(.unsupportedMediaType), .compressed) }
        return profile.isAcceptable ? nil : (profile.head(.notAcceptable), .notAcceptable)
    }

    private static func answer(
        _ body: UnsafeRawBufferPointer, _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply,
        _ ticket: Ticket, _ endpoint: inout Endpoint
    ) -> Disposition {
        let peer = request.peer
        let outcome = endpoint.answer(
            body, authorization: request.header("authorization"), isSafe: request.method == .get,
            peer: peer.description
        ) { outcome, response in
            ticket.complete(profile.head(outcome), body: response)
        }
        if case .deferred = outcome { return .deferred }
        reply.send(profile.head(outcome), body: endpoint.response)
        return .replied
    }
}
