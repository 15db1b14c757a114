import Portal
import Testing

@Suite("Company names")
struct CompanyNameTests {
    @Test(
        "Case, punctuation, white space and ё do not tell companies apart",
        arguments: [
            ("Acme", "acme"), ("  ACME  ", "acme"), ("«Ромашка»", "ромашка"), ("ООО \"Ёлка\"", "ооо елка"),
            ("Procter & Gamble", "procter gamble"), ("A.C.M.E.", "acme"), ("Coca-Cola", "cocacola"),
            ("Straße", "strasse"), ("ＡＣＭＥ", "acme"), ("ﬁrma", "firma"), ("Acme\u{A0}\u{2003}Soft", "acme soft"),
            ("Ac\u{AD}me", "acme"), ("Cafe\u{301}", "café"), ("C++ Soft", "c++ soft"), ("3M", "3m"),
            ("ΟΔΟΣ", "οδοσ"), ("οδος", "οδοσ"),
        ])
    func key(text: String, key: String) throws {
        #expect(try CompanyName(text).nameKey == key)
    }

    @Test(
        "Legal forms at either end are no part of the core",
        arguments: [
            ("ООО «Ромашка»", "ромашка"), ("Ромашка, ООО", "ромашка"), ("Acme LLC", "acme"), ("Acme GmbH", "acme"),
            ("Acme GmbH & Co. KG", "acme"), ("Acme Pty. Ltd.", "acme"), ("Acme, Inc.", "acme"), ("Acme S.A.", "acme"),
            ("Acme B V", "acme"), ("Acme Sp. z o.o.", "acme"), ("ТОО Степь", "степь"),
            ("Общество с ограниченной ответственностью \"Ромашка\"", "ромашка"),
            ("ООО", "ооо"), ("ООО АО", "ао"), ("Inc Media Inc", "media"), ("Acme AG Trading", "acme ag trading"),
        ])
    func core(text: String, core: String) throws {
        #expect(try CompanyName(text).nameCore == core)
    }

    @Test("The text stays as written, trimmed")
    func text() throws {
        #expect(try CompanyName(" ООО «Ромашка» ").text == "ООО «Ромашка»")
    }

    @Test(
        "A name has a letter or digit and one line of at most 255 characters",
        arguments: [
            ("", ErrorCode.required), (" \n", .required), ("«»", .invalidFormat), ("+ &", .invalidFormat),
            ("Acme\nSoft", .invalidFormat), (String(repeating: "a", count: 256), .tooLong),
        ])
    func invalid(text: String, code: ErrorCode) throws {
        let refusal = try #require(throws: Refusal.self) { try CompanyName(text) }
        #expect(refusal.code == code)
    }
}
