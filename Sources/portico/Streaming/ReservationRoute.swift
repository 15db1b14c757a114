import API
import Execution
import HTTP

/// `/graphql` in the "single connection mode" of `graphql-sse`: PUT reserves a stream, GET is the stream, POST runs an operation
/// whose answer goes there, DELETE stops one.
struct ReservationRoute {
    let reservations: Reservations

    /// Whether the request, whose header section is in order, is of this mode.
    static func isMeant(by request: borrowing Request) -> Bool {
        request.method == .put || request.method == .delete || token(of: request) != nil
    }

    /// The token of a reservation, in a header or, for an `EventSource`, which sends none, in the address.
    private static func token(of request: borrowing Request) -> String? {
        if let header = request.header("x-graphql-event-stream-token") {
            return String(decoding: header, as: UTF8.self)
        }
        return request.parameters["token"].first { !$0.isEmpty }.map { String(decoding: $0, as: UTF8.self) }
    }

    func handle(
        _ request: borrowing Request, _ profile: Profile, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        let token = Self.token(of: request) ?? ""
        if request.method == .get { return stream(request, token, profile, &reply, ticket, &endpoint, &streams) }
        guard let authorization = request.header("authorization").map(Array.init),
            case .token(let caller) = authorization.withUnsafeBytes({ endpoint.recognize(authorization: $0) })
        else { return refuse(profile.head(.unauthenticated), .noCaller, &reply, &endpoint) }
        if request.method == .put { return reserve(caller, profile, &reply, &endpoint) }
        guard reservations.isHeld(token, by: caller) else {
            return refuse(profile.head(.notFound), .unknownStream, &reply, &endpoint)
        }
        let id =
            request.method == .post
            ? OperationID.find(in: request.body)
            : request.parameters["operationId"].first.flatMap { OperationID.valid(String(decoding: $0, as: UTF8.self)) }
        guard let id else { return refuse(profile.head(.badRequest), .noOperationID, &reply, &endpoint) }
        if request.method == .delete {
            reservations.stop(id, in: token)
            reply.send(ResponseHead(.ok))
            return .replied
        }
        guard let claim = reservations.claim(id, in: token) else {
            return refuse(profile.head(.conflict), .operationExists, &reply, &endpoint)
        }
        let outcome = run(id, claim, request, token, authorization, &endpoint)
        if outcome == .deferred || outcome.isExecuted {
            reply.send(ResponseHead(.accepted))
        } else {
            // Whatever the client takes for an answer, there will be none on the stream.
            let head = profile.head(outcome)
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
        let fields = [ResponseField("Cache-Control", "no-store")]
        let head = ResponseHead(.created, contentType: "text/plain; charset=utf-8", fields: fields)
        Array(token.utf8).withUnsafeBytes { reply.send(head, body: $0) }
        return .replied
    }

    private func stream(
        _ request: borrowing Request, _ token: String, _ profile: Profile, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ streams: inout Streams
    ) -> Disposition {
        var lastEventID: Int64 = 0
        if let header = request.header("last-event-id"), !header.isEmpty {
            guard let number = Int64(String(decoding: header, as: UTF8.self)), number >= 0 else {
                return refuse(profile.head(.badRequest), .wrongEventID, &reply, &endpoint)
            }
            lastEventID = number
        }
        if request.isHead {
            reply.send(ServerSentEvents.head)
            return .replied
        }
        switch reservations.attach(token, { ticket.post(StreamMessage($0)) }) {
        case .unknown: return refuse(profile.head(.notFound), .unknownStream, &reply, &endpoint)
        case .taken: return refuse(profile.head(.conflict), .streamTaken, &reply, &endpoint)
        case .attached(let operations, let waiting):
            let stream = SharedStream(
                token, reservations, ticket.stream, operations, waiting, after: lastEventID, peer: request.peer)
            streams.begin(stream, on: ticket.stream)
            reply.begin(ServerSentEvents.head)
            return .streaming
        }
    }

    /// Runs an operation: what it answers goes to the stream, now or later, unless it is refused.
    private func run(
        _ id: String, _ claim: Int, _ request: borrowing Request, _ token: String, _ authorization: [UInt8],
        _ endpoint: inout Endpoint
    ) -> Endpoint.Outcome {
        let (body, peer) = (request.body, request.peer)
        var outcome = authorization.withUnsafeBytes { [reservations] authorization in
            endpoint.answer(body, authorization: authorization, peer: peer.text) { _, response in
                let events = response.withUnsafeBytes { SharedOperation.answer(id, $0) }
                reservations.answer(id, claim, events, in: token)
            }
        }
        if outcome == .deferred { return outcome }
        if outcome == .needsStream {
            let opening = authorization.withUnsafeBytes {
                endpoint.subscribe(body, authorization: $0, peer: peer.text)
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
