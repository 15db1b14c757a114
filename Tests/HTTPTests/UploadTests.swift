import HTTP
import Testing

@Suite("Content that is handed over as it comes")
struct UploadTests {
    static func put(_ path: String, length: Int, _ fields: String = "") -> String {
        "PUT \(path) HTTP/1.1\r\nHost: a\r\n\(fields)Content-Length: \(length)\r\n\r\n"
    }

    static let chunked = "PUT /store HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
    static let mebibyte = String(repeating: "x", count: 1 << 20)

    @Test("25 MiB arrive whole, in pieces that fit into memory, and the connection goes on", arguments: [false, true])
    func large(isChunked: Bool) throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(isChunked ? Self.chunked : Self.put("/store", length: 25 << 20))
            for _ in 1...25 { client.send(isChunked ? "100000\r\n\(Self.mebibyte)\r\n" : Self.mebibyte) }
            if isChunked { client.send("0\r\n\r\n") }
            let response = client.response()
            #expect(response.status == 201)
            #expect(response.body == "\(25 << 20)")
            #expect(!response.closes)
            client.send(DrainTests.get("/next"))
            #expect(client.response().body == "get /next\n")
            #expect(record.pieces.allSatisfy { $0 <= 128 * 1024 })
            record.awaitEnd()
            #expect(record.closed == ["/store"])
        }
    }

    @Test("Content split at any byte is the same content, and what is pipelined behind it is served")
    func splitAnywhere() throws {
        for message in [
            Self.put("/store", length: 5) + "abcde", Self.chunked + "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nT: u\r\n\r\n",
        ] {
            for offset in 1..<message.utf8.count {
                let record = Record()
                try withServer(handler: { _ in Vault(record) }) { server in
                    let client = try Client(port: server.port)
                    let bytes = Array(message.utf8)
                    client.send(String(decoding: bytes[..<offset], as: UTF8.self))
                    try DeadlineTests.turn(server)
                    client.send(String(decoding: bytes[offset...], as: UTF8.self) + DrainTests.get("/next"))
                    #expect(client.response().body == "5")
                    #expect(client.response().body == "get /next\n")
                    #expect(record.received == "abcde")
                }
            }
        }
    }

    @Test("Malformed content ends the upload and the connection")
    func malformed() throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.chunked + "3\r\nabcd\r\n")
            #expect(client.response().status == 400)
            #expect(client.receiveAll() == "")
            record.awaitEnd()
            #expect(record.closed == ["/store"])
        }
    }

    @Test("Expect: 100-continue is answered once the content is admitted, and not if it is refused")
    func expectContinue() throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.put("/store", length: 3, "Expect: 100-continue\r\n"))
            #expect(client.response().head == "HTTP/1.1 100 Continue\r\n\r\n")
            client.send("abc")
            #expect(client.response().body == "3")
            client.send(Self.put("/refused", length: 3, "Expect: 100-continue\r\n"))
            let refusal = client.response()
            #expect(refusal.status == 403)
            #expect(refusal.closes)
            #expect(client.receiveAll() == "")
            record.awaitEnd()
            #expect(record.closed == ["/store"])
        }
    }

    @Test("A route can allow less than others, and what it allows is whole")
    func buffered() throws {
        try withServer(handler: { _ in Vault(Record()) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.put("/small", length: 10) + "0123456789")
            #expect(client.response().body == "put /small\n0123456789")
            client.send(Self.put("/small", length: 11))
            #expect(client.response().status == 413)
        }
    }

    @Test("What has enough before the end answers, and the client reads it while it still sends")
    func early() throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.put("/early", length: 8 << 20))
            for _ in 1...4 { client.send(Self.mebibyte) }
            let response = client.response()
            #expect(response.status == 415)
            #expect(response.closes)
            #expect(record.pieces.count == 1)
            record.awaitEnd()
            #expect(record.closed == ["/early"])
        }
    }

    @Test("A pause stops reading the client until it is over")
    func paused() throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            let sender = try Joined {
                client.send(Self.put("/paused", length: 16 << 20))
                for _ in 1...16 { client.send(Self.mebibyte) }
            }
            record.awaitPiece()
            for _ in 1...20 { try DeadlineTests.turn(server) }
            #expect(record.pieces.count == 1)
            while record.closed.isEmpty {
                record.ticket("/paused")?.resume()
                record.awaitPiece()
                if record.pieces.reduce(0, +) == 16 << 20 { record.awaitEnd() }
            }
            try sender.join()
            #expect(client.response().body == "\(16 << 20)")
            #expect(record.pieces.allSatisfy { $0 <= 256 * 1024 })
        }
    }

    @Test("Its answer may come later, also before all content is here")
    func late() throws {
        let record = Record()
        try withServer(handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.put("/late", length: 3) + "abc" + DrainTests.get("/next"))
            record.awaitPiece()
            record.ticket("/late")?.complete("whole")
            #expect(client.response().body == "whole")
            #expect(client.response().body == "get /next\n")
            client.send(Self.put("/late", length: 3) + "a")
            record.awaitPiece()
            record.ticket("/late")?.complete("enough")
            let response = client.response()
            #expect(response.body == "enough")
            #expect(response.closes)
            for _ in 1...2 { record.awaitEnd() }
            #expect(record.closed == ["/late", "/late"])
        }
    }

    @Test("A client that breaks off, or sends nothing for ten seconds, ends its upload once")
    func brokenOff() throws {
        let record = Record()
        let clock = StoppedClock()
        try withServer(clock: clock.clock, handler: { _ in Vault(record) }) { server in
            let client = try Client(port: server.port)
            client.send(Self.put("/store", length: 3) + "a")
            record.awaitPiece()
            client.finish()
            record.awaitEnd()
            let other = try Client(port: server.port)
            other.send(Self.put("/store", length: 3) + "a")
            record.awaitPiece()
            try DeadlineTests.pass(10_000, clock, server)
            #expect(other.response().status == 408)
            record.awaitEnd()
        }
        #expect(record.closed == ["/store", "/store"])
    }
}
