import API
import HTTP

/// A stream that operations share, as `graphql-sse` calls its "single connection mode".
final class SharedStream {
    /// Bytes of answers that may wait behind the one whose turn it is.
    private static let unsentLimit = 1 << 20

    private let token: String
    private let reservations: Reservations
    private let peer: PeerAddress
    private var subscriptions = Subscriptions()
    /// Answers that wait until there is room.
    private var unsent: [[UInt8]] = []
    private var clock: HeartbeatClock
    /// What was there before the stream was.
    private var beginning: (operations: [String: Reservations.Operation], waiting: [UInt8])?
    /// Whether the server ends: what is still being answered is told, and then farewell.
    private var isLeaving = false
    /// The event after which the client goes on, if it has been here before.
    private let lastEventID: Int64

    init(
        _ token: String, _ reservations: Reservations, _ id: StreamID,
        _ operations: [String: Reservations.Operation], _ waiting: [UInt8], after lastEventID: Int64,
        peer: PeerAddress
    ) {
        self.token = token
        self.reservations = reservations
        self.lastEventID = lastEventID
        self.peer = peer
        beginning = (operations, waiting)
        clock = HeartbeatClock(id)
    }

    /// To be called when the connection has ended.
    func close() { reservations.detach(token, subscriptions.positions) }

    func advance(on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        begin(&writer, &endpoint)
        flush(&writer)
        switch event {
        case .writable, .news: tell(&writer, &endpoint)
        case .tick:
            tell(&writer, &endpoint)
            if clock.isDue(writer) { write(ServerSentEvents.comment, &writer) }
        case .drain: isLeaving = true
        case .message(let message): take(message, &writer, &endpoint)
        case .received: break
        }
        if isLeaving, unsent.isEmpty, !reservations.isAnswering(token) {
            writer.write(clock.farewell)
            writer.finish()
        }
    }

    private func begin(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        guard let beginning else { return }
        self.beginning = nil
        if !beginning.waiting.isEmpty { write(beginning.waiting, &writer) }
        for (id, operation) in beginning.operations { start(id, operation, &writer, &endpoint) }
    }

    private func take(_ message: StreamMessage, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        switch message.ofReservation {
        case .events(let events):
            unsent.append(events)
            flush(&writer)
            // Whoever lets operations run and does not read their answers gets no more of them.
            if unsent.dropFirst().reduce(0, { $0 + $1.count }) > Self.unsentLimit { writer.cut() }
        case .start(let id):
            guard let operation = reservations.operation(id, of: token) else { return }
            start(id, operation, &writer, &endpoint)
        case .stop(let id): subscriptions.remove(id)
        case nil: break
        }
    }

    private func start(
        _ id: String, _ operation: Reservations.Operation, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) {
        // The id that the client had last is no more than any operation had told then.
        let place = lastEventID > 0 ? max(operation.beginning, lastEventID) : operation.position
        let after = Array("\(place)".utf8)
        let opening = operation.body.withUnsafeBytes { body in
            operation.authorization.withUnsafeBytes { authorization in
                after.withUnsafeBytes {
                    endpoint.subscribe(
                        body, authorization: authorization, lastEventID: $0, from: Peer(peer))
                }
            }
        }
        switch opening {
        case .opened(let stream):
            subscriptions.add(stream, id)
            if tell(id, stream, &writer, &endpoint) { writer.yield() }
        case .refused: end(id, endpoint.response, &writer)
        }
    }

    private func tell(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        for _ in 0..<subscriptions.count {
            guard writer.room > 0, let (id, stream) = subscriptions.next() else { return }
            // One that is behind has had its share of this turn.
            if tell(id, stream, &writer, &endpoint) { return writer.yield() }
        }
    }

    /// - Returns: Whether there may be more to tell.
    private func tell(
        _ id: String, _ stream: EventStream, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) -> Bool {
        let state = endpoint.pull(stream) { _, response in
            // What a client names that comes again: the event up to which it has missed nothing of any operation.
            write(ServerSentEvents.next(subscriptions.position, SharedOperation.next(id, response)), &writer)
            return writer.room > 0
        }
        switch state {
        case .waiting: break
        case .behind: return true
        case .ended: end(id, endpoint.response, &writer)
        }
        return false
    }

    private func end(_ id: String, _ response: UnsafeRawBufferPointer, _ writer: inout StreamWriter) {
        subscriptions.remove(id)
        reservations.end(id, in: token)
        write(SharedOperation.answer(id, response), &writer)
    }

    private func flush(_ writer: inout StreamWriter) {
        while writer.room > 0, !unsent.isEmpty { write(unsent.removeFirst(), &writer) }
    }

    private func write(_ bytes: [UInt8], _ writer: inout StreamWriter) {
        writer.write(bytes)
        clock.wrote(at: writer.now)
    }
}

/// What a reservation tells its stream, as one loop tells another.
extension StreamMessage {
    private enum Kind: Int { case events, start, stop }

    init(_ message: Reservations.Message) {
        switch message {
        case .events(let bytes): self.init(kind: Kind.events.rawValue, bytes: bytes)
        case .start(let id): self.init(kind: Kind.start.rawValue, bytes: Array(id.utf8))
        case .stop(let id): self.init(kind: Kind.stop.rawValue, bytes: Array(id.utf8))
        }
    }

    fileprivate var ofReservation: Reservations.Message? {
        switch Kind(rawValue: kind) {
        case .events: .events(bytes)
        case .start: .start(String(decoding: bytes, as: UTF8.self))
        case .stop: .stop(String(decoding: bytes, as: UTF8.self))
        case nil: nil
        }
    }
}
