/// A phone number: kept as the user wrote it, and in one spelling where the country is certain.
package struct PhoneNumber: Hashable, Sendable {
    /// As written, trimmed.
    package let raw: String
    /// `+` and at most fifteen digits (ITU-T E.164), without the extension; nil for numbers without a country code.
    package let e164: String?

    /// Longest number taken, in characters.
    package static let maximumLength = 64

    /// Takes digits with the usual separators, a leading `+`, and an extension behind `ext`, `x`, `доб` or `#`.
    ///
    /// - Throws: `INVALID_PHONE`.
    package init(_ text: String) throws(Refusal) {
        let raw = text.trimmed
        guard raw.unicodeScalars.count <= Self.maximumLength else { throw .invalidPhone }
        let head = raw.unicodeScalars.prefix { Self.isNumberPart($0) }
        let tail = raw.unicodeScalars.dropFirst(head.count)
        guard !head.dropFirst().contains("+"), tail.isEmpty || Self.isExtension(tail) else { throw .invalidPhone }
        let digits = String(head.filter(Self.isDigit))
        guard (3...20).contains(digits.utf8.count) else { throw .invalidPhone }
        self.raw = raw
        e164 = Self.international(digits, hasPlus: head.first == "+")
    }

    private static func international(_ digits: String, hasPlus: Bool) -> String? {
        let number = hasPlus ? digits[...] : digits.hasPrefix("00") ? digits.dropFirst(2) : ""
        return (8...15).contains(number.utf8.count) && number.first != "0" ? "+" + number : nil
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { ("0"..."9").contains(scalar) }

    private static func isNumberPart(_ scalar: Unicode.Scalar) -> Bool {
        isDigit(scalar) || "+().-/\u{2010}\u{2011}\u{2013}".unicodeScalars.contains(scalar)
            || scalar.properties.generalCategory == .spaceSeparator
    }

    private static func isExtension(_ tail: Substring.UnicodeScalarView) -> Bool {
        let words = String(String.UnicodeScalarView(tail)).lowercased().unicodeScalars.filter {
            !$0.properties.isWhitespace && $0 != "." && $0 != ":"
        }
        let digits = words.reversed().prefix(while: isDigit).count
        return (1...8).contains(digits)
            && ["ext", "x", "доб", "#", ",доб", ",ext"].contains(String(words.dropLast(digits)))
    }
}
