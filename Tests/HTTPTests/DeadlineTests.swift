import HTTP
import Testing

/// A stopped clock is moved; a good client's request then makes the loop look at it.
///
/// The deadline itself is still in time: one less is not.
@Suite("Deadlines")
struct DeadlineTests {
    /// Has the loop take a turn, after everything that was sent before.
    static func turn(_ server: Server) throws {
        let client = try Client(port: server.port)
        client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        #expect(client.response().status == 200)
    }

    static func pass(_ milliseconds: Int, _ clock: StoppedClock, _ server: Server) throws {
        try turn(server)
        clock.advance(milliseconds: milliseconds)
        try turn(server)
        try turn(server)
    }

    @Test("A header section has ten seconds from its first byte, however it trickles")
    func header() throws {
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("GET / HT")
            try Self.pass(9_000, clock, server)
            client.send("TP/1.1\r\nHost: a\r\n")
            try Self.pass(999, clock, server)
            client.send("\r\n")
            #expect(client.response().body == "get /\n")
            client.send("GET / HT")
            try Self.pass(9_000, clock, server)
            client.send("T")
            try Self.pass(1_000, clock, server)
            let refusal = client.response()
            #expect(refusal.status == 408)
            #expect(refusal.closes)
            #expect(client.receiveAll() == "")
            #expect(server.traffic.cuts(.deadline) == 1)
        }
    }

    @Test("Content may take long, but not ten seconds without a byte")
    func content() throws {
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\n")
            for _ in 1...3 {
                try Self.pass(9_999, clock, server)
                client.send("x")
            }
            try Self.pass(10_000, clock, server)
            #expect(client.response().status == 408)
        }
    }

    @Test("An idle connection is closed after 75 seconds without a word")
    func idle() throws {
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            try Self.pass(74_999, clock, server)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response().body == "get /\n")
            try Self.pass(74_999, clock, server)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response().body == "get /\n")
            try Self.pass(75_000, clock, server)
            #expect(client.receiveAll() == "")
            #expect(server.traffic.cuts(.deadline) == 0, "It had nothing more to get")
        }
    }

    @Test("An answer that is not read for 30 seconds is cut")
    func unread() throws {
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000))
            // Until the kernel takes no more; in each turn there are some of them.
            for _ in 0..<30 { try Self.turn(server) }
            try Self.pass(30_000, clock, server)
            #expect(client.receiveAll().utf8.count < 1_000 * DeskHandler.big.count)
            #expect(server.traffic.cuts(.deadline) == 1)
        }
    }

    @Test("A deferred answer has no deadline here")
    func deferred() throws {
        let clock = StoppedClock()
        let desk = Desk()
        try withServer(clock: clock.clock, handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            client.send("GET /later HTTP/1.1\r\nHost: a\r\n\r\n")
            desk.awaitArrival()
            try Self.pass(1_000_000, clock, server)
            desk.ticket("/later")?.complete("late")
            #expect(client.response().body == "late")
        }
    }
}
