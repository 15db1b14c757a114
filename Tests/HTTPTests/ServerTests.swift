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

    @Test("A request split at any byte is one request")
    func splitAnywhere() throws {
        let message =
            "POST /a HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            for offset in 1..<message.count {
                client.send(String(message.prefix(offset)))
                client.send(String(message.dropFirst(offset)))
                #expect(client.response().body == "post /a\nabcde")
            }
            for byte in message { client.send(String(byte)) }
            #expect(client.response().body == "post /a\nabcde")
        }
    }

    @Test("A hundred thousand chunks of a byte are one body")
    func tinyChunks() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")
            for _ in 1...100 { client.send(String(repeating: "1\r\nx\r\n", count: 1000)) }
            client.send("0\r\n\r\n")
            #expect(client.response().body == "post /\n" + String(repeating: "x", count: 100_000))
        }
    }

    @Test("Nothing after a malformed request runs, and the connection closes")
    func refused() throws {
        let desk = Desk()
        try withServer(handler: { _ in DeskHandler(desk) }) { server in
            let client = try Client(port: server.port)
            client.send(
                "GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET / HTTP/1.1\r\nHost : a\r\n\r\nGET /later HTTP/1.1\r\nHost: a\r\n\r\n"
            )
            #expect(client.response().body == "get /1\n")
            let refusal = client.response()
            #expect(refusal.status == 400)
            #expect(refusal.closes)
            #expect(refusal.body == "Bad Request\r\n")
            #expect(client.receiveAll() == "")
            #expect(desk.ticket("/later") == nil)
        }
    }

    @Test("A client that is still sending reads why it was refused")
    func refusedWhileSending() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4000000\r\n\r\n")
            for _ in 1...100 { client.send(String(repeating: "x", count: 40_000)) }
            #expect(client.response().status == 413)
        }
    }

    @Test("Connection: close is obeyed, and HTTP/1.0 closes unless it asks not to")
    func persistence() throws {
        try withServer(handler: { _ in Echo() }) { server in
            for message in ["GET / HTTP/1.1\r\nHost: a\r\nConnection: x, Close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"] {
                let client = try Client(port: server.port)
                client.send(message + "GET /second HTTP/1.1\r\nHost: a\r\n\r\n")
                let response = client.response()
                #expect(response.body == "get /\n")
                #expect(response.closes)
                #expect(client.receiveAll() == "")
            }
            let client = try Client(port: server.port)
            for _ in 1...2 {
                client.send("GET / HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n")
                #expect(client.response().head.contains("\r\nConnection: keep-alive\r\n"))
            }
        }
    }

    @Test("A client that has finished sending still gets its answers")
    func halfClosed() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\nGET /3")
            client.finish()
            #expect(client.response().body == "get /1\n")
            #expect(client.response().body == "get /2\n")
            #expect(client.receiveAll() == "")
        }
    }

    @Test("HEAD gets the head of what GET gets")
    func head() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            let response = client.response()
            client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.receive(response.head.utf8.count) == response.head)
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response() == response)
        }
    }

    @Test("Expect: 100-continue is answered before the content")
    func expectContinue() throws {
        try withServer(handler: { _ in Echo() }) { server in
            let client = try Client(port: server.port)
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n")
            #expect(client.response() == Response(head: "HTTP/1.1 100 Continue\r\n\r\n", body: ""))
            client.send("abc")
            #expect(client.response().body == "post /\nabc")
            client.send("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Length: 9999999\r\n\r\n")
            #expect(client.response().status == 413)
        }
    }

    @Test("A handler that forgets to answer causes a 500")
    func forgetful() throws {
        try withServer(handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            client.send("GET /nothing HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.response().status == 500)
        }
    }

    @Test("A client that asks without reading is not served further until it reads")
    func backPressure() throws {
        try withServer(handler: { _ in DeskHandler(Desk()) }) { server in
            let client = try Client(port: server.port)
            let reader = try Joined {
                let big = String(decoding: DeskHandler.big, as: UTF8.self)
                for _ in 1...300 where client.response().body != big { Issue.record("An answer is damaged") }
            }
            for _ in 1...300 { client.send("GET /big HTTP/1.1\r\nHost: a\r\n\r\n") }
            try reader.join()
        }
    }

    @Test("Every loop serves")
    func loops() throws {
        try withServer(loops: 3, handler: { loop in Numbered(loop: loop) }) { server in
            var seen: Set<String> = []
            for _ in 1...200 where seen.count < 3 {
                let client = try Client(port: server.port)
                client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n")
                seen.insert(client.response().body)
            }
            #expect(seen == ["0", "1", "2"])
        }
    }

    @Test("A handler that cannot be made keeps the server from starting")
    func handlerFails() throws {
        let server = try Server(Server.Configuration())
        #expect(throws: ServerError.self) {
            try server.run { _ -> Echo in throw ClientError(call: "none", errno: 0) }
        }
    }

    @Test("A port that is served is refused, by one loop or many", arguments: [1, 2])
    func portInUse(loops: Int) throws {
        try withServer(loops: loops, handler: { _ in Echo() }) { server in
            var configuration = Server.Configuration()
            configuration.port = server.port
            configuration.loops = 2
            do {
                _ = try Server(configuration)
                Issue.record("Two servers share a port")
            } catch ServerError.addressInUse(let host, let port) {
                #expect(host == "127.0.0.1")
                #expect(port == server.port)
            }
        }
    }

    @Test("A host that is not here is named")
    func unknownHost() throws {
        var configuration = Server.Configuration()
        configuration.host = "192.0.2.1"
        do {
            _ = try Server(configuration)
            Issue.record("Bound to an address of nobody")
        } catch ServerError.addressUnavailable(let host) { #expect(host == "192.0.2.1") }
    }
}

/// Answers with the number of its loop.
struct Numbered: RequestHandler {
    let loop: Int

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        var number = "\(loop)"
        number.withUTF8 { reply.send(ResponseHead(.ok), body: UnsafeRawBufferPointer($0)) }
        return .replied
    }
}
