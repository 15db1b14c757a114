import TestSupport
import Testing

/// How large a request may be, to the byte, before the server that is started without any option.
@Suite("Limits of a request")
struct RequestLimitTests {
    private let directory: TemporaryDirectory
    private let server: RunningServer

    init() throws {
        directory = try TemporaryDirectory()
        server = try RunningServer(["--data", directory.file("portico.db")])
    }

    private static let query = #"{"query":"{__typename}"}"#
    private static let header = "The header has too many lines or bytes. HEADER_TOO_LARGE"

    private static func filler(_ count: Int) -> String { String(repeating: "x", count: count) }

    /// Expects that the request is answered, and the one that is larger by one refused.
    private func expect(_ request: (_ excess: Int) -> String, _ status: Int, _ error: String) throws {
        let good = try server.client()
        good.send(request(0))
        let answer = good.answer()
        #expect(answer.status == 200 && answer.body.hasPrefix(#"{"data":{"__typename":"Query"}"#), "\(answer)")
        let bad = try server.client()
        bad.send(request(1))
        let refusal = bad.answer()
        #expect(refusal.status == status)
        #expect(refusal.error == error, "\(refusal.body)")
    }

    private static func get(_ target: String = "/graphql?query={__typename}", fields: String = "") -> String {
        "GET \(target) HTTP/1.1\r\nHost: a\r\n\(fields)\r\n"
    }

    @Test("A request line of 16 KiB")
    func requestLine() throws {
        let target = "/graphql?query={__typename}&x="
        let rest = 16_384 - "GET \(target) HTTP/1.1".utf8.count
        try expect(
            { Self.get(target + Self.filler(rest + $0)) }, 414,
            "The address is too long: send the request by POST. URI_TOO_LONG")
    }

    @Test("A header section of 32 KiB")
    func headerSection() throws {
        let rest = 32_768 - "Host: a\r\nX: \r\n".utf8.count
        try expect({ Self.get(fields: "X: \(Self.filler(rest + $0))\r\n") }, 431, Self.header)
    }

    @Test("A header of 100 lines")
    func headerLines() throws {
        try expect({ Self.get(fields: String(repeating: "X: x\r\n", count: 99 + $0)) }, 431, Self.header)
    }

    private static func post(_ fields: String, _ body: String) -> String {
        "POST /graphql HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n\(fields)\r\n\(body)"
    }

    @Test("Extensions of chunks and trailers of 4 KiB together")
    func chunkOverhead() throws {
        let size = String(Self.query.utf8.count, radix: 16)
        let extensions = ";" + Self.filler(999)
        let rest = 4096 - 2 * extensions.utf8.count - "X: \r\n".utf8.count
        try expect(
            { excess in
                Self.post(
                    "Transfer-Encoding: chunked\r\n",
                    "\(size)\(extensions)\r\n\(Self.query)\r\n0\(extensions)\r\n"
                        + "X: \(Self.filler(rest + excess))\r\n\r\n")
            }, 431, Self.header)
    }

    @Test("A body of 1 MiB, whether its length is said before or found at its end")
    func body() throws {
        let error = "The body has more than 1048576 bytes. PAYLOAD_TOO_LARGE"
        let spaces = 1_048_576 - Self.query.utf8.count
        func body(_ excess: Int) -> String { Self.query + String(repeating: " ", count: spaces + excess) }
        try expect({ Self.post("Content-Length: \(1_048_576 + $0)\r\n", body($0)) }, 413, error)
        try expect(
            { excess in
                let (first, rest) = (body(excess).prefix(1_000_000), body(excess).dropFirst(1_000_000))
                let chunks = [first, rest, ""].map { "\(String($0.utf8.count, radix: 16))\r\n\($0)\r\n" }
                return Self.post("Transfer-Encoding: chunked\r\n", chunks.joined())
            }, 413, error)
    }
}
