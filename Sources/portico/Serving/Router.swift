import API
import HTTP
import Portal

/// Answers a loop's requests: which address, and who answers there.
struct Router: RequestHandler, ~Copyable {
    var endpoint: Endpoint
    private let graphQL: GraphQLRoute
    /// Nil unless the demo is served.
    private let demo: DemoAccounts?
    private var isDraining = false
    private var streams: Streams
    private var attachments: AttachmentRoute
    private var multipart: MultipartRoute
    /// Requests whose content comes in.
    private var visits: [StreamID: Visit] = [:]
    let chronicle: Chronicle
    private let metrics: MetricsPage
    /// For the ids of traces: nobody has to be kept from guessing them.
    var dice: SplitMix64

    init(
        _ endpoint: consuming Endpoint, _ graphQL: GraphQLRoute, _ desk: AttachmentDesk, _ demo: DemoAccounts?,
        _ chronicle: Chronicle, _ metrics: MetricsPage, _ memory: MemoryBudget, _ environment: Environment
    ) {
        self.endpoint = endpoint
        self.graphQL = graphQL
        self.demo = demo
        attachments = AttachmentRoute(desk, graphQL.crossSite)
        multipart = MultipartRoute(desk, in: memory)
        streams = Streams(in: memory)
        self.chronicle = chronicle
        self.metrics = metrics
        dice = SplitMix64(seed: environment.randomBytes(8).reduce(0) { $0 << 8 | UInt64($1) })
    }

    private static let allowed = [ResponseField("Allow", "GET, HEAD, OPTIONS")]

    mutating func admit(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Admission {
        let isGraphQL = request.path.equals("/graphql")
        // Whoever goes on in another protocol has nothing to say before: nobody shall wait for it.
        if isGraphQL, SocketRoute.isMeant(by: request) {
            refuse(.badRequest, reply: &reply)
            return .refused
        }
        let attachment = AttachmentRoute.attachment(in: request.path)
        let multipartType = isGraphQL ? GraphQLRoute.multipartType(of: request) : nil
        if attachment == nil, multipartType == nil { return .buffered() }
        var ticket = ticket
        let visit = begin(request, &reply, &ticket)
        var admission = Admission.buffered()
        if let attachment {
            admission = attachments.admit(attachment, request, &reply, ticket, &endpoint, visit)
        } else if let multipartType {
            admission = graphQL.admit(multipartType, request, &reply, ticket, &endpoint, &multipart, visit)
        }
        if case .streamed = admission { visits[ticket.stream] = visit }
        visit.answered(reply, by: endpoint)
        return admission
    }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        if request.method == .get, answerProbe(request.path, &reply) { return .replied }
        var ticket = ticket
        let visit = begin(request, &reply, &ticket)
        let disposition = route(request, &reply, ticket, visit)
        visit.answered(reply, by: endpoint)
        return disposition
    }

    /// Gives a request its id and its part of a trace.
    private mutating func begin(_ request: borrowing Request, _ reply: inout Reply, _ ticket: inout Ticket) -> Visit {
        endpoint.beginRequest()
        let visit = chronicle.visit(of: request, TraceParent(answering: request, &dice))
        reply.trace = visit.trace
        ticket.trace = visit.trace
        return visit
    }

    /// Answers those who watch over the server, of whom the log says nothing; false if it is somebody else.
    private func answerProbe(_ path: UnsafeRawBufferPointer, _ reply: inout Reply) -> Bool {
        if path.equals("/healthz") {
            reply.send(.ok)
        } else if path.equals("/readyz") {
            reply.send(!isDraining && endpoint.isReady ? .ok : .serviceUnavailable)
        } else if path.equals("/metrics") {
            metrics.send(through: &reply)
        } else {
            return false
        }
        return true
    }

    private mutating func route(
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket, _ visit: Visit
    ) -> Disposition {
        if request.path.equals("/graphql") {
            if SocketRoute.isMeant(by: request) {
                return SocketRoute.handle(request, graphQL.crossSite, &reply, ticket, &streams, visit)
            }
            if !request.prefersPage { return graphQL.handle(request, &reply, ticket, &endpoint, &streams, visit) }
        }
        if let attachment = AttachmentRoute.attachment(in: request.path) {
            return attachments.handle(attachment, request, &reply, ticket, &endpoint, visit)
        }
        answer(request, &reply)
        return .replied
    }

    mutating func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, reply: inout Reply, ticket: Ticket
    ) -> Reception {
        guard let visit = visits[ticket.stream] else { return .done(.replied) }
        endpoint.beginRequest()
        reply.trace = visit.trace
        var ticket = ticket
        ticket.trace = visit.trace
        let reception =
            multipart.receive(content, isLast: isLast, &reply, ticket, &endpoint)
            ?? attachments.receive(content, isLast: isLast, &reply, ticket)
        visit.answered(reply, by: endpoint)
        return reception
    }

    mutating func drain() { isDraining = true }

    mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter) {
        streams.advance(stream, on: event, &writer, &endpoint)
    }

    mutating func closed(_ stream: StreamID) {
        streams.end(stream)
        visits[stream] = nil
        attachments.end(stream)
        multipart.end(stream)
    }

    /// What there is to see at an address.
    private enum Sight {
        case file(StaticFile)
        case accounts(DemoAccounts)
        case portal(String)
    }

    private func sight(at path: UnsafeRawBufferPointer) -> Sight? {
        if let file = StaticFile(at: path) { return .file(file) }
        if let demo, path.equals("/demo/accounts") { return .accounts(demo) }
        return PortalRoute.path(in: path).map(Sight.portal)
    }

    /// Where nothing is to see, and something is all the same: the probes, and the server as a whole (RFC 9110 §9.3.7).
    private static let unseen: [StaticString] = ["/healthz", "/readyz", "/metrics", "*"]

    private mutating func answer(_ request: borrowing Request, _ reply: inout Reply) {
        let path = request.path
        switch (request.method, sight(at: path)) {
        case (.get, .file(let file)?):
            file.send(to: request, through: &reply, demo == nil ? [] : [DemoAccounts.link])
        case (.get, .accounts(let demo)?): demo.answer(request, &reply)
        case (.get, .portal(let portal)?): PortalRoute.answer(portal, request, &reply, &endpoint)
        // Where nothing is, no other method would help.
        case (_, nil) where !Self.unseen.contains(where: { path.equals($0) }): reply.send(.notFound)
        case (.options, _): reply.send(ResponseHead(.noContent, fields: Self.allowed))
        default: reply.send(.methodNotAllowed, fields: Self.allowed)
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
