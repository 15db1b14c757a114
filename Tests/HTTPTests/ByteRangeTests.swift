import Testing

@testable import HTTP

@Suite("Parts of a file")
struct ByteRangeTests {
    static let ranges: [(String, ByteRange)] = [
        ("bytes=0-0", .part(0..<1)), ("bytes=0-99", .part(0..<100)), ("bytes=0-100", .part(0..<100)),
        ("bytes=5-", .part(5..<100)), ("bytes=99-", .part(99..<100)), ("bytes=-1", .part(99..<100)),
        ("bytes=-100", .part(0..<100)), ("bytes=-1000", .part(0..<100)), ("Bytes= 1-2 ", .part(1..<3)),
        ("bytes=1-99999999999999999999999", .part(1..<100)),
        ("bytes=100-", .unsatisfiable), ("bytes=100-200", .unsatisfiable), ("bytes=-0", .unsatisfiable),
        ("bytes=99999999999999999999999-", .unsatisfiable),
        ("bytes=5-4", .whole), ("bytes=", .whole), ("bytes=-", .whole), ("bytes", .whole), ("", .whole),
        ("bytes=a-b", .whole), ("bytes=1-2,5-6", .whole), ("bytes=1-2,", .whole), ("lines=1-2", .whole),
        ("bytes=--1", .whole), ("bytes=1 - 2", .whole), ("bytes =1-2", .whole), ("bytes=+1-2", .whole),
        ("bytes=1-2-3", .whole), ("bytes=0x1-2", .whole),
    ]

    @Test("One part is one, several are all, and what lies behind the end is none", arguments: ranges)
    func range(_ field: String, _ expected: ByteRange) {
        withBytes(field) { #expect(ByteRange($0, length: 100) == expected) }
    }

    @Test("Nothing of nothing can be had")
    func empty() {
        for field in ["bytes=0-", "bytes=0-0", "bytes=-1"] {
            withBytes(field) { #expect(ByteRange($0, length: 0) == .unsatisfiable) }
        }
    }

    static let requests: [(fields: String, ByteRange)] = [
        ("Range: bytes=1-2", .part(1..<3)), ("Range: bytes=1-2\r\nIf-Range: \"a\"", .part(1..<3)),
        ("Range: bytes=1-2\r\nIf-Range: \"b\"", .whole), ("Range: bytes=1-2\r\nIf-Range: W/\"a\"", .whole),
        ("Range: bytes=1-2\r\nIf-Range: Sat, 01 Aug 2026 00:00:00 GMT", .whole),
        ("Range: bytes=1-2\r\nRange: bytes=1-2", .whole), ("X-Y: z", .whole),
    ]

    @Test("A part is given of what the client has begun to read only", arguments: requests)
    func condition(_ fields: String, _ expected: ByteRange) {
        for (method, expected) in [("GET", expected), ("HEAD", .whole), ("DELETE", .whole)] {
            let range = request("\(method) / HTTP/1.1\r\nHost: a\r\n\(fields)\r\n\r\n") {
                $0.range(ofLength: 100, entityTag: "\"a\"")
            }
            #expect(range == expected)
        }
    }
}

@Suite("Names of files in answers")
struct ContentDispositionTests {
    static let names: [(String, String)] = [
        ("offer.pdf", #"attachment; filename="offer.pdf""#),
        ("a b;c=d.txt", #"attachment; filename="a b;c=d.txt""#),
        (#"say "hi".txt"#, #"attachment; filename="say _hi_.txt"; filename*=UTF-8''say%20%22hi%22.txt"#),
        (#"a\b.txt"#, #"attachment; filename="a_b.txt"; filename*=UTF-8''a%5Cb.txt"#),
        ("50%25.txt", #"attachment; filename="50_25.txt"; filename*=UTF-8''50%2525.txt"#),
        ("../x", #"attachment; filename=".._x"; filename*=UTF-8''..%2Fx"#),
        ("Änderung.txt", #"attachment; filename="_nderung.txt"; filename*=UTF-8''%C3%84nderung.txt"#),
        ("😀", #"attachment; filename="_"; filename*=UTF-8''%F0%9F%98%80"#),
        (
            "a\r\nSet-Cookie: b",
            #"attachment; filename="a__Set-Cookie: b"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20b"#
        ),
        ("\u{202E}fdp.exe", #"attachment; filename="_fdp.exe"; filename*=UTF-8''%E2%80%AEfdp.exe"#),
        ("!#$&+-.^_`|~", #"attachment; filename="!#$&+-.^_`|~""#),
    ]

    @Test("Whatever a file is called, the field is one, and says it", arguments: names)
    func attachment(_ name: String, _ field: String) {
        #expect(ContentDisposition.attachment(named: name) == field)
    }
}
