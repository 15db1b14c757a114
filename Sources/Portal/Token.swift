/// A secret that stands for its bearer: a session, an integration account, an invitation.
///
/// Shown once; the database keeps `hash` only.
package struct Token: Hashable, Sendable {
    /// The prefix and 64 lower-case hexadecimal digits.
    package let text: String

    /// Tells our tokens from other secrets, to people and to scanners of source code.
    package static let prefix = "pt_"
    /// Enough that nobody guesses one.
    package static let byteCount = 32

    /// A new token.
    package init(from environment: Environment) {
        text = Self.prefix + environment.randomBytes(Self.byteCount).hexadecimal
    }

    /// The token a caller presents; nil for text that was never one.
    package init?(_ text: String) {
        let digits = text.utf8.dropFirst(Self.prefix.utf8.count)
        guard text.hasPrefix(Self.prefix), digits.count == 2 * Self.byteCount,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    /// SHA-256 of the text: 32 bytes.
    ///
    /// A fast hash is enough for 256 random bits.
    package var hash: [UInt8] { SHA256.digest(text.utf8.span) }
}
