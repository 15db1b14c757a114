import Testing

@testable import HTTP
@testable import portico

/// What a WebSocket waits for, and how long: the moment itself is too late, one less is not.
@Suite("The times of WebSockets")
struct SocketTimeTests {
    private let stage: Stage

    init() throws { stage = try Stage() }

    /// A frame of a client, masked with zeros, which change nothing.
    private static func frame(_ first: UInt8, _ payload: String) -> [UInt8] {
        [first, 0x80 | UInt8(payload.utf8.count), 0, 0, 0, 0] + payload.utf8
    }

    private static let pong = frame(0x8a, "")
    private static let ping = Stage.Turn(bytes: [0x89, 0])

    private static func close(_ code: Int, _ reason: String) -> Stage.Turn {
        let payload = [UInt8(code >> 8), UInt8(code & 0xff)] + reason.utf8
        return Stage.Turn(bytes: [0x88, UInt8(payload.count)] + payload)
    }

    /// Says who is calling: nobody in particular.
    private func begin(_ socket: Socket, at now: Int) {
        let acknowledgement = Array(#"{"type":"connection_ack"}"#.utf8)
        #expect(
            stage.send(Self.frame(0x81, #"{"type":"connection_init"}"#), to: socket, at: now).bytes
                == [0x81, UInt8(acknowledgement.count)] + acknowledgement)
    }

    private func tick(_ socket: Socket, at now: Int) -> Stage.Turn { stage.tell(.tick, to: socket, at: now) }

    @Test("Without connection_init it is closed after ten seconds, and cut one second later")
    func initialization() throws {
        let socket = try stage.connect()
        #expect(tick(socket, at: 9_999) == .nothing)
        #expect(tick(socket, at: 10_000) == Self.close(4408, "Connection initialisation timeout"))
        #expect(tick(socket, at: 10_999) == .nothing)
        #expect(tick(socket, at: 11_000) == Stage.Turn(ending: .cut))
    }

    @Test("Whoever says goodbye in return is not cut")
    func goodbye() throws {
        let socket = try stage.connect()
        #expect(tick(socket, at: 10_000) == Self.close(4408, "Connection initialisation timeout"))
        #expect(stage.send(Self.frame(0x88, ""), to: socket, at: 10_500) == Stage.Turn(ending: .finished))
    }

    @Test("After 25 seconds without a word comes a ping, and after 30 more the end; any word in between counts")
    func silence() throws {
        let socket = try stage.connect()
        begin(socket, at: 9_999)
        #expect(tick(socket, at: 10_000) == .nothing)
        #expect(tick(socket, at: 34_998) == .nothing)
        #expect(tick(socket, at: 34_999) == Self.ping)
        #expect(tick(socket, at: 64_998) == .nothing)
        #expect(stage.send(Self.pong, to: socket, at: 64_998) == .nothing)
        #expect(tick(socket, at: 64_999) == .nothing)
        #expect(tick(socket, at: 89_997) == .nothing)
        #expect(tick(socket, at: 89_998) == Self.ping)
        #expect(tick(socket, at: 119_997) == .nothing)
        #expect(tick(socket, at: 119_998) == Self.close(1001, "Nothing was heard"))
    }

    @Test("A message must be whole ten seconds after it has begun, however it trickles")
    func message() throws {
        let socket = try stage.connect()
        begin(socket, at: 0)
        let ping = Self.frame(0x81, #"{"type":"ping"}"#)
        let pong = Array(#"{"type":"pong"}"#.utf8)
        #expect(stage.send(Array(ping[..<10]), to: socket, at: 1_000) == .nothing)
        #expect(stage.send(Array(ping[10..<12]), to: socket, at: 10_500) == .nothing)
        #expect(tick(socket, at: 10_999) == .nothing)
        #expect(stage.send(Array(ping[12...]), to: socket, at: 10_999).bytes == [0x81, UInt8(pong.count)] + pong)
        #expect(tick(socket, at: 20_999) == .nothing)
        #expect(stage.send(Array(ping[..<10]), to: socket, at: 21_000) == .nothing)
        #expect(stage.send(Array(ping[10..<12]), to: socket, at: 30_999) == .nothing)
        #expect(tick(socket, at: 30_999) == .nothing)
        #expect(tick(socket, at: 31_000) == Self.close(1008, "The message took too long"))
    }
}
