/// A password in the one form in which it is compared.
///
/// Unicode Normalization Form C, so that it is the same whichever keyboard has composed its letters; nothing else of what
/// was typed is changed, white space included.
package struct Password: Equatable, Sendable {
    package let text: String

    /// What a new one may have, in characters.
    package static let lengths = 12...128
    /// What crypt(3) takes, in bytes: 127 characters of any script, and 128 of nearly all.
    static let maximumBytes = 511
    /// What is normalized at all, in bytes.
    private static let maximumTyped = 4 * maximumBytes

    /// Nil for text that is nobody's password: too long to be hashed, or with a NUL, where hashing would stop.
    package init?(_ text: String) {
        guard text.utf8.count <= Self.maximumTyped else { return nil }
        let normalized = text.normalizedC
        guard normalized.utf8.count <= Self.maximumBytes, !normalized.utf8.contains(0) else { return nil }
        self.text = normalized
    }

    /// A password that somebody chooses.
    ///
    /// - Parameter login: The key of the address that they sign in as.
    /// - Throws: `WEAK_PASSWORD` for one that is too short or too long, one character over and over, or the login.
    package static func new(_ text: String, for login: String) throws(Refusal) -> Password {
        guard let password = Password(text), lengths.contains(password.text.unicodeScalars.count),
            Set(password.text.unicodeScalars).count > 1, (try? EmailAddress(password.text))?.key != login
        else { throw .weakPassword }
        return password
    }
}
