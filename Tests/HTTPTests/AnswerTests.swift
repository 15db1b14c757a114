@testable import HTTP
import Testing

@Suite("Heads of answers")
struct AnswerTests {
    static let dates: [(Int, String)] = [
        (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_399, "Mon, 28 Feb 2000 23:59:59 GMT"),
        (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
        (1_709_251_199, "Thu, 29 Feb 2024 23:59:59 GMT"),
        (1_735_689_599, "Tue, 31 Dec 2024 23:59:59 GMT"),
        (4_107_542_400, "Mon, 01 Mar 2100 00:00:00 GMT"),
    ]

    @Test("Dates are IMF-fixdates", arguments: dates)
    func imfFixdate(unixSeconds: Int, expected: String) { #expect(DateField.imfFixdate(unixSeconds) == expected) }

    func head(_ head: ResponseHead, framing: Framing = .length(0), persistence: Persistence = .implied) -> String {
        var date = DateField()
        date.update(to: 0)
        var buffer = ByteBuffer()
        buffer.append(head, framing: framing, persistence: persistence, date: date)
        return String(decoding: buffer.bytes, as: UTF8.self)
    }

    @Test("A head states type, fields, length and the end of the connection")
    func full() {
        let given = ResponseHead(.created, contentType: "a/b", fields: [ResponseField("X-Y", "zé")])
        #expect(
            head(given, framing: .length(1_234_567_890), persistence: .close) == """
                HTTP/1.1 201 Created\r
                Date: Thu, 01 Jan 1970 00:00:00 GMT\r
                Content-Type: a/b\r
                X-Y: zé\r
                Content-Length: 1234567890\r
                Connection: close\r
                \r

                """)
    }

    @Test("An answer that has no content states no length", arguments: [Status.noContent, .notModified])
    func noContent(status: Status) { #expect(!head(ResponseHead(status)).contains("Content-Length")) }

    @Test("A value cannot end its line")
    func injection() {
        let given = ResponseHead(.found, fields: [ResponseField("Location", "/\r\nSet-Cookie: a=b\0")])
        #expect(head(given).contains("\r\nLocation: /  Set-Cookie: a=b \r\n"))
    }

    @Test("Every status line names its code", arguments: Status.allCases)
    func statusLines(status: Status) {
        #expect("\(status.line)".hasPrefix("HTTP/1.1 \(status.rawValue) "))
        #expect("\(status.line)".hasSuffix("\r\n"))
    }
}
