import HTTP
import Synchronization

/// Answers with what it was asked: `METHOD path?query` and the body, each on a line.
struct Echo: RequestHandler {
    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        var text = "\(request.method) \(String(decoding: request.path, as: UTF8.self))"
        if let query = request.query { text += "?\(String(decoding: query, as: UTF8.self))" }
        text += "\n\(String(decoding: request.body, as: UTF8.self))"
        var body = text
        body.withUTF8 { reply.send(ResponseHead(.ok, contentType: "text/plain"), body: UnsafeRawBufferPointer($0)) }
        return .replied
    }
}

/// A clock that stands still until it is told to move.
final class StoppedClock: Sendable {
    private let time = Atomic(1_000)

    var clock: Clock {
        Clock(milliseconds: { self.time.load(ordering: .relaxed) }, unixSeconds: { 784_111_777 })
    }

    func advance(milliseconds: Int) { time.add(milliseconds, ordering: .relaxed) }
}

/// Runs `body` against a server on a port of its own, then drains it; fails if the server does.
func withServer<Handler: RequestHandler & ~Copyable>(
    limits: Limits = Limits(), clock: Clock = StoppedClock().clock, loops: Int = 1,
    handler makeHandler: @escaping @Sendable (Int) throws -> Handler, _ body: (Server) throws -> Void
) throws {
    var configuration = Server.Configuration()
    configuration.limits = limits
    configuration.clock = clock
    configuration.loops = loops
    let server = try Server(configuration)
    let run = try Joined { try server.run(makeHandler: makeHandler) }
    let result = Result { try body(server) }
    server.drain()
    try run.join()
    try result.get()
}
