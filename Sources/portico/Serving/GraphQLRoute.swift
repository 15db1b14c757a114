import API
import Execution
import HTTP

/// `/graphql`: requests as <https://graphql.github.io/graphql-over-http/draft/> describes them.
struct GraphQLRoute {
    let statuses: StatusProfile
    let shared: ReservationRoute
    let crossSite: CrossSite

    private static let methodNames = ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"].joined(separator: ", ")
    private static let allowed = ResponseField("Allow", methodNames)
    private static let methods: [Method] = [.get, .post, .put, .delete]

    /// The type of content that is taken as it comes, as there may be files in it; nil for any other.
    static func multipartType(of request: borrowing Request) -> MediaType? {
        guard request.method == .post, let type = request.contentType else { return nil }
        return type.matches("multipart/form-data") ? type : nil
    }

    /// Whether content of that type is taken.
    func admit(
        _ type: MediaType, _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ multipart: inout MultipartRoute, _ visit: Visit
    ) -> Admission {
        let profile = Profile(request, statuses, crossSite)
        if let (head, refusal) = refusal(of: request, profile, takesFiles: true) {
            Self.refuse(head, refusal, &reply, &endpoint)
            return .refused
        }
        guard let boundary = Boundary(type) else {
            Self.refuse(
                profile.head(.badRequest), .badMultipart("The boundary is missing or wrong."), &reply, &endpoint)
            return .refused
        }
        multipart.begin(request, boundary, profile, ticket, visit)
        return .streamed
    }

    func handle(
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket, _ endpoint: inout Endpoint,
        _ streams: inout Streams, _ visit: Visit
    ) -> Disposition {
        if request.method == .options {
            reply.send(ResponseHead(.noContent, fields: [Self.allowed] + crossSite.preflight(request)))
            return .replied
        }
        let profile = Profile(request, statuses, crossSite)
        if let (head, refusal) = refusal(of: request, profile) {
            Self.refuse(head, refusal, &reply, &endpoint)
            return .replied
        }
        if ReservationRoute.isMeant(by: request) {
            return shared.handle(request, profile, &reply, ticket, &endpoint, &streams, visit)
        }
        guard request.method == .get else {
            return Self.answer(request.body, request, profile, &reply, ticket, &endpoint, &streams, visit)
        }
        let parameters = request.parameters
        do throws(MalformedRequest) {
            let body = try RequestParameters.body { parameters[$0] }
            return body.withUnsafeBytes {
                Self.answer($0, request, profile, &reply, ticket, &endpoint, &streams, visit)
            }
        } catch {
            reply.send(profile.head(endpoint.refuse(error), nil), body: endpoint.response)
            return .replied
        }
    }

    /// What is wrong with the header section, in the order in which clients are told.
    ///
    /// - Parameter takesFiles: Whether the body is in parts, and not JSON.
    private func refusal(
        of request: borrowing Request, _ profile: Profile, takesFiles: Bool = false
    ) -> (head: ResponseHead, refusal: FieldRefusal)? {
        guard Self.methods.contains(request.method) else {
            return (profile.head(.methodNotAllowed, Self.allowed), .methodNotAllowed(Self.methodNames))
        }
        if let refusal = request.repeatedCaller { return (profile.head(.badRequest), refusal) }
        if request.method != .get, crossSite.verdict(on: request) == .refused {
            return (profile.head(.forbidden), .crossSite)
        }
        if request.method == .post, request.isKnownByCookie, CrossSite.couldBeForm(request) {
            return (profile.head(.forbidden), .couldBeForm)
        }
        // Some clients name the type of the body that their GET does not have.
        if !takesFiles, request.method == .post || request.header("content-type") != nil {
            guard let type = request.contentType, type.matches("application/json"), type.isUTF8 else {
                return (profile.head(.unsupportedMediaType), .unsupportedMediaType)
            }
        }
        guard request.isPlain else { return (profile.head(.unsupportedMediaType), .compressed) }
        return profile.isAcceptable || request.takesEvents && !takesFiles
            ? nil : (profile.head(.notAcceptable), .notAcceptable)
    }

    private static func refuse(
        _ head: ResponseHead, _ refusal: FieldRefusal, _ reply: inout Reply, _ endpoint: inout Endpoint
    ) {
        endpoint.refuse(refusal)
        reply.send(head, body: endpoint.response)
    }

    private static func answer(
        _ body: UnsafeRawBufferPointer, _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply,
        _ ticket: Ticket, _ endpoint: inout Endpoint, _ streams: inout Streams, _ visit: Visit
    ) -> Disposition {
        let peer = request.peer
        let isSafe = request.method == .get
        let known = request.ifNoneMatch
        let cookie = profile.cookie?.session
        let outcome = request.withAuthorization { authorization in
            endpoint.answer(
                body, authorization: authorization, isSafe: isSafe,
                unlessIn: isSafe && profile.isAcceptable
                    ? KeptAnswers(in: profile.form, contains: known.contains) : nil,
                cookie: cookie, from: Peer(peer), unless: { ticket.isGone }
            ) { outcome, summaries, response in
                let event = response.withUnsafeBytes { profile.answer(outcome, $0) }
                let (head, body) = event ?? (profile.head(outcome, summaries.last), response)
                visit.answered(head.status, bytes: body.count, summaries)
                ticket.complete(head, body: body)
            }
        }
        switch outcome {
        case .deferred: return .deferred
        case .needsStream where request.takesEvents:
            return stream(body, request, profile, &reply, ticket, &endpoint, &streams)
        default:
            guard let tag = endpoint.entityTag else { return send(outcome, profile, &reply, endpoint) }
            send(outcome, profile, tagged: tag, known, &reply, endpoint)
            return .replied
        }
    }

    /// Answers with a tag; whoever has the answer gets the tag alone.
    private static func send(
        _ outcome: Endpoint.Outcome, _ profile: Profile, tagged tag: String, _ known: EntityTagList,
        _ reply: inout Reply, _ endpoint: borrowing Endpoint
    ) {
        if outcome == .notModified || known.isAny {
            return reply.send(profile.notModified(tag, endpoint.lastSummary?.rate))
        }
        var head = profile.head(outcome, endpoint.lastSummary)
        head.fields.append(Profile.field(tag))
        reply.send(head, body: endpoint.response)
    }

    /// Answers a subscription as it happens, if there is nothing against it.
    private static func stream(
        _ body: UnsafeRawBufferPointer, _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply,
        _ ticket: Ticket, _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        let peer = request.peer
        let lastEventID = request.header("last-event-id")
        let opening = request.withAuthorization {
            endpoint.subscribe(
                body, authorization: $0, lastEventID: lastEventID, from: Peer(peer))
        }
        switch opening {
        case .refused(let outcome): return send(outcome, profile, &reply, endpoint)
        case .opened(let stream):
            let answer = EventAnswer(stream, on: ticket.stream, isEventSource: request.method == .get)
            streams.begin(answer, on: ticket.stream)
            reply.begin(profile.stream)
            return .streaming
        }
    }

    private static func send(
        _ outcome: Endpoint.Outcome, _ profile: Profile, _ reply: inout Reply, _ endpoint: borrowing Endpoint
    ) -> Disposition {
        if let (head, body) = profile.answer(outcome, endpoint.response) {
            body.withUnsafeBytes { reply.send(head, body: $0) }
        } else {
            reply.send(profile.head(outcome, endpoint.lastSummary), body: endpoint.response)
        }
        return .replied
    }
}

extension Request {
    /// Whether the client takes events.
    var takesEvents: Bool { preferred(among: [ServerSentEvents.mediaType]) != nil }
}
