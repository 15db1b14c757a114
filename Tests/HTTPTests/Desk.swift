import Glibc
import HTTP
import Synchronization

/// Where tests meet their handlers: a pipe to wait at, and the tickets that were left.
final class Desk: Sendable {
    private let tickets = Mutex<[String: Ticket]>([:])
    private let arrivals: (read: Int32, write: Int32)
    private let gate: (read: Int32, write: Int32)

    init() {
        arrivals = Desk.makePipe()
        gate = Desk.makePipe()
    }

    deinit { for descriptor in [arrivals.read, arrivals.write, gate.read, gate.write] { close(descriptor) } }

    /// Waits until a handler has left a ticket or stands at the gate.
    func awaitArrival() { Desk.take(arrivals.read) }

    func ticket(_ path: String) -> Ticket? { tickets.withLock { $0[path] } }

    func leave(_ ticket: Ticket, for path: String) {
        tickets.withLock { $0[path] = ticket }
        Desk.put(arrivals.write)
    }

    func waitAtGate() {
        Desk.put(arrivals.write)
        Desk.take(gate.read)
    }

    func openGate() { Desk.put(gate.write) }

    private static func makePipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        pipe(&ends)
        return (ends[0], ends[1])
    }

    private static func put(_ descriptor: Int32) {
        var byte: UInt8 = 0
        write(descriptor, &byte, 1)
    }

    private static func take(_ descriptor: Int32) {
        var byte: UInt8 = 0
        read(descriptor, &byte, 1)
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
