import CCrypt
package import Portal

/// Passwords by yescrypt, which takes time and memory on purpose: whoever has the database tries a few dozen a second.
package enum Passwords {
    /// The system could not hash: it had no memory for it.
    package struct Unavailable: Error {}

    /// yescrypt, in crypt(5)'s words.
    private static let method = "$y$"
    /// What crypt(5) recommends, 16 MiB and some 30 ms; said here, so that all hashes take equally long.
    private static let cost: UInt = 5
    private static let saltLength = 16

    /// That of a password that nobody knows, made as all others are: who has none is compared with it, and takes as long.
    static let ofNobody = "$y$j9T$.tRUvZeyd0UK2OxYM5KLl.$cD9LsT/p9OgROA29f8TIQqWHH.xuuDkNVXWLggVkRG5"

    /// What is kept of a password.
    package static func hash(
        _ password: Password, from environment: Environment
    ) throws(Unavailable) -> String {
        let salt = environment.randomBytes(saltLength).map(CChar.init(bitPattern:))
        var setting = [CChar](repeating: 0, count: Int(CRYPT_GENSALT_OUTPUT_SIZE))
        let made = crypt_gensalt_rn(method, cost, salt, Int32(salt.count), &setting, Int32(setting.count))
        guard made != nil, let hash = hash(password.text, setting: text(setting)) else { throw Unavailable() }
        return hash
    }

    /// Whether a hash was made of the password; takes as long if there is no password or no hash, which never match.
    ///
    /// - Throws: `Unavailable`, where nobody knows whether it was.
    static func matches(_ password: Password?, _ hash: String?) throws(Unavailable) -> Bool {
        let phrase = password?.text ?? ""
        let expected = hash ?? ofNobody
        guard let made = self.hash(phrase, setting: expected) else {
            // crypt(3) says the same of what is no hash and of a lack of memory, but only the latter spoils all hashes.
            guard self.hash(phrase, setting: ofNobody) != nil else { throw Unavailable() }
            return false
        }
        return made.utf8.equalsInConstantTime(expected.utf8) && password != nil && hash != nil
    }

    private static func hash(_ phrase: String, setting: String) -> String? {
        var hash = [CChar](repeating: 0, count: Int(CRYPT_OUTPUT_SIZE))
        return ccrypt_hash(phrase, setting, &hash) == 0 ? nil : text(hash)
    }

    /// Up to the NUL.
    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
