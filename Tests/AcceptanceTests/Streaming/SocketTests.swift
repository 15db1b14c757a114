import TestSupport
import Testing

/// `graphql-transport-ws` over real WebSockets.
@Suite("WebSockets")
struct SocketTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer
    private let demo: DemoCase

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--demo", "--data", directory.file("portico.db")])
        demo = try DemoCase(server)
    }

    private func connect() throws -> SocketClient {
        let socket = SocketClient(try server.client())
        try socket.begin(token: demo.token)
        return socket
    }

    private func subscribe(_ id: String, _ request: String) -> String {
        #"{"id":"\#(id)","type":"subscribe","payload":\#(request)}"#
    }

    @Test("The handshake chooses the protocol that is spoken here, and proves that the key was read")
    func handshake() throws {
        let answer = SocketClient(try server.client()).answer
        #expect(answer.status == 101)
        #expect(answer.fields("Sec-WebSocket-Accept") == ["s3pPLMBiTxaQ9kYGzzhZRbK+xOo="])
        #expect(answer.fields("Sec-WebSocket-Protocol") == ["graphql-transport-ws"])
        #expect(answer.fields("Upgrade") == ["websocket"])
        #expect(answer.fields("Connection") == ["Upgrade"])
    }

    @Test(
        "What is no handshake is refused by its status",
        arguments: [
            ("another version", 426, ["Sec-WebSocket-Version: 8", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]),
            ("no version", 426, ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]),
            ("no key", 400, ["Sec-WebSocket-Version: 13"]),
            ("a short key", 400, ["Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: c2hvcnQ="]),
            ("two keys", 400, SocketClient.fields + ["Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="]),
            ("another page", 403, SocketClient.fields + ["Origin: https://evil.example"]),
            ("a page of another port", 403, SocketClient.fields + ["Origin: http://localhost:1"]),
            ("a page of nowhere", 403, SocketClient.fields + ["Origin: null"]),
            ("two pages", 403, SocketClient.fields + ["Origin: http://localhost", "Origin: http://localhost"]),
            ("content that is announced", 400, SocketClient.fields + ["Content-Length: 5"]),
            ("content of unknown length", 400, SocketClient.fields + ["Transfer-Encoding: chunked"]),
            ("no content", 101, SocketClient.fields + ["Content-Length: 0"]),
            ("the own page", 101, SocketClient.fields + ["Origin: https://LOCALHOST"]),
        ])
    func handshakes(_ what: String, _ status: Int, _ fields: [String]) throws {
        let answer = SocketClient(try server.client(), fields: fields).answer
        #expect(answer.status == status, "\(what)")
        if status == 426 { #expect(answer.fields("Sec-WebSocket-Version") == ["13"]) }
    }

    @Test("Whoever offers no protocol that is spoken here is told so, and a wrong token is told as the protocol has it")
    func refusals() throws {
        for name in ["graphql-ws", "GraphQL-Transport-WS"] {
            let other = SocketClient(
                try server.client(), fields: Array(SocketClient.fields[..<2]) + ["Sec-WebSocket-Protocol: \(name)"])
            #expect(other.answer.status == 101)
            #expect(other.answer.fields("Sec-WebSocket-Protocol") == [])
            #expect(other.receive() == .close(code: 4406, reason: "Subprotocol not acceptable"))
        }
        let stranger = SocketClient(try server.client())
        stranger.send(#"{"type":"connection_init","payload":{"Authorization":"Bearer pt_wrong"}}"#)
        #expect(stranger.receive() == .close(code: 4403, reason: "Forbidden"))
        stranger.send(0x88, [0x11, 0x33])
        #expect(stranger.isOver)
    }

    @Test("Queries, mutations and subscriptions go on side by side")
    func operations() throws {
        let socket = try connect()
        socket.send(subscribe("s", demo.subscription))
        socket.send(subscribe("q", #"{"query":"{ __typename }"}"#))
        let next = try socket.text()
        #expect(next.hasPrefix(#"{"id":"q","type":"next","payload":{"data":{"__typename":"Query"},"extensions":{"#))
        #expect(socket.receive() == .text(#"{"id":"q","type":"complete"}"#))
        socket.send(subscribe("m", demo.mutation("over a socket")))
        // Which of them comes first is nobody's business.
        var messages: [String] = []
        for _ in 0..<3 {
            let message = try socket.text()
            messages.append(message)
        }
        let data = #"{"commentAdded":{"body":"over a socket"}}"#
        #expect(
            messages.contains { $0.hasPrefix(#"{"id":"s","type":"next","payload":{"data":\#(data),"#) }, "\(messages)")
        #expect(messages.contains { $0.hasPrefix(#"{"id":"m","type":"next","payload":{"data":{"addComment":"#) })
        #expect(messages.contains(#"{"id":"m","type":"complete"}"#))
        // Once it is stopped nothing more is told of it, and its id is free.
        socket.send(#"{"id":"s","type":"complete"}"#)
        try demo.comment("unheard")
        socket.send(subscribe("s", #"{"query":"{ a: __typename }"}"#))
        let last = try socket.text()
        #expect(last.hasPrefix(#"{"id":"s","type":"next","payload":{"data":{"a":"Query"}"#), "\(last)")
    }

    @Test("An operation that cannot run is answered by its errors, and the others go on")
    func errors() throws {
        let socket = try connect()
        for query in ["{ nonsense }", "subscription { nonsense }"] {
            socket.send(subscribe("1", #"{"query":"\#(query)"}"#))
            let message = try socket.text()
            #expect(
                message.hasPrefix(#"{"id":"1","type":"error","payload":[{"message":"Cannot query field"#), "\(message)")
            #expect(message.hasSuffix("]}"))
        }
        socket.send(subscribe("2", "{}"))
        let message = try socket.text()
        #expect(message.contains("BAD_REQUEST"))
        for number in 0..<50 { socket.send(subscribe("s\(number)", demo.subscription)) }
        // A viewer has 20 streams on a loop.
        for _ in 20..<50 {
            let message = try socket.text()
            #expect(message.contains("TOO_MANY_STREAMS"))
        }
    }

    @Test(
        "Whoever breaks the protocol is told how, and the connection ends",
        arguments: [
            ("hello", 4400, "A message is a JSON object"),
            (#"{"type":"connection_init"}"#, 4429, "Too many initialisation requests"),
        ])
    func broken(_ message: String, _ code: Int, _ reason: String) throws {
        let socket = try connect()
        socket.send(message)
        #expect(socket.receive() == .close(code: code, reason: reason))
        socket.send(0x88, [])
        #expect(socket.isOver)
    }

    @Test("What is no frame ends the connection, and so does a message that is no text")
    func frames() throws {
        let reserved = try connect()
        reserved.send(0xc1, [])
        #expect(reserved.receive() == .close(code: 1002, reason: ""))
        let invalid = try connect()
        invalid.send(0x81, [0xff])
        #expect(invalid.receive() == .close(code: 1007, reason: ""))
        let binary = try connect()
        binary.send(0x82, [1])
        #expect(binary.receive() == .close(code: 4400, reason: "Messages are text"))
        let early = SocketClient(try server.client())
        early.send(subscribe("1", #"{"query":"{ __typename }"}"#))
        #expect(early.receive() == .close(code: 4401, reason: "Unauthorized"))
    }

    @Test("Pings of both layers are answered, and a goodbye is")
    func pings() throws {
        let socket = try connect()
        socket.send(0x89, Array("here?".utf8))
        #expect(socket.receive() == .pong("here?"))
        socket.send(#"{"type":"ping"}"#)
        #expect(socket.receive() == .text(#"{"type":"pong"}"#))
        socket.send(0x88, [3, 232])
        #expect(socket.receive() == .close(code: 1000, reason: ""))
        #expect(socket.isOver)
    }

    @Test("When the server ends it says so")
    func drained() throws {
        let socket = try connect()
        socket.send(subscribe("s", demo.subscription))
        server.signal()
        #expect(socket.receive() == .close(code: 1001, reason: "The server ends"))
        socket.send(0x88, [3, 233])
        #expect(socket.isOver)
        #expect(server.outcome().exitCode == 0)
    }
}
