import API
import HTTP

/// The streams of a loop.
struct Streams {
    private enum Transport {
        case events(EventAnswer)
        case shared(SharedStream)
        case socket(Socket)
    }

    private var transports: [StreamID: Transport] = [:]
    /// Of the unfinished messages of sockets.
    private var held: HeldBytes<StreamID>

    init(in memory: MemoryBudget) { held = HeldBytes(in: memory) }

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
            if held.hold(socket.held, for: id) { socket.shed(&writer) }
        case nil: writer.cut()
        }
    }

    mutating func end(_ id: StreamID) {
        _ = held.hold(0, for: id)
        if case .shared(let shared) = transports.removeValue(forKey: id) { shared.close() }
    }
}
