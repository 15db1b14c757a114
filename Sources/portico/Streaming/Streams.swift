import API
import HTTP

/// The streams of a loop.
struct Streams {
    private enum Transport {
        case events(EventAnswer)
        case shared(SharedStream)
        case socket(Socket)
    }

    /// The most bytes of unfinished messages that the sockets of a loop hold together.
    private static let heldBytes = 32 << 20
    /// What one socket may hold however much the others do.
    private static let fairShare = 64 << 10

    private var transports: [StreamID: Transport] = [:]
    /// Bytes of unfinished messages, by the sockets that hold any.
    private var held: [StreamID: Int] = [:]
    private var totalHeld = 0

    mutating func begin(_ events: EventAnswer, on id: StreamID) { transports[id] = .events(events) }

    mutating func begin(_ shared: SharedStream, on id: StreamID) { transports[id] = .shared(shared) }

    mutating func begin(_ socket: Socket, on id: StreamID) { transports[id] = .socket(socket) }

    mutating func advance(
        _ id: StreamID, on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint
    ) {
        switch transports[id] {
        case .events(let events): events.advance(on: event, &writer, &endpoint)
        case .shared(let shared): shared.advance(on: event, &writer, &endpoint)
        case .socket(let socket):
            socket.advance(on: event, &writer, &endpoint)
            hold(socket.held, for: id)
            if totalHeld > Self.heldBytes, socket.held > Self.fairShare { socket.shed(&writer) }
        case nil: writer.cut()
        }
    }

    private mutating func hold(_ bytes: Int, for id: StreamID) {
        totalHeld += bytes - (held[id] ?? 0)
        held[id] = bytes > 0 ? bytes : nil
    }

    mutating func end(_ id: StreamID) {
        hold(0, for: id)
        if case .shared(let shared) = transports.removeValue(forKey: id) { shared.close() }
    }
}
