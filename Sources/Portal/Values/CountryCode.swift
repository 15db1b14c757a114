/// A country as two letters (ISO 3166-1 alpha-2).
package struct CountryCode: Hashable, Sendable {
    /// Upper case.
    package let text: String

    /// Takes any two ASCII letters: the list of countries changes, and nothing depends on it.
    ///
    /// - Throws: `INVALID_FORMAT`.
    package init(_ text: String) throws(Refusal) {
        let code = text.trimmed.uppercased()
        guard code.utf8.count == 2, code.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            throw .invalidFormat(expected: "a country code of two letters, such as KZ")
        }
        self.text = code
    }
}
