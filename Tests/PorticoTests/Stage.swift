import API
import Glibc
import Portal
import Storage
import TestSupport
import Testing

@testable import HTTP
@testable import portico

/// What a loop advances.
protocol Transport {
    func advance(on event: StreamEvent, _ writer: inout StreamWriter, _ endpoint: inout Endpoint)
}

extension EventAnswer: Transport {}
extension SharedStream: Transport {}
extension Socket: Transport {}

/// Takes a loop's place before streams: tells them of events, at whatever time a test says, and reads what they write.
final class Stage {
    /// What a stream does when it is told something.
    struct Turn: Equatable {
        var bytes: [UInt8] = []
        var ending: StreamWriter.Ending?

        static let nothing = Turn()
    }

    static let id = StreamID(connection: ConnectionToken(rawValue: 1), request: 0)

    private let directory: TestSupport.TemporaryDirectory
    private let database: Database
    private let environment = Environment.fixed(at: Timestamp(milliseconds: 1_800_000_000_000), seed: 1)
    private let writer: MutationWriter
    private let passwords: PasswordDesk
    private let log: Log
    private var endpoint: Endpoint
    private var outbox: Outbox
    private let wire: (near: Int32, far: Int32)

    init() throws {
        directory = try TestSupport.TemporaryDirectory()
        database = try ServedDatabase(path: directory.file("portico.db")).database
        writer = try MutationWriter(database)
        passwords = try PasswordDesk(database, writer: writer, environment)
        log = try Log(environment, .errors)
        endpoint = try Endpoint(
            try BoundSchema(sdl: Portico.schema), database, writer: writer, passwords: passwords, environment)
        var ends: [Int32] = [-1, -1]
        #expect(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0, &ends) == 0)
        wire = (ends[0], ends[1])
        outbox = Outbox(descriptor: wire.near)
    }

    deinit {
        close(wire.near)
        close(wire.far)
        passwords.stop()
        writer.stop()
        log.stop()
    }

    /// Tells a stream of an event.
    ///
    /// - Parameters:
    ///   - now: Milliseconds of the loop's clock.
    ///   - room: Bytes that may be written.
    func tell(_ event: StreamEvent, to transport: some Transport, at now: Int, room: Int = 1 << 16) -> Turn {
        let ending = withUnsafeMutablePointer(to: &outbox) { outbox in
            var writer = StreamWriter(to: outbox, mode: .upgraded, capacity: room, now: now)
            transport.advance(on: event, &writer, &endpoint)
            let ending = writer.ending
            writer.endTurn()
            return ending
        }
        outbox.flush()
        return Turn(bytes: received(), ending: ending)
    }

    private func received() -> [UInt8] {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(wire.far, &buffer, buffer.count, Int32(MSG_DONTWAIT)), count > 0 {
            bytes += buffer[..<count]
        }
        return bytes
    }

    /// A subscription of an administrator, to whom nothing happens.
    func subscribe() throws -> EventStream {
        let connection = try database.connectForWriting()
        let (login, token, now) = (try EmailAddress("a@b.example"), Token(from: environment), environment.now())
        try AccountStore.add(login, name: "Ada", role: .admin, partner: nil, at: now, in: connection)
        try #require(try TokenStore.insert(token.hash, prefix: "", forLogin: login, at: now, in: connection))
        let body = Array(#"{"query":"subscription { recordChanged { sequence } }"}"#.utf8)
        let opening = body.withUnsafeBytes { body in
            Array("Bearer \(token.text)".utf8).withUnsafeBytes { endpoint.subscribe(body, authorization: $0) }
        }
        guard case .opened(let stream) = opening else { throw NotOpened() }
        return stream
    }

    struct NotOpened: Error {}

    /// A shared stream that has begun, and on which nothing runs.
    func share() throws -> SharedStream {
        let reservations = Reservations(environment)
        let token = try #require(reservations.reserve(for: [1]))
        guard case .attached(let operations, let waiting) = reservations.attach(token, { _ in }) else {
            throw NotOpened()
        }
        return SharedStream(token, reservations, Self.id, operations, waiting, after: 0, peer: .none)
    }

    /// A WebSocket that has just begun, at 0 milliseconds.
    func connect() throws -> Socket {
        let ticket = Ticket(
            mailbox: try Mailbox(), connection: Self.id.connection, request: Self.id.request, presence: Presence())
        var dice = SplitMix64(seed: 1)
        let visit = Chronicle(log, RequestCounts(), environment).visit(TraceParent(&dice))
        let socket = Socket(ticket, visit, speaksProtocol: true, peer: .none)
        #expect(tell(.writable, to: socket, at: 0) == .nothing)
        return socket
    }

    /// Has bytes come in, as they are on the wire.
    func send(_ bytes: [UInt8], to socket: Socket, at now: Int) -> Turn {
        var bytes = bytes
        return bytes.withUnsafeMutableBytes { tell(.received($0), to: socket, at: now) }
    }
}
