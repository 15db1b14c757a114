import Portal
import Testing

@Suite("Hostile input")
struct HostileInputTests {
    /// Pieces that readers of text stumble over.
    static let pieces = [
        "", "a", "Z", "0", "9", "-", "+", ".", "..", ":", "/", "//", "://", "@", "#", "?", " ", "\u{A0}", "\n", "\r\n",
        "\u{0}",
        "\u{301}", "\u{200D}", "\u{FEFF}", "\u{10FFFF}", "٣", "ﬃ", "İ", "ß", "é", "日", "👩‍👩‍👧", "xn--", "www.", "https://",
        "T",
        "Z", "e", "2026-11-21", "T20:47:05", "+03:00", "REG-", "ООО", "доб", "99999999999999999999", "%00", "[", "]",
        "\\",
    ]

    @Test("No text makes a value trap, and what is taken can be read again", arguments: 0..<40 as Range<UInt64>)
    func random(seed: UInt64) {
        var dice = SplitMix64(seed: seed)
        for _ in 0..<100 {
            let text = (0..<Int.random(in: 0...9, using: &dice)).map { _ in
                Self.pieces.randomElement(using: &dice) ?? ""
            }
            .joined()
            if let taken = try? TaxNumber(text) { #expect((try? TaxNumber(taken.digits)) == taken) }
            if let taken = try? Website(text) { #expect((try? Website(taken.url)) == taken) }
            if let taken = try? CompanyName(text) {
                #expect((try? CompanyName(taken.nameKey))?.nameKey == taken.nameKey)
            }
            if let taken = try? EmailAddress(text) { #expect((try? EmailAddress(taken.key))?.key == taken.key) }
            if let taken = try? PhoneNumber(text) { #expect((try? PhoneNumber(taken.raw)) == taken) }
            if let taken = try? Decimal(text) { #expect((try? Decimal(taken.text)) == taken) }
            if let taken = try? Timestamp(text) { #expect((try? Timestamp(taken.text)) == taken) }
            if let taken = try? CalendarDate(text) { #expect((try? CalendarDate(taken.text)) == taken) }
            if let taken = try? RecordNumber(text) { #expect((try? RecordNumber(taken.text)) == taken) }
            if let taken = try? Slug(text) { #expect((try? Slug(taken.text)) == taken) }
            if let taken = try? Text.line(text) { #expect((try? Text.line(taken)) == taken) }
            if let taken = try? Text.prose(text) { #expect((try? Text.prose(taken)) == taken) }
            if let taken = Token(text) { #expect(taken.text == text) }
        }
    }
}
