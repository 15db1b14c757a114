import Portal
import Testing

@Suite("Decimals, money and record numbers")
struct NumberTests {
    @Test(
        "A decimal is exact and has one text",
        arguments: [
            ("0", 0, "0"), ("-0", 0, "0"), ("1", 10_000, "1"), ("1250.50", 12_505_000, "1250.5"), ("-3", -30_000, "-3"),
            ("0.1", 1_000, "0.1"), ("-0.0001", -1, "-0.0001"), ("007.00", 70_000, "7"), ("10.0203", 100_203, "10.0203"),
            ("922337203685477.5807", Int64.max, "922337203685477.5807"),
            ("-922337203685477.5807", -Int64.max, "-922337203685477.5807"),
        ] as [(String, Int64, String)])
    func decimal(text: String, scaled: Int64, shown: String) throws {
        let number = try Decimal(text)
        #expect(number.scaled == scaled)
        #expect(number.text == shown)
    }

    @Test("Even the smallest number a database can hold has a text")
    func smallest() {
        #expect(Decimal(scaled: .min).text == "-922337203685477.5808")
    }

    @Test(
        "Anything else is no decimal",
        arguments: [
            "", "-", ".", "1.", ".5", "+1", "--1", "1.00000", "1e3", "1,5", " 1", "1 000", "0x1", "NaN", "1.2.3", "-.5",
            "١", "1-",
        ])
    func malformed(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Decimal(text) }
        #expect(refusal.code == .invalidFormat)
    }

    @Test(
        "Numbers that do not fit are out of range",
        arguments: [
            "922337203685477.5808", "-922337203685477.5808", "922337203685478", String(repeating: "9", count: 5_000),
        ])
    func overflow(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Decimal(text) }
        #expect(refusal.code == .valueOutOfRange)
    }

    @Test("Decimals are ordered by value")
    func order() throws {
        let sorted = try ["10", "-1", "9.9999", "0"].map { try Decimal($0) }.sorted().map(\.text)
        #expect(sorted == ["-1", "0", "9.9999", "10"])
    }

    @Test("Money has a currency in use and is not negative")
    func money() throws {
        let money = try Money(amount: Decimal("12.5"), currency: "EUR")
        #expect(money.amount.text == "12.5")
        #expect(money.currency == "EUR")
        for currency in ["", "eur", "EURO", "XXX", "DEM"] {
            let refusal = try #require(throws: Refusal.self) { try Money(amount: Decimal("1"), currency: currency) }
            #expect(refusal.code == .invalidFormat)
            #expect(refusal.field == ["currency"])
        }
        let refusal = try #require(throws: Refusal.self) { try Money(amount: Decimal("-0.01"), currency: "EUR") }
        #expect(refusal.code == .valueOutOfRange)
        #expect(refusal.field == ["amount"])
    }

    @Test(
        "A record number is its prefix and at least six digits",
        arguments: [
            ("REG-000001", RecordNumber.Kind.registration, 1), ("OPP-000042", .opportunity, 42),
            ("LEAD-999999", .lead, 999_999), ("CASE-1000000", .case, 1_000_000),
            ("CASE-9223372036854775807", .case, Int64.max),
        ])
    func recordNumber(text: String, kind: RecordNumber.Kind, sequence: Int64) throws {
        let number = try RecordNumber(text)
        #expect(number == RecordNumber(kind, sequence))
        #expect(number.text == text)
    }

    @Test(
        "Anything else is no record number",
        arguments: [
            "", "REG", "REG-", "REG-1", "REG-00001", "REG-0000001", "REG-000000", "reg-000001", "ABC-000001",
            "REG-000001 ", "REG--00001", "REG-+00001", "CASE-9223372036854775808", "REG-00000x",
        ])
    func malformedRecordNumber(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try RecordNumber(text) }
        #expect(refusal.code == .invalidFormat)
    }

    @Test("A path name is a slug", arguments: ["a", "acme", "acme-2", "0", String(repeating: "a", count: 64)])
    func slug(text: String) throws {
        #expect(try Slug(text).text == text)
    }

    @Test(
        "Anything else is no path name",
        arguments: ["", "-a", "a-", "-", "Acme", "a b", "a_b", "a/b", "ä", String(repeating: "a", count: 65)])
    func malformedSlug(text: String) throws {
        let refusal = try #require(throws: Refusal.self) { try Slug(text) }
        #expect(refusal.code == .invalidFormat)
    }
}
