import API
import Execution
import HTTP

/// `/graphql` in the "single connection mode" of `graphql-sse`: PUT reserves a stream, GET is the stream, POST runs an operation
/// whose answer goes there, DELETE stops one.
struct ReservationRoute {
    let reservations: Reservations

    /// Whether the request, whose header section is in order, is of this mode.
    static func isMeant(by request: borrowing Request) -> Bool {
        request.method == .put || request.method == .delete || !tokens(of: request).isEmpty
    }

    /// The token of a reservation, in a header or, for an `EventSource`, which sends none, in the address: one, if all is well.
    private static func tokens(of request: borrowing Request) -> [String] {
        var tokens: [String] = []
        request.forEachHeader("x-graphql-event-stream-token") { tokens.append(String(decoding: $0, as: UTF8.self)) }
        return tokens + request.parameters["token"].filter { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    private static func operationID(of request: borrowing Request) -> String? {
        if request.method == .post { return OperationID.find(in: request.body) }
        let ids = request.parameters["operationId"]
        return ids.count == 1 ? ids.first.flatMap { OperationID.valid(String(decoding: $0, as: UTF8.self)) } : nil
    }

    func handle(
        _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ streams: inout Streams, _ visit: Visit
    ) -> Disposition {
        let tokens = Self.tokens(of: request)
        guard tokens.count <= 1 else { return refuse(profile.head(.badRequest), .repeatedStream, &reply, &endpoint) }
        let token = tokens.first ?? ""
        let authorization = request.withAuthorization { $0.map(Array.init) }
        switch request.withAuthorization({ endpoint.recognize(authorization: $0) }) {
        // To whom shows nothing else the token is enough for the stream, as long as that of its caller is good.
        case .anonymous where request.method == .get:
            guard let caller = reservations.caller(of: token), endpoint.admits(token: caller) else {
                return refuse(profile.head(.notFound), .unknownStream, &reply, &endpoint)
            }
        case .nobody, .anonymous: return refuse(profile.head(.unauthenticated, nil), .noCaller, &reply, &endpoint)
        case .token(let caller) where request.method == .put: return reserve(caller, profile, &reply, &endpoint)
        case .token(let caller):
            guard reservations.caller(of: token) == caller else {
                return refuse(profile.head(.notFound), .unknownStream, &reply, &endpoint)
            }
        }
        guard request.method != .get, let authorization else {
            return stream(request, token, profile, &reply, ticket, &endpoint, &streams)
        }
        guard let id = Self.operationID(of: request) else {
            return refuse(profile.head(.badRequest), .noOperationID, &reply, &endpoint)
        }
        if request.method == .delete {
            reservations.stop(id, in: token)
            reply.send(ResponseHead(.ok, fields: profile.crossOrigin))
            return .replied
        }
        guard let claim = reservations.claim(id, in: token) else {
            return refuse(profile.head(.conflict), .operationExists, &reply, &endpoint)
        }
        let outcome = run(id, claim, request, token, authorization, &endpoint, visit)
        if outcome == .deferred || outcome.isExecuted {
            reply.send(ResponseHead(.accepted, fields: profile.crossOrigin))
        } else {
            // Whatever the client takes for an answer, there will be none on the stream.
            let head = profile.head(outcome, endpoint.lastSummary)
            reply.send(head.status == .ok ? profile.head(.badRequest) : head, body: endpoint.response)
        }
        return .replied
    }

    private func reserve(
        _ caller: [UInt8], _ profile: Profile, _ reply: inout Reply, _ endpoint: inout Endpoint
    ) -> Disposition {
        guard let token = reservations.reserve(for: caller) else {
            return refuse(profile.head(.tooManyRequests), .tooManyStreams, &reply, &endpoint)
        }
        let fields = [ResponseField("Cache-Control", "no-store")] + profile.crossOrigin
        let head = ResponseHead(.created, contentType: "text/plain; charset=utf-8", fields: fields)
        Array(token.utf8).withUnsafeBytes { reply.send(head, body: $0) }
        return .replied
    }

    private func stream(
        _ request: borrowing Request, _ token: String, _ profile: Profile, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        var lastEventID: Int64?
        do throws(FieldRefusal) {
            if let header = request.header("last-event-id") { lastEventID = try EventStream.number(ofEvent: header) }
        } catch { return refuse(profile.head(.badRequest), error, &reply, &endpoint) }
        if request.isHead {
            reply.send(profile.stream)
            return .replied
        }
        switch reservations.attach(token, { ticket.post(StreamMessage($0)) }) {
        case .unknown: return refuse(profile.head(.notFound), .unknownStream, &reply, &endpoint)
        case .taken: return refuse(profile.head(.conflict), .streamTaken, &reply, &endpoint)
        case .attached(let operations, let waiting):
            let stream = SharedStream(
                token, reservations, ticket.stream, operations, waiting, after: lastEventID ?? 0, peer: request.peer)
            streams.begin(stream, on: ticket.stream)
            reply.begin(profile.stream)
            return .streaming
        }
    }

    /// Runs an operation: what it answers goes to the stream, now or later, unless it is refused.
    private func run(
        _ id: String, _ claim: Int, _ request: borrowing Request, _ token: String, _ authorization: [UInt8],
        _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Endpoint.Outcome {
        let (body, peer) = (request.body, request.peer)
        var outcome = authorization.withUnsafeBytes { [reservations] authorization in
            endpoint.answer(
                body, authorization: authorization, from: Peer(peer)
            ) { _, summaries, response in
                visit.answered(.accepted, bytes: response.count, summaries)
                let events = response.withUnsafeBytes { SharedOperation.answer(id, $0) }
                reservations.answer(id, claim, events, in: token)
            }
        }
        if outcome == .deferred { return outcome }
        if outcome == .needsStream {
            let opening = authorization.withUnsafeBytes {
                endpoint.subscribe(body, authorization: $0, from: Peer(peer))
            }
            switch opening {
            case .opened(let stream):
                let operation = Reservations.Operation(body, authorization, after: stream.position)
                reservations.start(id, claim, operation, in: token)
                return .deferred
            case .refused(let refusal): outcome = refusal
            }
        }
        let events = outcome.isExecuted ? SharedOperation.answer(id, endpoint.response) : []
        reservations.answer(id, claim, events, in: token)
        return outcome
    }

    private func refuse(
        _ head: ResponseHead, _ refusal: FieldRefusal, _ reply: inout Reply, _ endpoint: inout Endpoint
    ) -> Disposition {
        endpoint.refuse(refusal)
        reply.send(head, body: endpoint.response)
        return .replied
    }
}
