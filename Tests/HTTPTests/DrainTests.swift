import Glibc
import HTTP
import Testing

@Suite("Draining")
struct DrainTests {
    static func get(_ path: String) -> String { "GET \(path) HTTP/1.1\r\nHost: a\r\n\r\n" }

    @Test("What the kernel had received is answered, pipelined or on connections not yet accepted")
    func received() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let busy = try Client(port: server.port)
            busy.send(Self.get("/gate"))
            desk.awaitArrival()
            busy.send((1...50).map { Self.get("/\($0)") }.joined())
            let waiting = try (1...20).map { _ in
                let client = try Client(port: server.port)
                client.send(Self.get("/waiting") + Self.get("/waiting"))
                return client
            }
            server.drain()
            desk.openGate()
            #expect(busy.response().body == "get /gate\n")
            for number in 1...50 { #expect(busy.response().body == "get /\(number)\n") }
            #expect(busy.receiveAll() == "")
            for client in waiting {
                for _ in 1...2 { #expect(client.response().body == "get /waiting\n") }
                #expect(client.receiveAll() == "")
            }
        }
    }

    @Test("Idle connections are closed and new ones refused, while deferred answers are waited for")
    func deferred() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            let idle = try Client(port: server.port)
            idle.send(Self.get("/"))
            #expect(idle.response().status == 200)
            client.send(Self.get("/later"))
            desk.awaitArrival()
            server.drain()
            #expect(idle.receiveAll() == "")
            #expect(throws: ClientError.self) { try Client(port: server.port) }
            desk.ticket("/later")?.complete("at last")
            let response = client.response()
            #expect(response.body == "at last")
            #expect(response.closes)
            #expect(client.receiveAll() == "")
        }
    }

    @Test("A request that is half here may finish")
    func halfReceived() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            let idle = try Client(port: server.port)
            idle.send(Self.get("/"))
            #expect(idle.response().status == 200)
            client.send("GET / HTTP/1.1\r\nHo")
            server.drain()
            #expect(idle.receiveAll() == "")
            client.send("st: a\r\n\r\n")
            let response = client.response()
            #expect(response.body == "get /\n")
            #expect(response.closes)
        }
    }

    @Test("A client that never finishes does not hold it up for ever")
    func grace() throws {
        var limits = Limits()
        limits.drainDeadline = .zero
        try withServer(limits: limits, handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            client.send("GET / HTTP/1.1\r\nHo")
            server.drain()
            #expect(client.receiveAll() == "")
        }
    }

    @Test("SIGTERM drains, and the process goes on to end by itself")
    func signal() async {
        await #expect(processExitsWith: .success) {
            var configuration = Server.Configuration()
            configuration.watchesSignals = true
            configuration.loops = 2
            let server = try Server(configuration)
            // To this thread only: the test's own threads do not block the signal, as those of a server's process do.
            try server.run(onReady: { raise(SIGTERM) }, makeHandler: { _ in Echo() })
        }
    }

    @Test("A second signal does not wait, not even for a loop that is busy")
    func secondSignal() async {
        await #expect(processExitsWith: .exitCode(1)) {
            var configuration = Server.Configuration()
            configuration.watchesSignals = true
            configuration.limits.drainDeadline = .seconds(100_000)
            let server = try Server(configuration)
            let desk = Desk()
            let watcher = pthread_self()
            let client = try Client(port: server.port)
            client.send(DrainTests.get("/later"))
            let killer = try Joined {
                desk.awaitArrival()
                pthread_kill(watcher, SIGTERM)
                pthread_kill(watcher, SIGINT)
            }
            try server.run { _ in DeskHandler(desk) }
            try killer.join()
        }
    }
}
