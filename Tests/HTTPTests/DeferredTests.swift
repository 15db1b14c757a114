import HTTP
import Testing

@Suite("Deferred answers")
struct DeferredTests {
    static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test("Requests behind a deferred one wait, and answers stay in order")
    func order() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/later1") + Self.get("/2") + Self.get("/later3") + Self.get("/4"))
            desk.awaitArrival()
            #expect(desk.ticket("/later3") == nil)
            desk.ticket("/later1")?.complete("one")
            #expect(client.response().body == "one")
            #expect(client.response().body == "get /2\n")
            desk.awaitArrival()
            desk.ticket("/later3")?.complete("three")
            #expect(client.response().body == "three")
            #expect(client.response().body == "get /4\n")
        }
    }

    @Test("A ticket answers once, and only its own request")
    func once() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.get("/later1") + Self.get("/later2"))
            desk.awaitArrival()
            desk.ticket("/later1")?.complete("one")
            desk.ticket("/later1")?.complete("one again")
            #expect(client.response().body == "one")
            desk.awaitArrival()
            desk.ticket("/later1")?.complete("and again")
            desk.ticket("/later2")?.complete("two")
            #expect(client.response().body == "two")
        }
    }

    @Test("An answer for a client that is gone is dropped, also when its place is taken")
    func gone() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            do {
                let client = try Client(port: server.port)
                client.send(Self.get("/later1"))
                desk.awaitArrival()
                client.reset()
            }
            let other = try Client(port: server.port)
            other.send(Self.get("/later2"))
            desk.awaitArrival()
            desk.ticket("/later1")?.complete("one")
            desk.ticket("/later2")?.complete("two")
            #expect(other.response().body == "two")
        }
    }

    @Test("HEAD and Connection: close hold for deferred answers too")
    func head() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            client.send("HEAD /later HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
            desk.awaitArrival()
            desk.ticket("/later")?.complete("unseen")
            let head = client.receiveAll()
            #expect(head.contains("\r\nContent-Length: 6\r\nConnection: close\r\n\r\n"))
            #expect(head.hasSuffix("\r\n\r\n"))
        }
    }

    @Test("A thousand tickets from many threads reach their own clients")
    func threads() throws {
        try withServer(loops: 2, handler: { _ in Elsewhere() }) { server in
            let clients = try (0..<10).map { client in
                try Joined {
                    let socket = try Client(port: server.port)
                    for number in 0..<100 {
                        socket.send(Self.get("/\(client).\(number)"))
                        #expect(socket.response().body == "/\(client).\(number)")
                    }
                }
            }
            for client in clients { try client.join() }
        }
    }
}

/// Answers each request with its path from a thread of its own.
struct Elsewhere: RequestHandler {
    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        let path = String(decoding: request.path, as: UTF8.self)
        let thread = try? Joined { ticket.complete(path) }
        guard let thread else { return .replied }
        thread.detach()
        return .deferred
    }
}
