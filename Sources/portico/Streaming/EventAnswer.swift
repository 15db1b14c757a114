import API
import HTTP

/// A subscription as an answer of its own: the "distinct connections mode" of `graphql-sse`.
final class EventAnswer {
    private let stream: EventStream
    private var clock: HeartbeatClock
    /// Whether the client is still to learn where it goes on if the connection breaks.
    private var owesPlace: Bool

    /// - Parameter isEventSource: Whether it may be a browser's, which comes again by itself with the last id it has read.
    init(_ stream: EventStream, on id: StreamID, isEventSource: Bool) {
        self.stream = stream
        clock = HeartbeatClock(id)
        owesPlace = isEventSource
    }

    func advance(on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        switch event {
        case .writable, .news:
            tell(&writer, &endpoint)
            if owesPlace, !clock.hasWritten { write(ServerSentEvents.place(stream.position), &writer) }
            owesPlace = false
        case .tick:
            // Other processes write without news, and tokens run out.
            tell(&writer, &endpoint)
            if clock.isDue(writer) { write(ServerSentEvents.comment, &writer) }
        case .drain:
            // It is the connection that ends: an event `complete` would say that the operation has.
            writer.write(clock.farewell)
            writer.finish()
        case .received, .message: break
        }
    }

    private func tell(_ writer: inout StreamWriter, _ endpoint: inout Endpoint) {
        guard writer.room > 0 else { return }
        let state = endpoint.pull(stream) { number, response in
            write(ServerSentEvents.next(number, response), &writer)
            return writer.room > 0
        }
        switch state {
        case .waiting: break
        case .behind: writer.yield()
        case .ended:
            writer.write(ServerSentEvents.only(endpoint.response))
            writer.finish()
        }
    }

    private func write(_ bytes: [UInt8], _ writer: inout StreamWriter) {
        writer.write(bytes)
        clock.wrote(at: writer.now)
    }
}
