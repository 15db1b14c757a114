import Storage
import Testing

@Suite("Reading CSV (RFC 4180)")
struct CSVReaderTests {
    private func read(_ bytes: some Sequence<UInt8>) throws(CSVError) -> [[String?]] {
        var reader = CSVReader()
        var rows: [[String?]] = []
        for byte in bytes {
            if let row = try reader.read(byte) { rows.append((0..<row.count).map(row.text)) }
        }
        if let row = try reader.finish() { rows.append((0..<row.count).map(row.text)) }
        return rows
    }

    @Test(
        "Well-formed files",
        arguments: [
            ("a,b\r\n1,2\r\n", [["a", "b"], ["1", "2"]]),
            ("a,b\n1,2", [["a", "b"], ["1", "2"]]),
            ("a,,\n,,\n", [["a", "", ""], ["", "", ""]]),
            ("\"a,b\",\"c \"\"d\"\"\",\"e\r\nf\"\r\ng,h,i", [["a,b", "c \"d\"", "e\r\nf"], ["g", "h", "i"]]),
            ("\u{FEFF}a\n\u{FEFF}b\n", [["a"], ["\u{FEFF}b"]]),
            ("a\n\n\r\nb\n", [["a"], ["b"]]),
            ("\"\"\n", [[""]]), ("", []), ("é,日本\n", [["é", "日本"]]), ("\"a\"", [["a"]]),
        ] as [(String, [[String]])])
    func wellFormed(text: String, rows: [[String]]) throws {
        #expect(try read(text.utf8) == rows)
    }

    @Test(
        "Malformed files name the line and the reason",
        arguments: [
            ("a\nb\"c\n", CSVError(line: 2, reason: "a quote inside a field that does not begin with one")),
            ("a\n\"b\"c\n", CSVError(line: 2, reason: "text behind the closing quote of a field")),
            ("a\n\"b\nc\n", CSVError(line: 2, reason: "a quote is opened and never closed")),
            ("a\r,b\n", CSVError(line: 1, reason: "a carriage return without a line feed")),
            ("a\r", CSVError(line: 1, reason: "a carriage return without a line feed")),
        ])
    func malformed(text: String, error: CSVError) {
        #expect(throws: error) { try read(text.utf8) }
    }

    @Test("Half of a byte order mark is an error")
    func halfMark() {
        #expect(throws: CSVError(line: 1, reason: "the file begins with half of a byte order mark")) {
            try read([0xEF, 0xBB, 0x41])
        }
    }

    @Test("Bytes that are not UTF-8 have no text")
    func notUTF8() throws {
        #expect(try read([0x61, 0x2C, 0xFF, 0x0A]) == [["a", nil]])
    }

    @Test("A row knows the line it begins on, quoted line breaks included")
    func lines() throws {
        var reader = CSVReader()
        var lines: [Int] = []
        for byte in "a\n\n\"b\nc\"\nd\n".utf8 { if let row = try reader.read(byte) { lines.append(row.line) } }
        #expect(lines == [1, 3, 5])
    }
}
