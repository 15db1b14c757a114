/// The path name of a portal, as it stands in its address.
package struct Slug: Hashable, Sendable {
    package let text: String

    /// Takes one to 64 lower-case letters, digits and inner hyphens: `^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$`.
    ///
    /// - Throws: `INVALID_FORMAT`.
    package init(_ text: String) throws(Refusal) {
        let bytes = text.utf8
        let hyphen = UInt8(ascii: "-")
        guard (1...64).contains(bytes.count), bytes.first != hyphen, bytes.last != hyphen,
            bytes.allSatisfy({
                switch $0 {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), hyphen: true
                default: false
                }
            })
        else {
            throw .invalidFormat(expected: "1 to 64 lower-case letters, digits and hyphens, no hyphen at either end")
        }
        self.text = text
    }
}
