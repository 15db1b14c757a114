import Portal
import Testing

@Suite("Refusals and texts")
struct RefusalTests {
    @Test("A list of refusals is never empty and keeps its order")
    func list() throws {
        #expect(Refusals([]) == nil)
        let refusals = try #require(Refusals([.required, .notFound, .dateInPast]))
        #expect(refusals.first == .required)
        #expect(refusals.all.map(\.code) == [.required, .notFound, .dateInPast])
        #expect(Refusals(.notFound).all == [.notFound])
    }

    @Test("A refusal can be said of an input without changing otherwise")
    func located() {
        let refusal = Refusal.tooLong(maximum: 255).at(["input", "name"])
        #expect(refusal.code == .tooLong)
        #expect(refusal.field == ["input", "name"])
        #expect(refusal.message == "This text is too long: at most 255 characters are allowed.")
        #expect(refusal.details == [Refusal.Detail("maximum", .number(255))])
    }

    @Test("A duplicate names the company only to those who may choose it")
    func duplicates() {
        let company = RecordReference(type: "Organization", row: 7)
        #expect(Refusal.duplicateCompanyTin(company).conflicting == company)
        #expect(Refusal.duplicateCompanyTin(company).suggestion == .useExisting)
        #expect(Refusal.duplicateCompanyTin().conflicting == nil)
        #expect(Refusal.duplicateCompanyTin().suggestion == .contactVendor)
        #expect(Refusal.duplicateCompanyTin(isActive: true).conflicting == nil)
        #expect(Refusal.duplicateCompanyTin(isActive: true).suggestion == .useExisting)
        #expect(Refusal.duplicateCompanyTin().message == Refusal.duplicateCompanyTin(company).message)
    }

    @Test("A version conflict tells both versions and what changed")
    func versionConflict() {
        #expect(
            Refusal.versionConflict(yours: 2, current: 5, changed: ["name", "state"])
                == Refusal(
                    .versionConflict, "This record was changed by somebody else in the meantime.",
                    field: ["expectedVersion"], suggestion: .retryWithCurrent,
                    details: [
                        .init("yourVersion", .number(2)), .init("currentVersion", .number(5)),
                        .init("changedFields", .texts(["name", "state"])),
                    ]))
        #expect(
            Refusal.versionConflict(yours: 6, current: 5, changed: []).message
                == "This record has had no such version yet.")
    }

    @Test("Lines and prose are trimmed, inner white space stays")
    func trimming() throws {
        #expect(try Text.line(" \u{A0}New  deal\n") == "New  deal")
        #expect(try Text.prose("\n first\n\tsecond\r\n\n") == "first\n\tsecond")
    }

    @Test(
        "Texts are refused when blank, too long or with control characters",
        arguments: [
            ("", ErrorCode.required, ErrorCode.required), (" \n\u{2003}", .required, .required),
            ("a\u{0}b", .invalidFormat, .invalidFormat), ("a\u{1B}[2J", .invalidFormat, .invalidFormat),
            ("a\u{85}b", .invalidFormat, .invalidFormat), ("a\nb", .invalidFormat, nil), ("a\tb", .invalidFormat, nil),
            ("a\u{2028}b", .invalidFormat, nil), ("a\u{202E}b", .invalidFormat, nil),
            ("a\u{2066}b", .invalidFormat, nil), ("a\u{200F}b", nil, nil), ("a\u{200D}b", nil, nil),
            (String(repeating: "é", count: 255), nil, nil), (String(repeating: "é", count: 256), .tooLong, nil),
            (String(repeating: "x", count: 20_000), .tooLong, nil),
            (String(repeating: "x", count: 20_001), .tooLong, .tooLong),
            ("a" + String(repeating: "\u{301}", count: 20_000), .tooLong, .tooLong),
        ] as [(String, ErrorCode?, ErrorCode?)])
    func texts(text: String, line: ErrorCode?, prose: ErrorCode?) {
        func code(_ read: () throws(Refusal) -> String) -> ErrorCode? {
            do {
                _ = try read()
                return nil
            } catch {
                return error.code
            }
        }
        #expect(code { () throws(Refusal) in try Text.line(text) } == line)
        #expect(code { () throws(Refusal) in try Text.prose(text) } == prose)
    }
}
