import HTTP
import Testing

@Suite("A server on a socket")
struct ServerTests {
    @Test("It answers, states length and date, and keeps the connection")
    func keepAlive() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            for number in 1...300 {
                client.send("GET /n?\(number) HTTP/1.1\r\nHost: a\r\n\r\n")
                let body = "get /n?\(number)\n"
                let head =
                    "HTTP/1.1 200 OK\r\nDate: Sun, 06 Nov 1994 08:49:37 GMT\r\nContent-Type: text/plain\r\n"
                    + "Content-Length: \(body.utf8.count)\r\n\r\n"
                #expect(client.response() == Response(head: head, body: body))
            }
        }
    }

    @Test("Fifty pipelined requests are answered in order")
    func pipelined() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send((1...50).map { "GET /\($0) HTTP/1.1\r\nHost: a\r\n\r\n" }.joined())
            for number in 1...50 { #expect(client.response().body == "get /\(number)\n") }
        }
    }
}
