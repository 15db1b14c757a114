import Glibc
import HTTP
import Synchronization
import Testing

/// Where tests meet their handlers: a place to wait at, and the tickets that were left.
final class Desk: Sendable {
    private let tickets = Mutex<[String: Ticket]>([:])
    private let arrivals = Turnstile()
    private let gate = Turnstile()

    /// Waits until a handler has left a ticket or stands at the gate.
    func awaitArrival() { arrivals.await() }

    func ticket(_ path: String) -> Ticket? { tickets.withLock { $0[path] } }

    func leave(_ ticket: Ticket, for path: String) {
        tickets.withLock { $0[path] = ticket }
        arrivals.open()
    }

    func waitAtGate() {
        arrivals.open()
        gate.await()
    }

    func openGate() { gate.open() }
}

/// Lets one thread through for each time another has opened it, or fails the test after ten seconds.
final class Turnstile: Sendable {
    private let ends: (read: Int32, write: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        self.ends = (ends[0], ends[1])
    }

    deinit {
        close(ends.read)
        close(ends.write)
    }

    func open() {
        var byte: UInt8 = 0
        write(ends.write, &byte, 1)
    }

    func await() {
        var waiting = pollfd(fd: ends.read, events: Int16(POLLIN), revents: 0)
        var byte: UInt8 = 0
        guard poll(&waiting, 1, 10_000) == 1, read(ends.read, &byte, 1) == 1 else {
            Issue.record("Nobody came")
            return
        }
    }
}

/// Echoes, except: `/later…` is deferred to the desk, `/gate` stands still until the gate opens, `/big` is 64 KiB, `/nothing` forgets to answer.
struct DeskHandler: RequestHandler {
    let desk: Desk
    private var echo = Echo()

    init(_ desk: Desk) { self.desk = desk }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        let path = String(decoding: request.path, as: UTF8.self)
        if path.hasPrefix("/later") {
            desk.leave(ticket, for: path)
            return .deferred
        }
        if path == "/nothing" { return .replied }
        if path == "/gate" { desk.waitAtGate() }
        if path == "/big" {
            Self.big.withUnsafeBytes { reply.send(ResponseHead(.ok), body: $0) }
            return .replied
        }
        return echo.handle(request, reply: &reply, ticket: ticket)
    }

    static let big = [UInt8](repeating: UInt8(ascii: "b"), count: 65_536)
}

extension Ticket {
    func complete(_ text: String) { complete(ResponseHead(.ok), body: Array(text.utf8)) }
}
