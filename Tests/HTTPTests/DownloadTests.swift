import Glibc
import HTTP
import Testing

@Suite("Files as answers")
struct DownloadTests {
    /// Runs `body` with a server that gives a file of `size` bytes, which count from 0 to 250 again and again.
    static func withFile(_ size: Int, _ body: (Server, Record, _ path: String) throws -> Void) throws {
        var path = Array("/tmp/portico-download-XXXXXX".utf8CString)
        let descriptor = mkstemp(&path)
        let name = String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        defer { unlink(name) }
        #expect(content[..<size].withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) } == size)
        close(descriptor)
        let record = Record()
        try withServer(handler: { _ in Vault(record, file: name, size: size) }) { try body($0, record, name) }
    }

    /// More bytes than any file here has.
    static let content: [UInt8] = {
        var bytes = Array(UInt8(0)..<251)
        while bytes.count < 25 << 20 { bytes += bytes }
        return bytes
    }()

    func expect(_ range: Range<Int>, in bytes: [UInt8]) {
        let isSame = bytes.withUnsafeBytes { bytes in
            Self.content[range].withUnsafeBytes { content in
                guard let start = bytes.baseAddress, let expected = content.baseAddress else { return bytes.isEmpty }
                return bytes.count == content.count && memcmp(start, expected, content.count) == 0
            }
        }
        #expect(isSame, "Not the bytes \(range)")
    }

    @Test("A file of 25 MiB comes whole, others are served meanwhile, and the connection goes on")
    func large() throws {
        let size = 25 << 20
        try Self.withFile(size) { server, _, _ in
            let client = try Client(port: server.port)
            client.send(DrainTests.get("/file") + DrainTests.get("/next"))
            for _ in 1...10 { try DeadlineTests.turn(server) }
            #expect(client.head().contains("\r\nContent-Length: \(size)\r\n"))
            expect(0..<size, in: client.receiveBytes(size))
            #expect(client.response().body == "get /next\n")
        }
    }

    @Test("Part of a file, none of it, and one that comes later")
    func parts() throws {
        try Self.withFile(1_000) { server, record, _ in
            let client = try Client(port: server.port)
            for (path, range) in [("/file/part", 250..<500), ("/file/empty", 0..<0), ("/file/later", 0..<1_000)] {
                client.send(DrainTests.get(path))
                #expect(client.head().contains("\r\nContent-Length: \(range.count)\r\n"))
                expect(range, in: client.receiveBytes(range.count))
            }
            #expect(record.opened == 2)
        }
    }

    @Test("HEAD gets the length and opens nothing", arguments: ["/file", "/file/later"])
    func head(path: String) throws {
        try Self.withFile(1_000) { server, record, _ in
            let client = try Client(port: server.port)
            client.send("HEAD \(path) HTTP/1.1\r\nHost: a\r\n\r\n")
            #expect(client.head().contains("\r\nContent-Length: 1000\r\n"))
            client.send(DrainTests.get("/next"))
            #expect(client.response().body == "get /next\n")
            #expect(record.opened == 0)
        }
    }

    @Test("A file that is shorter than promised ends the connection, not the content")
    func shorter() throws {
        try Self.withFile(1_000) { server, _, _ in
            let client = try Client(port: server.port)
            client.send(DrainTests.get("/file/longer") + DrainTests.get("/next"))
            #expect(client.head().contains("\r\nContent-Length: 1001\r\n"))
            expect(0..<1_000, in: client.receiveBytes(.max))
        }
    }

    @Test("What is no file is no answer, and the handler can say so")
    func gone() throws {
        try Self.withFile(1_000) { server, _, path in
            let client = try Client(port: server.port)
            client.send(DrainTests.get("/file/gone"))
            #expect(client.response().status == 404)
            unlink(path)
            client.send(DrainTests.get("/file/later"))
            #expect(client.response().status == 500)
            // A deferred answer of the handler's own, then one that the loop gives in its place.
            client.send(DrainTests.get("/file/crowded"))
            #expect(client.response().status == 429)
            client.send(DrainTests.get("/file/later/crowded"))
            #expect(client.response().status == 503)
        }
        for path in ["/tmp", "/dev/null"] {
            #expect(throws: FileBody.Failure.missing) { try FileBody(path: path) }
        }
    }

    @Test("A client that is gone ends it, and the process goes on")
    func clientGone() throws {
        try Self.withFile(25 << 20) { server, _, _ in
            for _ in 1...10 {
                let client = try Client(port: server.port)
                client.send(DrainTests.get("/file"))
                _ = client.head()
                client.reset()
            }
            try DeadlineTests.turn(server)
        }
    }
}
