import HTTP
import Synchronization

/// What the streams of a server tell, and what became of them.
final class Studio: Sendable {
    private struct Record {
        var lines: [String] = []
        var tickets: [String: Ticket] = [:]
        var closed: [String] = []
        var written = 0
        var largestTurn = 0
    }

    private let record = Mutex(Record())
    private let begun = Turnstile()
    private let ended = Turnstile()

    var lines: [String] { record.withLock { $0.lines } }
    /// The paths of the streams that have ended, in order.
    var closed: [String] { record.withLock { $0.closed } }
    /// Bytes that streams have written in all.
    var written: Int { record.withLock { $0.written } }
    /// The most bytes that a stream has written in one turn.
    var largestTurn: Int { record.withLock { $0.largestTurn } }

    func say(_ line: String) { record.withLock { $0.lines.append(line) } }

    func ticket(_ path: String) -> Ticket? { record.withLock { $0.tickets[path] } }

    /// Waits until a stream has begun.
    func awaitBegin() { begun.await() }

    /// Waits until a stream has ended.
    func awaitEnd() { ended.await() }

    func begin(_ path: String, _ ticket: Ticket) {
        record.withLock { $0.tickets[path] = ticket }
        begun.open()
    }

    func end(_ path: String) {
        record.withLock { $0.closed.append(path) }
        ended.open()
    }

    func wrote(_ bytes: Int) {
        record.withLock {
            $0.written += bytes
            $0.largestTurn = max($0.largestTurn, bytes)
        }
    }
}

/// Streams, each as its path says, and otherwise echoes.
///
/// `/feed…` tells the studio's lines from the first on, `/flood` never stops, `/ticks` counts them, `/capitals` switches protocols.
struct Broadcast: RequestHandler {
    private struct Listener {
        let path: String
        /// The lines it has heard, or the ticks.
        var place = 0
    }

    let studio: Studio
    private var echo = Echo()
    private var listeners: [StreamID: Listener] = [:]

    init(_ studio: Studio) { self.studio = studio }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        let path = String(decoding: request.path, as: UTF8.self)
        guard ["/feed", "/flood", "/ticks", "/capitals"].contains(where: path.hasPrefix) else {
            return echo.handle(request, reply: &reply, ticket: ticket)
        }
        listeners[ticket.stream] = Listener(path: path)
        if request.upgrades(to: "capitals") {
            reply.upgrade(to: "capitals", fields: [ResponseField("X-Y", "z")])
        } else {
            reply.begin(ResponseHead(.ok, contentType: "text/event-stream"))
        }
        studio.begin(path, ticket)
        return .streaming
    }

    mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter) {
        switch event {
        case .writable, .news: tell(stream, &writer)
        case .tick: tick(stream, &writer)
        case .drain:
            writer.write("farewell\n")
            writer.finish()
        case .received(let bytes):
            let text = String(decoding: UnsafeRawBufferPointer(bytes), as: UTF8.self)
            writer.write(Array(text.uppercased().utf8))
            if text.hasSuffix("bye") { writer.finish() }
        case .message(let message):
            writer.write(message.bytes)
            if message.kind == 1 { writer.finish() }
        }
    }

    private mutating func tell(_ stream: StreamID, _ writer: inout StreamWriter) {
        guard let listener = listeners[stream] else { return }
        if listener.path == "/flood" { return flood(&writer) }
        guard listener.path.hasPrefix("/feed") else { return }
        for line in studio.lines.dropFirst(listener.place) {
            switch line {
            case "end": writer.finish()
            case "cut": writer.cut()
            default: writer.write(Array(line.utf8))
            }
            listeners[stream]?.place += 1
            if line == "pause" { return writer.yield() }
        }
    }

    private func flood(_ writer: inout StreamWriter) {
        var written = 0
        while writer.room > 0 {
            writer.write(Self.block)
            written += Self.block.count
        }
        studio.wrote(written)
    }

    private mutating func tick(_ stream: StreamID, _ writer: inout StreamWriter) {
        guard listeners[stream]?.path == "/ticks" else { return }
        writer.write(Array("\(writer.now)\n".utf8))
    }

    mutating func closed(_ stream: StreamID) {
        guard let listener = listeners.removeValue(forKey: stream) else { return }
        studio.end(listener.path)
    }

    static let block = [UInt8](repeating: UInt8(ascii: "f"), count: 4096)
}
