@testable import HTTP
import Testing

/// One message and what must become of it.
struct FramingCase: Sendable, CustomTestStringConvertible {
    let message: String
    let status: Status?

    /// A message that is refused with `status`, or taken whole if that is nil.
    init(_ message: String, _ status: Status?) {
        self.message = message
        self.status = status
    }

    var testDescription: String { message.debugDescription }
}

@Suite("Framing")
struct FramingTests {
    static let host = "Host: a\r\n"

    /// RFC 9112 §3.
    static let requestLines: [FramingCase] = [
        .init("GET / HTTP/1.1\r\n\(host)\r\n", nil),
        .init("\r\nGET / HTTP/1.1\r\n\(host)\r\n", nil),
        .init("\r\n\r\nGET / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("OPTIONS * HTTP/1.1\r\n\(host)\r\n", nil),
        .init("GET * HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET http://a/x?y HTTP/1.1\r\n\(host)\r\n", nil),
        .init("GET HTTPS://a:1 HTTP/1.1\r\n\(host)\r\n", nil),
        .init("GET http:/// HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET http://u@a/ HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET ftp://a/ HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET a HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /a#b HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /ä HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /?query={a(b:\"c\")} HTTP/1.1\r\n\(host)\r\n", nil),
        .init("GET /\t HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET  / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /  HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1.1 \r\n\(host)\r\n", .badRequest),
        .init(" GET / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET\t/\tHTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /\r\n\(host)\r\n", .badRequest),
        .init("GET HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1.1\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\(host)\r\n", .badRequest),
        .init("GET /\0 HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1.2\r\n\(host)\r\n", nil),
        .init("GET / HTTP/2.0\r\n\(host)\r\n", .httpVersionNotSupported),
        .init("GET / HTTP/0.9\r\n\(host)\r\n", .httpVersionNotSupported),
        .init("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", .httpVersionNotSupported),
        .init("GET / HTTP/1.10\r\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1\r\n\(host)\r\n", .badRequest),
        .init("GET / http/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET / HTTP/1,1\r\n\(host)\r\n", .badRequest),
        .init("BREW / HTTP/1.1\r\n\(host)\r\n", .notImplemented),
        .init("get / HTTP/1.1\r\n\(host)\r\n", .notImplemented),
        .init("CONNECT a:1 HTTP/1.1\r\n\(host)\r\n", .notImplemented),
        .init("G{T / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("\u{16}\u{3}\u{1}\u{2}", .badRequest),
        .init("\u{FEFF}GET / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET\0 / HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET /a b HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET a:80 HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("GET http://a:b/ HTTP/1.1\r\n\(host)\r\n", .badRequest),
        .init("HTTP/1.1 200 OK\r\n\r\n", .badRequest),
        .init(String(repeating: "\r", count: 16_384), .badRequest),
    ]

    /// RFC 9112 §5 and RFC 9110 §7.2.
    static let fieldLines: [FramingCase] = [
        .init("GET / HTTP/1.1\r\nHost:a\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nhOST:\t a \t\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX:\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\tb é\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nHost: [::1]:80\r\n\r\n", nil),
        .init("GET / HTTP/1.0\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost:\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: u@a\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: :80\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nHost: a:\r\n\r\n", nil),
        .init("GET / HTTP/1.1\r\nHost: a:80x\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a:1:2\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: [::1\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: [::1]80\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nHOST: A\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost : a\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\n Host: a\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\n b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: 1\r\n\t2\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX y: z\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX(y): z\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nÄ: z\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{7F}b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\u{1}b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\nX: a\nY: b\r\n\r\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\n\n", .badRequest),
        .init("GET / HTTP/1.1\r\nHost: a\r\n\r\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-Continue\r\nContent-Length: 1\r\n\r\nx", nil),
        .init("POST / HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx", .expectationFailed),
        .init(
            "POST / HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nExpect: 100-continue\r\nContent-Length: 1\r\n\r\nx",
            nil),
        .init("POST / HTTP/1.0\r\nExpect: tea\r\nContent-Length: 1\r\n\r\nx", nil),
    ]

    /// RFC 9112 §6.
    static let lengths: [FramingCase] = [
        .init("POST / HTTP/1.1\r\n\(host)\r\n", nil),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\n\r\n", nil),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 0003\r\n\r\nabc", nil),
        .init("GET / HTTP/1.1\r\n\(host)Content-Length: 3\r\n\r\nabc", nil),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length:\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: -1\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: +1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1.0\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 0x1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1 1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1, 1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\nContent-Length: 1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\ncontent-length: 2\r\n\r\nxx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length : 1\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 3,3\r\n\r\nabc", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: \u{FF13}\r\n\r\nabc", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1\0\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 1\r\n 0\r\n\r\nx", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 99999999999999999999999999\r\n\r\n", .contentTooLarge),
        .init("POST / HTTP/1.1\r\n\(host)Content-Length: 18446744073709551617\r\n\r\nx", .contentTooLarge),
        .init(
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", .badRequest),
        .init(
            "POST / HTTP/1.1\r\n\(host)Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init(
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .badRequest),
        .init(
            "POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: CHUNKED\t\r\n\r\n0\r\n\r\n", nil),
        .init(
            "POST / HTTP/1.1\r\n\(host)Upgrade: x\r\nConnection: upgrade\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            nil),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked,\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: , chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: \u{B}chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: \u{C}chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init(
            "POST / HTTP/1.1\r\n\(host)Content-Length: 0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: identity\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked;a=b\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding:\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", .notImplemented),
        .init("POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", .badRequest),
        .init("POST / HTTP/1.0\r\n\(host)Transfer-Encoding: chunked\r\n\r\n0\r\nX: y\r\n\r\n", .badRequest),
    ]

    /// RFC 9112 §7.1.
    static let chunks: [FramingCase] = [
        .init("0\r\n\r\n", nil),
        .init("3\r\nabc\r\n0\r\n\r\n", nil),
        .init("0003\r\nabc\r\n00\r\n\r\n", nil),
        .init("A\r\n0123456789\r\n0\r\n\r\n", nil),
        .init("a;name=value;q=\"a;b\"\r\n0123456789\r\n0;last\r\n\r\n", nil),
        .init("1 ; name\r\nx\r\n0\r\n\r\n", nil),
        .init("0\r\nTrailer: x\r\nContent-Length: 7\r\n\r\n", nil),
        .init("\r\n", .badRequest),
        .init("3\nabc\r\n0\r\n\r\n", .badRequest),
        .init("3\r\nabc\n0\r\n\r\n", .badRequest),
        .init("3\r\nabcd\r\n0\r\n\r\n", .badRequest),
        .init("3\r\nab\r\n0\r\n\r\n", .badRequest),
        .init("3\r\nabc0\r\n\r\n", .badRequest),
        .init("-3\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("+3\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("0x3\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init(" 3\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("3 \r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("g\r\n", .badRequest),
        .init("3;\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("3;a\0\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("3;a\rb\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("00000000000000003\r\nabc\r\n0\r\n\r\n", .badRequest),
        .init("FFFFFFFFFFFFFFFF\r\n", .contentTooLarge),
        .init("8000000000000000\r\n", .contentTooLarge),
        .init("0\r\nTransfer-Encoding: chunked\r\nHost: b\r\n\r\n", nil),
        .init("1_0\r\nx\r\n0\r\n\r\n", .badRequest),
        .init("1 0\r\nx\r\n0\r\n\r\n", .badRequest),
        .init("1;=x\r\nx\r\n0\r\n\r\n", .badRequest),
        .init("0\n\n", .badRequest),
        .init("3\r\nabc\r0\r\n\r\n", .badRequest),
        .init("0\r\ngarbage\r\n\r\n", .badRequest),
        .init("0\r\n folded\r\n\r\n", .badRequest),
        .init("0\r\nTrailer : x\r\n\r\n", .badRequest),
        .init("0\r\nTrailer: x\n\r\n", .badRequest),
    ]

    static let chunked = chunks.map {
        FramingCase("POST / HTTP/1.1\r\n\(host)Transfer-Encoding: chunked\r\n\r\n\($0.message)", $0.status)
    }

    static let all = requestLines + fieldLines + lengths + chunked

    @Test("A message is taken whole or refused", arguments: all)
    func framing(_ example: FramingCase) {
        let expected =
            example.status.map(RequestParser.Outcome.malformed) ?? .complete(consumed: example.message.utf8.count)
        #expect(parse(example.message) == expected)
        #expect(parse(example.message, step: 1) == expected)
    }

    @Test("Any beginning of a good message waits for more", arguments: all)
    func beginnings(_ example: FramingCase) {
        guard example.status == nil else { return }
        for end in 0..<example.message.utf8.count {
            let beginning = String(decoding: Array(example.message.utf8)[..<end], as: UTF8.self)
            #expect(parse(beginning) == .partial)
        }
    }

    @Test(
        "What follows a message is not touched",
        arguments: ["Transfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n\r\n", "Content-Length: 0\r\n\r\n", "\r\n"])
    func pipelined(rest: String) {
        let first = "POST / HTTP/1.1\r\nHost: a\r\n\(rest)"
        #expect(parse(first + "GET / HTTP/1.1\r\n") == .complete(consumed: first.utf8.count))
    }
}

@Suite("Looking for control characters")
struct ControlTests {
    @Test("Every byte value is told apart at every place of a word", arguments: UInt8.min...UInt8.max)
    func firstControl(byte: UInt8) {
        for place in 0..<20 {
            var bytes = [UInt8](repeating: UInt8(ascii: "~"), count: 20)
            bytes[place] = byte
            let isControl = byte < 0x20 || byte == 0x7F
            #expect(bytes.withUnsafeBytes { $0.firstControl(from: 0) } == (isControl ? place : 20))
        }
    }
}
