import Testing

/// A WebSocket client that speaks `graphql-transport-ws`, frame by frame.
final class SocketClient {
    enum Received: Equatable {
        case text(String)
        case ping
        case pong(String)
        case close(code: Int, reason: String)
        /// Something else, or the end of the connection.
        case other([UInt8])
    }

    private let client: Client
    let answer: Client.Answer

    init(_ client: Client, fields: [String] = SocketClient.fields) {
        self.client = client
        let lines =
            ["GET /graphql HTTP/1.1", "Host: localhost", "Connection: keep-alive, Upgrade", "Upgrade: websocket"]
            + fields
        client.send(lines.map { $0 + "\r\n" }.joined() + "\r\n")
        answer = client.head()
    }

    /// The lines of a handshake as a client of today sends them, which offers the older protocol first.
    static let fields = [
        "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Protocol: graphql-ws, graphql-transport-ws",
    ]

    func send(_ message: String) { send(0x81, Array(message.utf8)) }

    /// Sends a frame of up to 65,535 bytes, masked.
    func send(_ first: UInt8, _ payload: [UInt8]) {
        let length: [UInt8] =
            payload.count < 126
            ? [0x80 | UInt8(payload.count)] : [0xfe, UInt8(payload.count >> 8), UInt8(payload.count & 0xff)]
        let key: [UInt8] = [1, 2, 3, 4]
        client.send([first] + length + key + payload.enumerated().map { $1 ^ key[$0 % 4] })
    }

    /// Says who is calling, and waits for the acknowledgement.
    func begin(token: String) throws {
        send(#"{"type":"connection_init","payload":{"Authorization":"Bearer \#(token)"}}"#)
        try #require(receive() == .text(#"{"type":"connection_ack"}"#))
    }

    func receive() -> Received {
        let head = client.bytes(2)
        guard head.count == 2 else { return .other(head) }
        var count = Int(head[1])
        if count == 126 { count = client.bytes(2).reduce(0) { $0 << 8 | Int($1) } }
        if count == 127 { count = client.bytes(8).reduce(0) { $0 << 8 | Int($1) } }
        let payload = client.bytes(count)
        let text = String(decoding: payload, as: UTF8.self)
        return switch head[0] {
        case 0x81: .text(text)
        case 0x89: .ping
        case 0x8a: .pong(text)
        case 0x88 where payload.count >= 2:
            .close(code: Int(payload[0]) << 8 | Int(payload[1]), reason: String(decoding: payload[2...], as: UTF8.self))
        default: .other(head + payload)
        }
    }

    /// The next text.
    func text() throws -> String {
        let received = receive()
        guard case .text(let text) = received else { throw NoText(received: received) }
        return text
    }

    struct NoText: Error { let received: Received }

    /// Whether the server has ended the connection.
    var isOver: Bool { client.bytes(1).isEmpty }
}
