/// An e-mail address, in the pragmatic grammar that real mailboxes have.
///
/// Unquoted ASCII before the `@` (the dot-atom of RFC 5322 §3.2.3), a host name with a dot behind it; neither quoted
/// local parts nor address literals.
package struct EmailAddress: Hashable, Sendable {
    /// As written, trimmed.
    package let text: String
    /// What addresses are compared by: lower case, the host in ASCII.
    package let key: String

    /// RFC 5321 §4.5.3.1.3, in bytes, without the angle brackets.
    package static let maximumLength = 254
    /// RFC 5321 §4.5.3.1.1, in bytes.
    package static let maximumLocalLength = 64

    /// - Throws: `INVALID_EMAIL`.
    package init(_ text: String) throws(Refusal) {
        let text = text.trimmed
        let parts = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= Self.maximumLength, parts.count == 2, let local = parts.first, let domain = parts.last,
            Self.isDotAtom(local), !domain.hasSuffix("."), let host = HostName(String(domain))
        else { throw .invalidEmail }
        self.text = text
        key = local.lowercased() + "@" + host.ascii
    }

    private static func isDotAtom(_ local: Substring) -> Bool {
        let atoms = local.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return local.utf8.count <= maximumLocalLength && atoms.allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    private static func isAtomText(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
        }
    }
}
