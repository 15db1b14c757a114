@testable import HTTP
import Testing

@Suite("Traces")
struct TraceParentTests {
    private static let trace = "0af7651916cd43dd8448eb211c80319c"
    private static let span = "b7ad6b7169203331"

    @Test(
        "A field that is valid is read, of whatever version, and written as version 00",
        arguments: [
            ("00-\(trace)-\(span)-01", "01"), ("00-\(trace)-\(span)-00", "00"), ("00-\(trace)-\(span)-ff", "01"),
            ("00-\(trace)-\(span)-02", "00"), ("01-\(trace)-\(span)-01", "01"), ("fe-\(trace)-\(span)-01-", "01"),
            ("cc-\(trace)-\(span)-01-what the future will be like", "01"),
        ])
    func valid(_ field: String, _ flags: String) {
        withBytes(field) { #expect(TraceParent($0).map(text) == "00-\(Self.trace)-\(Self.span)-\(flags)") }
    }

    @Test(
        "A field that is not valid is none",
        arguments: [
            "", "00", "00-\(trace)-\(span)", "00-\(trace)-\(span)-", "00-\(trace)-\(span)-0", "00-\(trace)-\(span)-011",
            "00-\(trace)-\(span)-01-", "00-\(trace)-\(span)-01-more", "00-\(trace)-\(span)-01 ",
            " 00-\(trace)-\(span)-01",
            "00-\(trace.uppercased())-\(span)-01", "00-\(trace)-\(span.uppercased())-01", "00-\(trace)-\(span)-0A",
            "00_\(trace)-\(span)-01", "00-\(trace)_\(span)-01", "00-\(trace)-\(span)_01", "0g-\(trace)-\(span)-01",
            "00-\(trace.dropLast())g-\(span)-01", "00-\(trace)-\(span.dropLast())--01", "00-\(trace)-\(span)-0x",
            "ff-\(trace)-\(span)-01", "ff-\(trace)-\(span)-01-more", "01-\(trace)-\(span)-01.more",
            "0-\(trace)0-\(span)-01",
            "00-00000000000000000000000000000000-\(span)-01", "00-\(trace)-0000000000000000-01", "\(trace)-\(span)-01",
        ])
    func invalid(_ field: String) { withBytes(field) { #expect(TraceParent($0).map(text) == nil) } }

    @Test(
        "An answer is a new part of the caller's trace, or of a new one without a valid field or with several",
        arguments: [
            (["00-\(trace)-\(span)-01"], "00-\(trace)-0000000000000003-01"),
            (["cc-\(trace)-\(span)-00-more"], "00-\(trace)-0000000000000003-00"),
            ([], "00-00000000000000010000000000000003-0000000000000003-00"),
            (["00-\(trace)-\(span)"], "00-00000000000000010000000000000003-0000000000000003-00"),
            (
                ["00-\(trace)-\(span)-01", "00-\(trace)-\(span)-01"],
                "00-00000000000000010000000000000003-0000000000000003-00"
            ),
        ])
    func answers(_ fields: [String], _ expected: String) {
        let lines = fields.map { "TraceParent: \($0)\r\n" }.joined()
        let answer = request("GET / HTTP/1.1\r\nHost: a\r\n\(lines)\r\n") { request in
            var dice = Counter()
            return Self.text(TraceParent(answering: request, &dice))
        }
        #expect(answer == expected)
    }

    private struct Counter: RandomNumberGenerator {
        private var count: UInt64 = 0

        mutating func next() -> UInt64 {
            count += 1
            return count
        }
    }

    private static func text(_ trace: TraceParent) -> String {
        let field = trace.field
        return String(decoding: field.indices.map { field[$0] }, as: UTF8.self)
    }

    private func text(_ trace: TraceParent) -> String { Self.text(trace) }
}
