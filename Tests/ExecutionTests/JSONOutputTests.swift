import Testing

@testable import Execution

@Suite("JSON output")
struct JSONOutputTests {
    private func text(_ write: (inout JSONOutput) -> Void) -> String {
        var output = JSONOutput(capacity: 1)
        write(&output)
        return String(decoding: output.bytes, as: UTF8.self)
    }

    static let strings = [
        ("", #""""#), ("plain", #""plain""#), ("a\"b\\c", #""a\"b\\c""#),
        ("\u{0}\u{1f}\n\r\t", #""\u0000\u001f\n\r\t""#),
        ("twenty bytes long, é\"", #""twenty bytes long, é\"""#), ("\u{7f}ÿ𝄞", "\"\u{7f}ÿ𝄞\""),
    ]

    @Test("A string is escaped where RFC 8259 requires it and nowhere else", arguments: strings)
    func string(_ test: (String, String)) {
        #expect(text { $0.string(test.0) } == test.1)
    }

    @Test("A special byte is found at every offset of a word")
    func offsets() {
        for length in 0..<40 {
            for position in 0..<max(length, 1) where position < length {
                var characters = Array(repeating: Character("x"), count: length)
                characters[position] = "\""
                let expected = "\"" + String(characters).replacing("\"", with: "\\\"") + "\""
                #expect(text { $0.string(String(characters)) } == expected)
            }
        }
    }

    @Test("Every ASCII character is written as RFC 8259 says, between and beside special ones", arguments: 0...127)
    func everyCharacter(_ code: UInt8) {
        let character = Character(Unicode.Scalar(code))
        let digits = String(code, radix: 16)
        let written =
            switch character {
            case "\"", "\\": "\\\(character)"
            case "\n": "\\n"
            case "\r": "\\r"
            case "\t": "\\t"
            default: code < 0x20 ? "\\u00" + (code < 0x10 ? "0" : "") + digits : String(character)
            }
        #expect(
            text { $0.string("é\(character)\(character)zwölf Boxkämpfer\"\(character)") }
                == "\"é\(written)\(written)zwölf Boxkämpfer\\\"\(written)\"")
    }

    static let integers: [Int64] = [0, 7, -7, 10, 1_000_000, .max, .min]

    @Test("An integer is written in decimal", arguments: integers)
    func integer(_ value: Int64) { #expect(text { $0.integer(value) } == String(value)) }

    static let instants: [(Int64, String)] = [
        (0, "1970-01-01T00:00:00.000Z"), (1_795_294_025_007, "2026-11-21T20:47:05.007Z"),
        (-1, "1969-12-31T23:59:59.999Z"),
        (951_782_400_000, "2000-02-29T00:00:00.000Z"), (4_107_542_399_999, "2100-02-28T23:59:59.999Z"),
        (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
    ]

    @Test("An instant is RFC 3339 in UTC", arguments: instants)
    func dateTime(_ test: (Int64, String)) { #expect(text { $0.dateTime(test.0) } == "\"\(test.1)\"") }

    static let decimals: [(Int64, String)] = [
        (0, "0"), (10_000, "1"), (5_505_000, "550.5"), (-1, "-0.0001"), (.max, "922337203685477.5807"),
        (.min, "-922337203685477.5808"), (100_100, "10.01"),
    ]

    @Test("A decimal is exact and has no trailing zeros", arguments: decimals)
    func decimal(_ test: (Int64, String)) { #expect(text { $0.decimal(test.0) } == "\"\(test.1)\"") }

    @Test("Rotation puts what came last where it belongs")
    func rotate() {
        let rotated = text { output in
            output.raw("ab")
            let first = output.mark
            output.raw("12345")
            let middle = output.mark
            output.raw("xyz")
            output.rotate(first, middle)
        }
        #expect(rotated == "abxyz12345")
    }

    @Test("Blocks are put in the opposite order")
    func reverse() {
        let reversed = text { output in
            output.raw("[")
            var marks: [Int] = []
            for block in [",a", ",bb", ",ccc"] {
                marks.append(output.mark)
                output.raw(Array(block.utf8))
            }
            output.reverseBlocks(marks[...])
        }
        #expect(reversed == "[,ccc,bb,a")
    }
}

@Suite("Global ids")
struct GlobalIDTests {
    static let types = ["Case", "Agent", "OpportunityRegistration", "X"]

    @Test("An id names its type and row again", arguments: types, [1, 42, Int64.max])
    func roundTrip(type: String, row: Int64) throws {
        let decoded = try #require(GlobalID.decode(GlobalID.encode(type, row)))
        #expect(decoded.typeName == type)
        #expect(decoded.row == row)
    }

    static let foreignTexts = [
        "", "Q2FzZTo", "Q2FzZTox=", "Q2FzZTowMQ", "Q2FzZTotMQ", "!", "Q2FzZTow", String(repeating: "A", count: 500),
    ]

    @Test("Anything else is no id", arguments: foreignTexts)
    func foreign(_ text: String) { #expect(GlobalID.decode(text) == nil) }
}
