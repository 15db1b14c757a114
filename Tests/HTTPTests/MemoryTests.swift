import Foundation
import Glibc
import Testing

@testable import HTTP

@Suite("What clients may make a loop hold")
struct MemoryTests {
    static let limits: Limits = {
        var limits = Limits()
        limits.held = 96 * 1024
        return limits
    }()

    @Test("When buffers hold too much, a large request is refused and a small one is served")
    func largeRequest() throws {
        try withServer(limits: Self.limits, handler: { _ in Echo() }) { server in
            let large = try Client(port: server.port)
            large.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n\(String(repeating: "x", count: 299_999))")
            let small = try Client(port: server.port)
            small.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(small.response().status == 200)
            let refusal = large.response()
            #expect(refusal.status == 503)
            #expect(refusal.closes)
        }
    }

    @Test("When buffers hold too much, whoever has held much for longest is given up, and not who comes last")
    func oldest() throws {
        let clock = StoppedClock()
        try withServer(limits: Self.limits, clock: clock.clock, handler: { _ in Echo() }) { server in
            let quick = try Client(port: server.port)
            let slow = try Client(port: server.port)
            slow.send(
                "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 300000\r\n\r\n\(String(repeating: "x", count: 70_000))")
            try DeadlineTests.turn(server)
            clock.advance(milliseconds: 1)
            let content = String(repeating: "y", count: 20_000)
            quick.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)")
            #expect(quick.response().body == "post /\n\(content)")
            #expect(slow.response().status == 503)
            #expect(server.traffic.cuts(.memory) == 1)
            #expect(server.traffic.cuts(.deadline) == 0)
        }
    }

    @Test("A large request fits when others hold little")
    func fits() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            let content = String(repeating: "x", count: Limits().content)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(content.utf8.count)\r\n\r\n\(content)")
            #expect(client.response().body == "post /\n\(content)")
        }
    }

    @Test("When buffers hold too much, an answer that nobody reads is cut")
    func unreadAnswer() throws {
        try withServer(limits: Self.limits, handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000))
            try DeadlineTests.turn(server)
            #expect(client.receiveAll().utf8.count < 1_000 * DeskHandler.big.count)
            #expect(server.traffic.cuts(.memory) == 1)
        }
    }

    @Test("What is not read of answers waits in the server, which counts it, and not in the kernel")
    func kernel() throws {
        try withServer(handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            client.send(String(repeating: "GET /big HTTP/1.1\r\nHost: a\r\n\r\n", count: 1_000))
            var most = 0
            for _ in 0..<100 {
                try DeadlineTests.turn(server)
                most = max(most, try Self.unsent(by: server.port))
            }
            #expect(most > 0)
            #expect(most < 512 * 1024)
        }
    }

    /// Bytes of all connections of the port that the kernel keeps (proc_net_tcp).
    private static func unsent(by port: UInt16) throws -> Int {
        let digits = String(port, radix: 16, uppercase: true)
        let name = ":" + String(repeating: "0", count: 4 - digits.count) + digits
        // It comes in pieces that are shorter than asked for.
        let file = try #require(FileHandle(forReadingAtPath: "/proc/net/tcp"))
        let table = String(decoding: try #require(try file.readToEnd()), as: UTF8.self)
        return table.split(separator: "\n").reduce(0) {
            let fields = $1.split(separator: " ")
            guard fields.count > 4, fields[1].hasSuffix(name) else { return $0 }
            // Of a listening socket it is the length of its queue.
            return $0 + (fields[3] == "0A" ? 0 : Int(fields[4].prefix(8), radix: 16) ?? 0)
        }
    }

    @Test("A loop keeps its share though others hold too much; beyond it those who have held much go")
    func loops() {
        let memory = MemoryBudget(bytes: 100, loops: 2)
        memory.add(100)
        #expect(!memory.isExceeded(byLoopHolding: 90))
        memory.add(1)
        #expect(memory.isExceeded(byLoopHolding: 26))
        #expect(!memory.isExceeded(byLoopHolding: 25))
        memory.add(-1)
        #expect(!memory.isExceeded(byLoopHolding: 90))
    }

    @Test("One connection more than allowed is closed at once")
    func connections() throws {
        var limits = Limits()
        limits.connections = 2
        try withServer(limits: limits, handler: { _ in Echo() }) { server in
            let clients = try (1...3).map { _ in try Client(port: server.port) }
            #expect(clients[2].receiveAll() == "")
            for client in clients[..<2] {
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(client.response().status == 200)
            }
        }
    }

    @Test("Without descriptors, clients are turned away instead of left waiting, and served again when there are some")
    func descriptors() async {
        await #expect(processExitsWith: .success) {
            var limits = Limits()
            limits.reservedDescriptors = 0
            try withServer(limits: limits, handler: { _ in Echo() }) { server in
                var descriptors = rlimit(rlim_cur: 64, rlim_max: 64)
                setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &descriptors)
                let steady = try Client(port: server.port)
                steady.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                #expect(steady.response().status == 200)
                var taken: [Int32] = []
                while case let descriptor = dup(0), descriptor >= 0 { taken.append(descriptor) }
                // Room for the client's end, none for the server's.
                if let one = taken.popLast() { close(one) }
                let turnedAway = try Client(port: server.port)
                #expect(turnedAway.receiveAll() == "")
                for descriptor in taken { close(descriptor) }
                try DeadlineTests.turn(server)
            }
        }
    }
}
