/// A company's taxpayer identification number (TIN): 9, 10 or 12 digits.
///
/// Source: field *Company TIN* — "must be unique … and contain 9, 10, or 12 digits". Kept as text, because leading
/// zeros count. Uniqueness is the database's to enforce.
package struct TaxNumber: Hashable, Sendable {
    /// What is typed may hold separators between any two digits.
    package static let maximumLength = 23

    /// ASCII digits only.
    package let digits: String

    /// Takes the number as people write it: spaces, dots and dashes do not count.
    ///
    /// - Throws: `INVALID_TIN` for any other length or character, and for one digit repeated, which passes every
    ///   checksum but is nobody's number.
    package init(_ text: String) throws(Refusal) {
        let kept = text.unicodeScalars.filter { !Self.isSeparator($0) }
        guard [9, 10, 12].contains(kept.count), kept.allSatisfy({ ("0"..."9").contains($0) }), Set(kept).count > 1
        else { throw .invalidTin }
        digits = String(kept)
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "." || scalar.properties.generalCategory == .dashPunctuation
            || scalar.properties.generalCategory == .spaceSeparator
    }

    /// All but the last four digits hidden, for viewers who may recognize the number but not learn it.
    package var masked: String {
        String(repeating: "*", count: digits.utf8.count - 4) + digits.suffix(4)
    }

    /// What the check digits say, seen from `country` (ISO 3166-1 alpha-2).
    ///
    /// Length alone does not tell the scheme: twelve digits may be Russian or Kazakh, so without a country either will
    /// do. Ten digits are always read as Russian.
    package func check(country: String? = nil) -> TinCheck {
        let schemes: [TaxNumberScheme] =
            switch (digits.utf8.count, country?.uppercased()) {
            case (10, _): [.russianLegalEntity]
            case (12, "RU"): [.russianPerson]
            case (12, "KZ"): [.kazakh]
            case (12, nil): [.russianPerson, .kazakh]
            case (9, "BY"), (9, nil): [.belarusian]
            default: []
            }
        guard !schemes.isEmpty else { return .notApplicable }
        let values = digits.utf8.map { Int($0 &- UInt8(ascii: "0")) }
        return schemes.contains { $0.accepts(values) } ? .valid : .checksumMismatch
    }

    /// Applies a sales direction's strictness.
    ///
    /// - Throws: `TIN_CHECKSUM_MISMATCH` under `strict` only; for 9 and 12 digits only when the country is named,
    ///   because foreign numbers of that length have no such check digits.
    package func verify(_ checksum: TinChecksum, country: String?) throws(Refusal) {
        guard checksum == .strict, country != nil || digits.utf8.count == 10 else { return }
        guard check(country: country) != .checksumMismatch else { throw .tinChecksumMismatch }
    }
}
