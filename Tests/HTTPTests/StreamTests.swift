import HTTP
import Testing

@Suite("Answers told as they happen")
struct StreamTests {
    static func get(_ path: String, _ fields: String = "") -> String {
        "GET \(path) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
    }

    static let date = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n"
    static let head = "HTTP/1.1 200 OK\r\n\(date)Content-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"

    /// A chunk as it stands on the wire.
    static func chunk(_ text: String) -> String {
        let size = String(text.utf8.count, radix: 16, uppercase: true)
        return String(repeating: "0", count: 8 - size.count) + size + "\r\n\(text)\r\n"
    }

    /// Asks for a stream and reads its head.
    static func listener(_ server: Server, _ path: String = "/feed") throws -> Client {
        let client = try Client(port: server.port)
        client.send(get(path))
        #expect(client.receive(head.utf8.count) == head)
        return client
    }

    func expect(_ text: String, at client: Client) { #expect(client.receive(text.utf8.count) == text) }

    @Test("HTTP/1.1 reads chunks, hears of news at once, and asks again on the same connection")
    func chunked() throws {
        let studio = Studio()
        studio.say("one\n")
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server)
            expect(Self.chunk("one\n"), at: client)
            studio.say("two\n")
            studio.say("three\n")
            server.news()
            expect(Self.chunk("two\nthree\n"), at: client)
            studio.say("four\n")
            studio.say("end")
            server.news()
            expect(Self.chunk("four\n") + "0\r\n\r\n", at: client)
            client.send(Self.get("/next"))
            #expect(client.response().body == "get /next\n")
            #expect(studio.closed == ["/feed"])
        }
        #expect(studio.closed == ["/feed"])
    }

    @Test(
        "A stream that ends in its first turn is followed by the answers to what is pipelined, and by the end if that was asked"
    )
    func short() throws {
        let studio = Studio()
        studio.say("all\n")
        studio.say("end")
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/feed1") + Self.get("/next") + Self.get("/feed2", "Connection: close\r\n"))
            expect(Self.head + Self.chunk("all\n") + "0\r\n\r\n", at: client)
            #expect(client.response().body == "get /next\n")
            let last = client.receiveAll()
            #expect(last.contains("\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"))
            #expect(last.hasSuffix("\r\n\r\n" + Self.chunk("all\n") + "0\r\n\r\n"))
            #expect(studio.closed == ["/feed1", "/feed2"])
        }
    }

    @Test(
        "HTTP/1.0 reads until the connection closes, whether it asked to keep it or not",
        arguments: ["", "Connection: keep-alive\r\n"])
    func untilClose(fields: String) throws {
        let studio = Studio()
        studio.say("one\n")
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Client(port: server.port)
            client.send("GET /feed HTTP/1.0\r\n\(fields)\r\n")
            studio.awaitBegin()
            studio.say("two\n")
            studio.say("end")
            server.news()
            #expect(
                client.receiveAll()
                    == "HTTP/1.1 200 OK\r\n\(Self.date)Content-Type: text/event-stream\r\nConnection: close\r\n\r\none\ntwo\n"
            )
        }
    }

    @Test("HEAD gets the head, and the stream is closed at once")
    func head() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Client(port: server.port)
            client.send("HEAD /feed HTTP/1.1\r\nHost: a\r\n\r\n" + Self.get("/next"))
            expect(Self.head, at: client)
            #expect(client.response().body == "get /next\n")
            #expect(studio.closed == ["/feed"])
        }
    }

    @Test("Requests behind a stream wait for its end")
    func behind() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/feed") + (1...50).map { Self.get("/\($0)") }.joined())
            studio.awaitBegin()
            client.send(Self.get("/51"))
            try DeadlineTests.turn(server)
            studio.say("end")
            server.news()
            expect(Self.head + "0\r\n\r\n", at: client)
            for number in 1...51 { #expect(client.response().body == "get /\(number)\n") }
        }
    }

    @Test("A reader that is slow is asked for no more than there is room, and cut after 30 seconds")
    func slow() throws {
        let studio = Studio()
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server, "/flood")
            studio.awaitBegin()
            for _ in 1...1_000 where studio.closed.isEmpty {
                clock.advance(milliseconds: 30_000)
                try DeadlineTests.turn(server)
            }
            studio.awaitEnd()
            #expect(studio.closed == ["/flood"])
            #expect(studio.largestTurn <= Limits().unsent + Broadcast.block.count)
            #expect(client.receiveAll().utf8.count < 2 * studio.written)
        }
        #expect(studio.closed == ["/flood"])
    }

    @Test("A stream that never stops does not keep others waiting, and what it writes is complete")
    func endless() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server, "/flood")
            let reader = try Joined {
                for _ in 1...100 {
                    let size = Int(client.receive(10).dropLast(1), radix: 16) ?? 0
                    let data = client.receive(size + 2)
                    if size == 0 || data != String(repeating: "f", count: size) + "\r\n" {
                        Issue.record("A chunk is damaged")
                    }
                }
            }
            for _ in 1...100 { try DeadlineTests.turn(server) }
            try reader.join()
        }
        #expect(studio.closed == ["/flood"])
    }

    @Test("A client that has gone, or has nothing more to say, ends its stream once", arguments: [true, false])
    func gone(resets: Bool) throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            var client: Client? = try Self.listener(server)
            if resets {
                client?.reset()
                client = nil
            } else {
                client?.finish()
            }
            studio.awaitEnd()
            server.news()
            try DeadlineTests.turn(server)
        }
        #expect(studio.closed == ["/feed"])
    }

    @Test("News from any thread reach every stream of every loop")
    func news() throws {
        let studio = Studio()
        try withServer(loops: 2, handler: { _ in Broadcast(studio) }) { server in
            let clients = try (0..<450).map { try Self.listener(server, "/feed\($0)") }
            let speakers = try (0..<8).map { _ in
                try Joined {
                    for _ in 0..<50 {
                        studio.say("!")
                        server.news()
                    }
                }
            }
            for speaker in speakers { try speaker.join() }
            studio.say("end")
            server.news()
            for client in clients {
                client.send(Self.get("/next", "Connection: close\r\n"))
                let told = client.receiveAll()
                #expect(told.utf8.filter { $0 == UInt8(ascii: "!") }.count == 400)
                #expect(told.contains("\r\n0\r\n\r\nHTTP/1.1 200 OK\r\n"))
            }
        }
        #expect(Set(studio.closed) == Set((0..<450).map { "/feed\($0)" }))
        #expect(studio.closed.count == 450)
    }

    @Test("A stream that yields is asked again without any news")
    func yields() throws {
        let studio = Studio()
        for line in ["one\n", "pause", "two\n", "pause", "three\n"] { studio.say(line) }
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server)
            expect(Self.chunk("one\npause") + Self.chunk("two\npause") + Self.chunk("three\n"), at: client)
        }
    }

    @Test("A stream that cuts ends its connection")
    func cuts() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server)
            studio.say("cut")
            server.news()
            #expect(client.receiveAll() == "")
        }
        #expect(studio.closed == ["/feed"])
    }

    @Test("Ticks come every half second, with the time")
    func ticks() throws {
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Broadcast(Studio()) }) { server in
            let client = try Self.listener(server, "/ticks")
            for time in [1_500, 2_000, 14_000] {
                try DeadlineTests.turn(server)
                clock.advance(milliseconds: time == 14_000 ? 12_000 : 500)
                try DeadlineTests.turn(server)
                expect(Self.chunk("\(time)\n"), at: client)
            }
        }
    }

    @Test("Messages of other threads arrive in order, and those that come too late are dropped")
    func messages() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Self.listener(server)
            studio.awaitBegin()
            let ticket = studio.ticket("/feed")
            for number in 1...3 {
                ticket?.post(StreamMessage(kind: number == 3 ? 1 : 0, channel: 7, bytes: Array("\(number)".utf8)))
            }
            ticket?.post(StreamMessage(kind: 0, channel: 7, bytes: Array("4".utf8)))
            expect(Self.chunk("1") + Self.chunk("2") + Self.chunk("3") + "0\r\n\r\n", at: client)
            client.send(Self.get("/feed"))
            expect(Self.head, at: client)
            ticket?.post(StreamMessage(kind: 1, channel: 7, bytes: Array("5".utf8)))
            studio.awaitBegin()
            studio.ticket("/feed")?.post(StreamMessage(kind: 1, channel: 7, bytes: Array("6".utf8)))
            expect(Self.chunk("6") + "0\r\n\r\n", at: client)
        }
    }

    @Test("A drain lets each stream say farewell, spread over its time, and the connections close")
    func drain() throws {
        let studio = Studio()
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Broadcast(studio) }) { server in
            let first = try Self.listener(server, "/feed1")
            let second = try Self.listener(server, "/feed2")
            server.drain()
            #expect(first.receiveAll() == Self.chunk("farewell\n") + "0\r\n\r\n")
            studio.awaitEnd()
            #expect(studio.closed == ["/feed1"])
            clock.advance(milliseconds: 1_000)
            #expect(second.receiveAll() == Self.chunk("farewell\n") + "0\r\n\r\n")
        }
        #expect(studio.closed == ["/feed1", "/feed2"])
    }

    static let upgrade = "Connection: keep-alive, Upgrade\r\nUpgrade: other/1, Capitals\r\n"
    static let switching =
        "HTTP/1.1 101 Switching Protocols\r\n\(date)Upgrade: capitals\r\nX-Y: z\r\nConnection: Upgrade\r\n\r\n"

    @Test("A switch of protocols hands over what has come in already, and all that comes")
    func upgraded() throws {
        let studio = Studio()
        try withServer(handler: { _ in Broadcast(studio) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/capitals", Self.upgrade) + "early")
            expect(Self.switching + "EARLY", at: client)
            client.send("GET / HTTP/1.1\r\n\r\n\0")
            expect("GET / HTTP/1.1\r\n\r\n\0", at: client)
            studio.awaitBegin()
            studio.ticket("/capitals")?.post(StreamMessage(kind: 0, channel: 0, bytes: Array("late".utf8)))
            expect("late", at: client)
            client.send("bye")
            #expect(client.receiveAll() == "BYE")
        }
        #expect(studio.closed == ["/capitals"])
    }

    @Test(
        "Without both fields, HTTP/1.1 and GET there is no switch of protocols",
        arguments: [
            "GET /capitals HTTP/1.0\r\nConnection: upgrade\r\nUpgrade: capitals\r\n\r\n",
            get("/capitals", "Upgrade: capitals\r\n"),
            get("/capitals", "Connection: upgrade\r\n"),
            get("/capitals", "Connection: upgrade\r\nUpgrade: capitals/2\r\n"),
            "HEAD /capitals HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: capitals\r\n\r\n",
        ])
    func notUpgraded(message: String) throws {
        try withServer(handler: { _ in Broadcast(Studio()) }) { server in
            let client = try Client(port: server.port)
            client.send(message)
            expect("HTTP/1.1 200 OK\r\n", at: client)
        }
    }
}
