import HTTP
import Testing

@Suite("Limits of a message, at the limit and one above")
struct LimitTests {
    let limits = Limits()

    func expect(_ message: String, _ status: Status?) {
        let expected = status.map(RequestParser.Outcome.malformed) ?? .complete(consumed: message.utf8.count)
        #expect(parse(message) == expected)
        #expect(parse(message, step: 1000) == expected)
    }

    func filler(_ count: Int) -> String { String(repeating: "x", count: count) }

    @Test("The request line")
    func requestLine() {
        func message(_ length: Int) -> String {
            "GET /\(filler(length - "GET / HTTP/1.1".utf8.count)) HTTP/1.1\r\nHost: a\r\n\r\n"
        }
        expect(message(limits.requestLine), nil)
        expect(message(limits.requestLine + 1), .uriTooLong)
    }

    @Test("A request line without an end")
    func endlessRequestLine() {
        #expect(parse(filler(limits.requestLine)) == .partial)
        #expect(parse(filler(limits.requestLine + 1)) == .malformed(.uriTooLong))
    }

    @Test("The field lines together")
    func fieldSection() {
        func message(_ length: Int) -> String {
            let lines = "Host: a\r\nX: \r\n"
            return "GET / HTTP/1.1\r\nHost: a\r\nX: \(filler(length - lines.utf8.count))\r\n\r\n"
        }
        expect(message(limits.fieldSection), nil)
        expect(message(limits.fieldSection + 1), .requestHeaderFieldsTooLarge)
    }

    @Test("The number of field lines")
    func fields() {
        func message(_ count: Int) -> String {
            "GET / HTTP/1.1\r\nHost: a\r\n" + String(repeating: "X: y\r\n", count: count - 1) + "\r\n"
        }
        expect(message(limits.fields), nil)
        expect(message(limits.fields + 1), .requestHeaderFieldsTooLarge)
    }

    @Test("Content with a length")
    func content() {
        func message(_ length: Int) -> String {
            "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \(length)\r\n\r\n\(filler(length))"
        }
        expect(message(limits.content), nil)
        expect(message(limits.content + 1), .contentTooLarge)
    }

    @Test("Content in chunks")
    func chunkedContent() {
        func message(_ length: Int) -> String {
            let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let half = filler(limits.content / 2)
            let rest = length - limits.content / 2
            return head + "80000\r\n\(half)\r\n\(String(rest, radix: 16))\r\n\(filler(rest))\r\n0\r\n\r\n"
        }
        expect(message(limits.content), nil)
        expect(message(limits.content + 1), .contentTooLarge)
    }

    @Test("Chunk extensions and trailers together")
    func chunkOverhead() {
        func message(_ overhead: Int) -> String {
            let head = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
            let extensions = ";\(filler(999))"
            return head + "1\(extensions)\r\nx\r\n0\(extensions)\r\nX: \(filler(overhead - 2000 - 5))\r\n\r\n"
        }
        expect(message(limits.chunkOverhead), nil)
        expect(message(limits.chunkOverhead + 1), .requestHeaderFieldsTooLarge)
    }

    @Test("A single chunk extension")
    func chunkExtension() {
        func message(_ length: Int) -> String {
            "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0;\(filler(length - 1))\r\n\r\n"
        }
        expect(message(limits.chunkOverhead), nil)
        expect(message(limits.chunkOverhead + 1), .requestHeaderFieldsTooLarge)
    }
}
