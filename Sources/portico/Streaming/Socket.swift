import API
import HTTP

/// A WebSocket that speaks `graphql-transport-ws`: operations of all kinds, side by side, for one caller.
final class Socket {
    /// Milliseconds that the first message may take.
    private static let initialization = 10_000
    /// Milliseconds between two pings, and those after a ping within which something has to come.
    private static let (pingInterval, pongWithin) = (25_000, 30_000)
    /// Milliseconds within which a message that has begun must be whole, as a request's content must.
    private static let message = 10_000
    /// Milliseconds that are given to the other side to say goodbye.
    private static let farewell = 1000
    /// The most operations that run at once.
    private static let operations = 50
    /// The most frames that are taken in one turn: each may be a request.
    private static let framesPerTurn = 4
    /// The most bytes of a message: of what is not known yet, little is kept.
    private static let (messageLimit, firstMessageLimit) = (1 << 20, 1 << 14)

    private let ticket: Ticket
    /// The request that opened it.
    private let visit: Visit
    private let speaksProtocol: Bool
    private let peer: PeerAddress
    private var reader = FrameReader(limit: firstMessageLimit)
    private var session = TransportSession()
    private var authorization: [UInt8]?
    /// By the ids that the client gave them.
    private var subscriptions = Subscriptions()
    /// Operations whose answer comes from another thread, by the channel that it comes on; nil if nobody wants it any more.
    private var awaited: [Int: String?] = [:]
    private var lastChannel = 0
    /// Whether the server ends: what is awaited is told, and then it is over.
    private var isDraining = false
    /// What has come while there was no room for answers.
    private var unread: [UInt8] = []
    /// When the message began that is not whole yet.
    private var messageBegan: Int?
    /// When the connection began, when it was heard of last, when it was pinged and when it was told to close.
    private var began: Int?
    private var lastHeard = 0
    private var lastPinged = 0
    private var closed: Int?

    init(_ ticket: Ticket, _ visit: Visit, speaksProtocol: Bool, peer: PeerAddress) {
        self.ticket = ticket
        self.visit = visit
        self.speaksProtocol = speaksProtocol
        self.peer = peer
    }

    func advance(on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        if began == nil { begin(&writer) }
        switch event {
        case .writable, .news:
            readOn(&writer, &endpoint)
            tell(&writer, &endpoint)
        case .tick:
            tick(&writer)
            tell(&writer, &endpoint)
        case .drain:
            isDraining = true
            endIfDrained(&writer)
        case .received(let bytes):
            lastHeard = writer.now
            unread += bytes
            readOn(&writer, &endpoint)
        case .message(let message): answer(message, &writer)
        }
    }

    private func begin(_ writer: inout StreamWriter) {
        (began, lastHeard, lastPinged) = (writer.now, writer.now, writer.now)
        if !speaksProtocol { close(.noProtocol, &writer) }
    }

    // MARK: Reading

    /// Reads frames as long as there is room for what they ask for.
    private func readOn(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        guard !unread.isEmpty else { return }
        var taken = unread
        unread = []
        taken.withUnsafeMutableBytes { buffer in
            var bytes = buffer
            var frames = 0
            do throws(FrameReader.Failure) {
                while writer.room > 0, frames < Self.framesPerTurn, let event = try reader.read(&bytes) {
                    take(event, &writer, &endpoint)
                    frames += 1
                }
            } catch {
                // RFC 6455 §7.1.7: nothing more is read.
                close(error.code, "", &writer)
                return writer.finish()
            }
            unread = Array(bytes)
        }
        messageBegan = reader.held > 0 ? messageBegan ?? writer.now : nil
        if !unread.isEmpty { writer.yield() }
    }

    private func take(_ event: FrameReader.Event, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        if closed != nil {
            // All that is waited for is the other side's goodbye.
            if case .close = event { writer.finish() }
            return
        }
        messageBegan = nil
        switch event {
        case .text(let message): message.withUnsafeBytes { take($0, &writer, &endpoint) }
        case .binary: close(.invalid("Messages are text"), &writer)
        case .ping(let payload): writer.write(Frame.pong(payload))
        case .pong: break
        case .close(let code):
            writer.write(Frame.close(code))
            writer.finish()
        }
    }

    private func take(_ message: UnsafeRawBufferPointer, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        switch session.receive(message) {
        case .signIn(let authorization): signIn(authorization, &writer, &endpoint)
        case .run(let id, let request):
            run(id, UnsafeRawBufferPointer(rebasing: message[request]), &writer, &endpoint)
        case .stop(let id):
            subscriptions.remove(id)
            for (channel, other) in awaited where other == id { awaited.updateValue(nil, forKey: channel) }
        case .pong: send(TransportSession.pong, &writer)
        case .nothing: break
        case .close(let closing): close(closing, &writer)
        }
    }

    private func signIn(_ authorization: String?, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        self.authorization = authorization.map { Array($0.utf8) }
        guard withAuthorization({ endpoint.recognize(authorization: $0) }) != .nobody else {
            return close(.forbidden, &writer)
        }
        session.acknowledge()
        reader.limit = Self.messageLimit
        send(TransportSession.acknowledgement, &writer)
    }

    private func withAuthorization<Result>(_ body: (UnsafeRawBufferPointer?) -> Result) -> Result {
        authorization.map { $0.withUnsafeBytes(body) } ?? body(nil)
    }

    // MARK: Operations

    private func run(
        _ id: String, _ request: UnsafeRawBufferPointer, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) {
        let visit = visit.next
        guard subscriptions.count + awaited.count < Self.operations else {
            endpoint.refuse(.tooManyStreams)
            visit.answered(.switchingProtocols, bytes: endpoint.response.count, by: endpoint)
            return end(id, .refused, endpoint.response, &writer)
        }
        lastChannel += 1
        let outcome = withAuthorization { [ticket, lastChannel, peer] in
            endpoint.answer(
                request, authorization: $0, from: Peer(peer), unless: { ticket.isGone }
            ) { outcome, summaries, response in
                visit.answered(.switchingProtocols, bytes: response.count, summaries)
                ticket.post(StreamMessage(kind: LateAnswer(outcome).rawValue, channel: lastChannel, bytes: response))
            }
        }
        switch outcome {
        case .deferred: awaited[lastChannel] = id
        case .needsStream: subscribe(id, request, visit, &writer, &endpoint)
        default:
            visit.answered(.switchingProtocols, bytes: endpoint.response.count, by: endpoint)
            end(id, outcome, endpoint.response, &writer)
        }
    }

    private func subscribe(
        _ id: String, _ request: UnsafeRawBufferPointer, _ visit: Visit, _ writer: inout StreamWriter,
        _ endpoint: inout Endpoint
    ) {
        let opening = withAuthorization {
            endpoint.subscribe(request, authorization: $0, from: Peer(peer))
        }
        visit.answered(.switchingProtocols, bytes: endpoint.response.count, by: endpoint)
        switch opening {
        case .opened(let stream):
            subscriptions.add(stream, id)
            if tell(id, stream, &writer, &endpoint) { writer.yield() }
        case .refused(let outcome): end(id, outcome, endpoint.response, &writer)
        }
    }

    /// Tells what has happened to all subscriptions, as far as there is room.
    private func tell(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        for _ in 0..<subscriptions.count {
            guard closed == nil, writer.room > 0, let (id, stream) = subscriptions.next() else { return }
            // One that is behind has had its share of this turn.
            if tell(id, stream, &writer, &endpoint) { return writer.yield() }
        }
    }

    /// - Returns: Whether there may be more to tell.
    private func tell(
        _ id: String, _ stream: EventStream, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) -> Bool {
        let state = endpoint.pull(stream) { _, response in
            send(TransportSession.next(id, response), &writer)
            return writer.room > 0
        }
        switch state {
        case .waiting: break
        case .behind: return true
        case .ended(let outcome):
            subscriptions.remove(id)
            end(id, outcome, endpoint.response, &writer)
        }
        return false
    }

    /// The answer of an operation that has come from another thread.
    private func answer(_ message: StreamMessage, _ writer: inout StreamWriter) {
        guard closed == nil, let wanted = awaited.removeValue(forKey: message.channel) else { return }
        if let id = wanted, let answer = LateAnswer(rawValue: message.kind) {
            message.bytes.withUnsafeBytes { end(id, answer.outcome, $0, &writer) }
        }
        endIfDrained(&writer)
    }

    private func endIfDrained(_ writer: inout StreamWriter) {
        if isDraining, awaited.isEmpty { close(.goingAway, "The server ends", &writer) }
    }

    /// Ends an operation with its answer, or with why there is none.
    private func end(
        _ id: String, _ outcome: Endpoint.Outcome, _ response: UnsafeRawBufferPointer, _ writer: inout StreamWriter
    ) {
        if case .unauthenticated = outcome { return close(.forbidden, &writer) }
        session.ended(id)
        if outcome.isExecuted {
            send(TransportSession.next(id, response), &writer)
            send(TransportSession.complete(id), &writer)
        } else {
            send(TransportSession.error(id, response), &writer)
        }
    }

    /// Bytes that are kept of what the client has not sent wholly, or not been answered.
    var held: Int { reader.held + unread.count }

    // MARK: Time and the end

    /// Ends the connection for what it holds of the server's memory.
    func shed(_ writer: inout StreamWriter) {
        close(.tryAgainLater, "Too much is being sent", &writer)
        writer.finish()
    }

    private func tick(_ writer: inout StreamWriter) {
        let now = writer.now
        if let closed {
            if now - closed >= Self.farewell { writer.cut() }
        } else if !session.isAcknowledged, now - (began ?? now) >= Self.initialization {
            close(.initializationTimeout, &writer)
        } else if let messageBegan, now - messageBegan >= Self.message {
            close(.policyViolation, "The message took too long", &writer)
        } else if now - max(lastPinged, lastHeard) >= Self.pingInterval, lastPinged <= lastHeard {
            writer.write(Frame.ping)
            lastPinged = now
        } else if lastPinged > lastHeard, now - lastPinged >= Self.pongWithin {
            close(.goingAway, "Nothing was heard", &writer)
        }
    }

    private func close(_ closing: TransportSession.Closing, _ writer: inout StreamWriter) {
        close(CloseCode(rawValue: closing.code), closing.reason, &writer)
    }

    private func close(_ code: CloseCode, _ reason: String, _ writer: inout StreamWriter) {
        guard closed == nil else { return }
        closed = writer.now
        subscriptions.removeAll()
        awaited.removeAll()
        writer.write(Frame.close(code, reason))
    }

    private func send(_ message: [UInt8], _ writer: inout StreamWriter) {
        writer.write(message.withUnsafeBytes { Frame.text($0) })
    }

    private func send(_ message: StaticString, _ writer: inout StreamWriter) {
        let bytes = UnsafeRawBufferPointer(start: message.utf8Start, count: message.utf8CodeUnitCount)
        writer.write(Frame.text(bytes))
    }
}

/// How an operation ended whose answer comes from another thread, as its message tells it.
private enum LateAnswer: Int {
    case executed, refused, unauthenticated

    init(_ outcome: Endpoint.Outcome) {
        self = outcome.isExecuted ? .executed : outcome == .unauthenticated ? .unauthenticated : .refused
    }

    var outcome: Endpoint.Outcome {
        switch self {
        case .executed: .executed
        case .refused: .refused
        case .unauthenticated: .unauthenticated
        }
    }
}
