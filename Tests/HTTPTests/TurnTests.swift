import HTTP
import Synchronization
import Testing

@Suite("Turns: nobody is served for long while others wait")
struct TurnTests {
    @Test("The rest of what one client has pipelined waits while another is served")
    func requests() throws {
        let work = Work()
        try withServer(clock: work.clock.clock, handler: { _ in Worker(work) }) { server in
            let other = try Self.known(to: server)
            let client = try Client(port: server.port)
            client.send((0..<8).map { StreamTests.get("/\($0)") }.joined())
            work.desk.awaitArrival()
            other.send(StreamTests.get("/other"))
            work.desk.openGate()
            #expect(other.response().body == "get /other\n")
            for number in 0..<8 { #expect(client.response().body == "get /\(number)\n") }
        }
        // Each takes three of a turn's five milliseconds; whoever is not done has a second turn before others are looked for.
        #expect(work.done == ["/hello", "/0", "/1", "/2", "/3", "/other", "/4", "/5", "/6", "/7"])
    }

    @Test("Many who pipeline share a round: whoever asks one thing waits for some of theirs, not for all")
    func crowd() throws {
        let work = Work(duration: 0)
        try withServer(clock: work.clock.clock, handler: { _ in Worker(work) }) { server in
            let other = try Self.known(to: server)
            let crowd = try (0..<8).map { _ in try Self.known(to: server) }
            let first = try Client(port: server.port)
            first.send(StreamTests.get("/0"))
            work.desk.awaitArrival()
            for client in crowd { client.send((1...20).map { StreamTests.get("/\($0)") }.joined()) }
            other.send(StreamTests.get("/other"))
            work.desk.openGate()
            #expect(other.response().body == "get /other\n")
            for client in crowd {
                #expect((1...20).map { _ in client.response().body } == (1...20).map { "get /\($0)\n" })
            }
        }
        // The nine who come together have seven of a round's 64 requests each.
        #expect(work.done.firstIndex(of: "/other") == 9 + 1 + 8 * 7)
    }

    @Test("Who is served without a pause for longer than a header may take is not taken for slow")
    func longService() throws {
        let work = Work()
        try withServer(clock: work.clock.clock, handler: { _ in Worker(work) }) { server in
            let other = try Client(port: server.port)
            let client = try Client(port: server.port)
            // Half a header, which the loop has read once it has served another who came later.
            client.send("GET /first HT")
            try DeadlineTests.turn(server)
            // Twelve seconds' worth, of which the client sends more whenever it may.
            let sender = try Joined {
                client.send("TP/1.1\r\nHost: a\r\n\r\n" + (0..<4_000).map { StreamTests.get("/\($0 + 1)") }.joined())
            }
            #expect(client.response().body == "get /first\n")
            let isServed = (1...4_000).allSatisfy { client.response().body == "get /\($0)\n" }
            #expect(isServed)
            try sender.join()
            other.send(StreamTests.get("/other"))
            #expect(other.response().body == "get /other\n")
        }
    }

    @Test("The rest of the streams that hear of news wait while a client is served")
    func streams() throws {
        let work = Work()
        try withServer(clock: work.clock.clock, handler: { _ in Worker(work) }) { server in
            let other = try Self.known(to: server)
            let listeners = try (0..<4).map { try StreamTests.listener(server, "/stream\($0)") }
            server.news()
            work.desk.awaitArrival()
            other.send(StreamTests.get("/other"))
            work.desk.openGate()
            #expect(other.response().body == "get /other\n")
            for listener in listeners {
                #expect(listener.receive(StreamTests.chunk("n").utf8.count).hasSuffix("n\r\n"))
            }
        }
        #expect(work.done == ["/hello", "/stream3", "/stream2", "/other", "/stream1", "/stream0"])
    }

    /// A client that has been answered once.
    private static func known(to server: Server) throws -> Client {
        let client = try Client(port: server.port)
        client.send(StreamTests.get("/hello"))
        _ = client.response()
        return client
    }
}

/// What takes time, in the order in which it was done; the first of each kind stands at the gate.
private final class Work: Sendable {
    let desk = Desk()
    let clock = StoppedClock()
    private let duration: Int
    private let paths = Mutex<[String]>([])

    /// - Parameter duration: Of each, in milliseconds.
    init(duration: Int = 3) { self.duration = duration }

    var done: [String] { paths.withLock { $0 } }

    func take(_ path: String, atGate: Bool) {
        if atGate { desk.waitAtGate() }
        clock.advance(milliseconds: duration)
        paths.withLock { $0.append(path) }
    }
}

/// Echoes, or begins streams that tell one letter of news: either takes as long as the work does.
private struct Worker: RequestHandler {
    let work: Work
    private var echo = Echo()
    private var streams: [StreamID: String] = [:]

    init(_ work: Work) { self.work = work }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        let path = String(decoding: request.path, as: UTF8.self)
        guard path.hasPrefix("/stream") else {
            work.take(path, atGate: path == "/0")
            return echo.handle(request, reply: &reply, ticket: ticket)
        }
        streams[ticket.stream] = path
        reply.begin(ResponseHead(.ok, contentType: "text/event-stream"))
        return .streaming
    }

    mutating func advance(_ stream: StreamID, on event: StreamEvent, writer: inout StreamWriter) {
        guard case .news = event, let path = streams[stream] else { return }
        work.take(path, atGate: path == "/stream3")
        writer.write(Array("n".utf8))
    }

    mutating func closed(_ stream: StreamID) { streams[stream] = nil }
}
