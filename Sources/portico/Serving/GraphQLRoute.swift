import API
import Execution
import HTTP

/// `/graphql`: requests as <https://graphql.github.io/graphql-over-http/draft/> describes them.
struct GraphQLRoute {
    let statuses: StatusProfile
    let shared: ReservationRoute

    private static let allowed = ResponseField(
        "Allow", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"].joined(separator: ", "))
    private static let methods: [Method] = [.get, .post, .put, .delete]

    func handle(
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket, _ endpoint: inout Endpoint,
        _ streams: inout Streams
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
        if ReservationRoute.isMeant(by: request) {
            return shared.handle(request, profile, &reply, ticket, &endpoint, &streams)
        }
        guard request.method == .get else {
            return Self.answer(request.body, request, profile, &reply, ticket, &endpoint, &streams)
        }
        let parameters = request.parameters
        do throws(MalformedRequest) {
            let body = try RequestParameters.body { parameters[$0] }
            return body.withUnsafeBytes { Self.answer($0, request, profile, &reply, ticket, &endpoint, &streams) }
        } catch {
            reply.send(profile.head(endpoint.refuse(error)), body: endpoint.response)
            return .replied
        }
    }

    /// What is wrong with the header section, in the order in which clients are told.
    private static func refusal(
        of request: borrowing Request, _ profile: Profile
    ) -> (head: ResponseHead, refusal: FieldRefusal)? {
        guard methods.contains(request.method) else {
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
        return profile.isAcceptable || request.takesEvents ? nil : (profile.head(.notAcceptable), .notAcceptable)
    }

    private static func answer(
        _ body: UnsafeRawBufferPointer, _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply,
        _ ticket: Ticket, _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        let peer = request.peer
        let outcome = endpoint.answer(
            body, authorization: request.header("authorization"), isSafe: request.method == .get,
            peer: peer.text
        ) { outcome, response in
            let event = response.withUnsafeBytes { profile.answer(outcome, $0) }
            ticket.complete(event?.head ?? profile.head(outcome), body: event?.body ?? response)
        }
        switch outcome {
        case .deferred: return .deferred
        case .needsStream where request.takesEvents:
            return stream(body, request, profile, &reply, ticket, &endpoint, &streams)
        default: return send(outcome, profile, &reply, endpoint)
        }
    }

    /// Answers a subscription as it happens, if there is nothing against it.
    private static func stream(
        _ body: UnsafeRawBufferPointer, _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply,
        _ ticket: Ticket, _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        let peer = request.peer
        let opening = endpoint.subscribe(
            body, authorization: request.header("authorization"), lastEventID: request.header("last-event-id"),
            peer: peer.text)
        switch opening {
        case .refused(let outcome): return send(outcome, profile, &reply, endpoint)
        case .opened(let stream):
            streams.begin(EventAnswer(stream, on: ticket.stream), on: ticket.stream)
            reply.begin(ServerSentEvents.head)
            return .streaming
        }
    }

    private static func send(
        _ outcome: Endpoint.Outcome, _ profile: Profile, _ reply: inout Reply, _ endpoint: borrowing Endpoint
    ) -> Disposition {
        if let (head, body) = profile.answer(outcome, endpoint.response) {
            body.withUnsafeBytes { reply.send(head, body: $0) }
        } else {
            reply.send(profile.head(outcome), body: endpoint.response)
        }
        return .replied
    }
}

extension Request {
    /// Whether the client takes events.
    var takesEvents: Bool { preferred(among: [ServerSentEvents.mediaType]) != nil }
}
