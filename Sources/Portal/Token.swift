/// A secret that stands for its bearer, or for what is kept for whoever has it.
///
/// Shown once; the database keeps `hash` only.
package struct Token: Hashable, Sendable {
    /// The prefix and 64 lower-case hexadecimal digits.
    package let text: String

    /// What a token is for.
    ///
    /// The prefix tells our tokens from other secrets, to people and to scanners of source code.
    package enum Kind: String, Sendable {
        /// A session or an integration account.
        case access = "pt_"
        /// A reserved stream.
        case stream = "ps_"
    }

    /// Enough that nobody guesses one.
    package static let byteCount = 32

    /// A new token.
    package init(_ kind: Kind = .access, from environment: Environment) {
        text = kind.rawValue + environment.randomBytes(Self.byteCount).hexadecimal
    }

    /// The token a caller presents; nil for text that was never one of its kind.
    package init?(_ text: String, _ kind: Kind = .access) {
        let digits = text.utf8.dropFirst(kind.rawValue.utf8.count)
        guard text.hasPrefix(kind.rawValue), digits.count == 2 * Self.byteCount,
            digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0) })
        else { return nil }
        self.text = text
    }

    /// How it begins: kept in the clear, to tell tokens apart.
    package var beginning: String { String(text.prefix(8)) }

    /// SHA-256 of the text: 32 bytes.
    ///
    /// A fast hash is enough for 256 random bits.
    package var hash: [UInt8] { SHA256.digest(text.utf8.span) }
}
