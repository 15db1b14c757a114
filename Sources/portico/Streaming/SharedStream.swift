import API
import HTTP

/// A stream that operations share, as `graphql-sse` calls its "single connection mode".
final class SharedStream {
    private let token: String
    private let reservations: Reservations
    private let peer: PeerAddress
    private var streams: [String: EventStream] = [:]
    private var clock: HeartbeatClock
    /// What was there before the stream was.
    private var beginning: (operations: [String: Reservations.Operation], waiting: [UInt8])?
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
    func close() { reservations.detach(token, streams.mapValues(\.position)) }

    func advance(on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        begin(&writer, &endpoint)
        switch event {
        case .writable, .news: tell(&writer, &endpoint)
        case .tick:
            tell(&writer, &endpoint)
            if clock.isDue(writer) { write(ServerSentEvents.comment, &writer) }
        case .drain:
            writer.write(clock.farewell)
            writer.finish()
        case .message(let message): take(message, &writer, &endpoint)
        case .received: break
        }
    }

    private func begin(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        guard let beginning else { return }
        self.beginning = nil
        if !beginning.waiting.isEmpty { write(beginning.waiting, &writer) }
        for (id, operation) in beginning.operations { start(id, operation, &writer, &endpoint) }
    }

    private func take(_ message: StreamMessage, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        switch Reservations.Message(message) {
        // Whoever lets operations run and does not read their answers gets no more of them.
        case .events(let events): if writer.room > 0 { write(events, &writer) } else { writer.cut() }
        case .start(let id):
            guard let operation = reservations.operation(id, of: token) else { return }
            start(id, operation, &writer, &endpoint)
        case .stop(let id): streams[id] = nil
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
                    endpoint.subscribe(body, authorization: authorization, lastEventID: $0, peer: peer.text)
                }
            }
        }
        switch opening {
        case .opened(let stream):
            streams[id] = stream
            if tell(id, stream, &writer, &endpoint) { writer.yield() }
        case .refused: end(id, endpoint.response, &writer)
        }
    }

    private func tell(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        // One that is behind has had its share of this turn.
        for (id, stream) in streams where writer.room > 0 {
            if tell(id, stream, &writer, &endpoint) { return writer.yield() }
        }
    }

    /// - Returns: Whether there may be more to tell.
    private func tell(
        _ id: String, _ stream: EventStream, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) -> Bool {
        let state = endpoint.pull(stream) { _, response in
            write(ServerSentEvents.next(number, SharedOperation.next(id, response)), &writer)
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
        streams[id] = nil
        reservations.end(id, in: token)
        write(SharedOperation.answer(id, response), &writer)
    }

    /// The event after which nothing has been missed of any operation: what a client that comes again shall name.
    private var number: Int64? { streams.values.lazy.map(\.position).min() }

    private func write(_ bytes: [UInt8], _ writer: inout StreamWriter) {
        writer.write(bytes)
        clock.wrote(at: writer.now)
    }
}

/// What a reservation tells its stream, as one loop tells another.
extension StreamMessage {
    init(_ message: Reservations.Message) {
        switch message {
        case .events(let bytes): self.init(channel: 0, bytes: bytes, isLast: false)
        case .start(let id): self.init(channel: 1, bytes: Array(id.utf8), isLast: false)
        case .stop(let id): self.init(channel: 2, bytes: Array(id.utf8), isLast: false)
        }
    }
}

extension Reservations.Message {
    fileprivate init(_ message: StreamMessage) {
        switch message.channel {
        case 0: self = .events(message.bytes)
        case 1: self = .start(String(decoding: message.bytes, as: UTF8.self))
        default: self = .stop(String(decoding: message.bytes, as: UTF8.self))
        }
    }
}
