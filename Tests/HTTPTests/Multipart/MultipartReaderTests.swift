import TestSupport
import Testing

@testable import HTTP

/// One body with the boundary `b` and what must become of it.
struct MultipartCase: Sendable, CustomTestStringConvertible {
    let body: String
    /// Name, name of the file, media type and content of each part that is read.
    let parts: [[String?]]
    let failure: MultipartReader.Failure?

    /// A body that is read whole.
    init(_ body: String, _ parts: [String?]...) {
        self.body = body
        self.parts = parts
        failure = nil
    }

    /// A body that is refused, after some parts.
    init(_ body: String, _ failure: MultipartReader.Failure, _ parts: [String?]...) {
        self.body = body
        self.parts = parts
        self.failure = failure
    }

    var testDescription: String { body.debugDescription }
}

@Suite("Multipart bodies")
struct MultipartReaderTests {
    /// Of a part called `a`.
    private static let field = "Content-Disposition: form-data; name=a\r\n"

    private static func part(_ disposition: String, _ more: String = "") -> String {
        "--b\r\nContent-Disposition: \(disposition)\r\n\(more)\r\nx\r\n--b--"
    }

    /// RFC 2046 §5.1.1.
    static let delimiters: [MultipartCase] = [
        .init("--b--"),
        .init("--b--\r\n"),
        .init("--b--\t \r\nthe epilogue\r\n--b\r\n\r\n"),
        .init("a preamble\r\n--b--"),
        .init("\r\n--b--"),
        .init("\r\n\r\n--b\r\n\(field)\r\nx\r\n--b--", ["a", nil, nil, "x"]),
        .init("--b\r\n\(field)\r\nx\r\n--b--\r\n", ["a", nil, nil, "x"]),
        .init(
            "--b \t\r\n\(field)\r\nx\r\n--b  \r\n\(field)\r\ny\r\n--b--", ["a", nil, nil, "x"], ["a", nil, nil, "y"]),
        .init("--b\r\n\(field)\r\n\r\n--b--", ["a", nil, nil, ""]),
        .init("--b\r\n\(field)\r\n--b--", ["a", nil, nil, ""]),
        .init("--b\r\n\(field)\r\n\r\n\r\n--b--", ["a", nil, nil, "\r\n"]),
        .init("--b\r\n\(field)\r\n\r\r\n--b--", ["a", nil, nil, "\r"]),
        .init("--b\r\n\(field)\r\n\r\n-\r\n--\r\n--a\r\n--b--", ["a", nil, nil, "\r\n-\r\n--\r\n--a"]),
        .init("--b\r\n\(field)\r\n\r\n-\r\r\n--\r\n\r\n--b--", ["a", nil, nil, "\r\n-\r\r\n--\r\n"]),
        .init("--b\r\n\(field)\r\n--a\r\n--b--", ["a", nil, nil, "--a"]),
        .init("--b\r\n\(field)\r\n-\r\n--b--", ["a", nil, nil, "-"]),
        .init("--b\r\n\(field)\r\nx--b--\n--b--\r--b--\r\n--b--", ["a", nil, nil, "x--b--\n--b--\r--b--"]),
        .init("--b\r\n\(field)\r\n\0\u{7F}é\r\n--b--", ["a", nil, nil, "\0\u{7F}é"]),
        .init("--b\r\n\(field)\r\n\(field)\r\n--b--", ["a", nil, nil, field]),
        .init("", .truncated),
        .init("--", .truncated),
        .init("--a--", .truncated),
        .init("x--b--", .truncated),
        .init("--b", .truncated),
        .init("--b-", .truncated),
        .init("--b\r", .truncated),
        .init("--b\r\n", .truncated),
        .init("--b\r\n\(field)", .truncated),
        .init("--b\r\n\(field)\r\nx", .truncated, ["a", nil, nil, "x"]),
        .init("--b\r\n\(field)\r\nx\r\n--b", .truncated, ["a", nil, nil, "x"]),
        .init("--b\r\n\(field)\r\nx\n--b--\n", .truncated, ["a", nil, nil, "x\n--b--\n"]),
        .init("--b\n", .delimiter),
        .init("--b\r\r\n", .delimiter),
        .init("--bb\r\n", .delimiter),
        .init("--b-\r\n", .delimiter),
        .init("--b x\r\n", .delimiter),
        .init("--b --", .delimiter),
        .init("--b\r\n\(field)\r\nx\r\n--bc\r\n--b--", .delimiter, ["a", nil, nil, "x"]),
    ]

    /// RFC 7578 §4.
    static let headers: [MultipartCase] = [
        .init(part("form-data; name=\"a\""), ["a", nil, nil, "x"]),
        .init(part("Form-Data ; NAME=a ;"), ["a", nil, nil, "x"]),
        .init(part("form-data; name=\"\""), ["", nil, nil, "x"]),
        .init(part("form-data; name=\"a b;c=\\\"d\\\\\""), ["a b;c=\"d\\", nil, nil, "x"]),
        .init(part("form-data; name=\"%C3%A9%22%0D%0A\""), ["é\"\r\n", nil, nil, "x"]),
        .init(part("form-data; name=\"100%\"; filename=\"100%ff%\""), ["100%", "100%ff%", nil, "x"]),
        .init(part("form-data; name=\"é\"; filename=\"日本.pdf\""), ["é", "日本.pdf", nil, "x"]),
        .init(part("form-data; filename=\"\"; name=a"), ["a", "", nil, "x"]),
        .init(part("form-data; name=a; filename=\"../\\\"a\\\".txt\"; size=1"), ["a", "../\"a\".txt", nil, "x"]),
        .init(part("form-data; name=a; filename*=UTF-8''b; filename=c"), ["a", "c", nil, "x"]),
        .init(
            part("form-data; name=a; filename=b", "content-TYPE:text/plain; charset=utf-8 \r\nX: y\r\n"),
            ["a", "b", "text/plain; charset=utf-8", "x"]),
        .init(part("form-data; name=a", "Content-Transfer-Encoding: Binary\r\n"), ["a", nil, nil, "x"]),
        .init(
            "--b\r\nContent-Type: image/png\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b--",
            ["a", nil, "image/png", "x"]),
        .init("--b\r\n\r\nx\r\n--b--", .disposition),
        .init("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--", .disposition),
        .init(part("attachment; name=a"), .disposition),
        .init(part("form-data"), .disposition),
        .init(part(""), .disposition),
        .init(part("form-data; name"), .disposition),
        .init(part("form-data; name="), .disposition),
        .init(part("form-data; name=a b"), .disposition),
        .init(part("form-data; name=\"a"), .disposition),
        .init(part("form-data; name=\"a\\\""), .disposition),
        .init(part("form-data; name=\"a\"b\""), .disposition),
        .init(part("form-data; name=a; name=a"), .disposition),
        .init(part("form-data; name=a; filename=b; FileName=b"), .disposition),
        .init(part("form-data; name=a", "Content-Disposition: form-data; name=a\r\n"), .disposition),
        .init(part("form-data; name=a", "Content-Type: text\r\n"), .contentType),
        .init(part("form-data; name=a", "Content-Type: a/b\r\nContent-Type: a/b\r\n"), .contentType),
        .init(part("form-data; name=a", "Content-Transfer-Encoding: base64\r\n"), .transferEncoding),
        .init(part("form-data; name=a", "X\r\n"), .fieldLine),
        .init(part("form-data; name=a", "X : y\r\n"), .fieldLine),
        .init(part("form-data;\r\n name=a"), .fieldLine),
        .init(part("form-data; name=a", "X: a\rb\r\n"), .fieldLine),
        .init(part("form-data; name=a", "X: a\0b\r\n"), .fieldLine),
        .init(part("form-data; name=a", "X: a\nY: b\r\n"), .fieldLine),
        .init(part("form-data; name=a", "\r\r\n"), .fieldLine),
        .init("--b\r\nContent-Disposition: form-data; name=a\n\nx\n--b--\n", .fieldLine),
        .init("--b\r\n\(field)--b--\r\n\r\n", .fieldLine),
        .init("--b\r\n\(field)--b:\r\n\r\n", .fieldLine),
    ]

    private static func check(_ form: Form, _ example: MultipartCase) {
        let parts = form.parts.map {
            [$0.head.name, $0.head.fileName, $0.head.mediaType, String(decoding: $0.content, as: UTF8.self)]
        }
        #expect(parts == example.parts)
        #expect(form.failure == example.failure)
    }

    @Test("A body is taken apart as it was meant, or refused", arguments: delimiters + headers)
    func whole(_ example: MultipartCase) { Self.check(Form(Array(example.body.utf8)), example) }

    @Test("However a body is cut, it is read the same", arguments: delimiters + headers)
    func cut(_ example: MultipartCase) {
        let body = Array(example.body.utf8)
        for step in 1...4 { Self.check(Form(body, step: step), example) }
        for offset in 0...body.count { Self.check(Form([body[..<offset], body[offset...]]), example) }
    }

    @Test("Names that are not UTF-8 are refused, percent-encoded or not", arguments: ["name", "name=a; filename"])
    func encoding(parameter: String) {
        var body = Array(Self.part("form-data; \(parameter)=\"?\"").utf8)
        guard let place = body.firstIndex(of: UInt8(ascii: "?")) else { return }
        body[place] = 0xFF
        #expect(Form(body) == Form(failure: .disposition))
    }

    @Test("A header has 8 KiB at most")
    func headerLimit() {
        func body(_ count: Int) -> [UInt8] {
            let rest = "X: \r\n\(Self.field)\r\n"
            return Array(
                "--b\r\nX: \(String(repeating: "x", count: count - rest.utf8.count))\r\n\(Self.field)\r\nx\r\n--b--"
                    .utf8)
        }
        for step in [1, 1000, .max] {
            #expect(Form(body(8192), step: step).parts.count == 1)
            #expect(Form(body(8193), step: step) == Form(failure: .headerTooLarge))
        }
        // It need not end to be too long.
        #expect(Form(Array("--b\r\n".utf8) + [UInt8](repeating: 97, count: 8193)) == Form(failure: .headerTooLarge))
    }

    @Test("There are as many parts as are allowed, and no more")
    func partLimit() {
        let part = "--b\r\n\(Self.field)\r\n\r\n"
        let five = Form(Array((String(repeating: part, count: 5) + "--b--").utf8))
        #expect(five.parts.count == 5 && five.failure == nil)
        let six = Form(Array((String(repeating: part, count: 6) + "--b--").utf8))
        #expect(six.parts.count == 5 && six.failure == .tooManyParts)
    }

    @Test("Content is handed on where it lies, in one piece as it came")
    func pieces() throws {
        let boundary = try #require(Boundary("b"))
        var reader = MultipartReader(boundary: boundary, partLimit: 1)
        let content = [UInt8](repeating: 97, count: 10_000)
        let body = Array("--b\r\n\(Self.field)\r\n".utf8) + content + Array("\r\n--b--".utf8)
        try body.withUnsafeBytes { body in
            var rest = body
            var places: [Range<Int>] = []
            while let event = try reader.read(&rest) {
                guard case .data(let data) = event, let start = data.baseAddress, let base = body.baseAddress else {
                    continue
                }
                places.append(start - base..<start - base + data.count)
            }
            #expect(places == [body.count - 7 - 10_000..<body.count - 7])
        }
    }
}

extension Form {
    init(failure: MultipartReader.Failure) {
        self.init([])
        self.failure = failure
    }
}
