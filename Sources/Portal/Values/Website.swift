/// The website of a company.
///
/// Two companies never share one, so addresses are compared by `key`, which leaves out everything that does not tell
/// one website from another.
package struct Website: Hashable, Sendable {
    /// The address to follow: `http` or `https`, as the user wrote it but for the host in lower case.
    package let url: String
    /// Host in ASCII without `www.` and port, and on hosts that many companies share the part of the path that names
    /// one of them.
    package let key: String

    /// Longest address taken, in bytes.
    package static let maximumLength = 2_048

    /// Takes an address with or without its scheme.
    ///
    /// - Throws: `INVALID_URL` for other schemes, for a user name in the address, for IP addresses and hosts without a
    ///   dot, and for ports that do not exist.
    package init(_ text: String) throws(Refusal) {
        let text = text.trimmed
        guard text.utf8.count <= Self.maximumLength,
            !text.unicodeScalars.contains(where: { $0.isControl || $0.properties.isWhitespace || $0 == "\\" })
        else { throw .invalidURL }

        let (scheme, rest) = Self.splitScheme(text)
        guard ["https", "http"].contains(scheme) else { throw .invalidURL }
        let authority = rest.prefix { !"/?#".contains($0) }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard !authority.contains("@"), parts.count <= 2, let host = parts.first.flatMap({ HostName(String($0)) })
        else { throw .invalidURL }

        if let port = parts.dropFirst().first, !port.isEmpty, !Self.isPort(port) { throw .invalidURL }

        let path = rest.dropFirst(authority.count)
        let isShared = SharedHosts.contains(host.withoutWWW)
        url = "\(scheme)://\(authority.lowercased())\(path)"
        key = host.withoutWWW + (isShared ? SharedHosts.owner(in: path) : "")
    }

    private static func splitScheme(_ text: String) -> (scheme: String, rest: Substring) {
        guard let mark = text.firstRange(of: "://") else { return ("https", text[...]) }
        return (text[..<mark.lowerBound].lowercased(), text[mark.upperBound...])
    }

    private static func isPort(_ digits: Substring) -> Bool {
        digits.utf8.count <= 5 && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            && Int(digits).map((1...65_535).contains) == true
    }
}

/// Hosts on which many companies have a page each.
private enum SharedHosts {
    private static let names = [
        "vk.com", "ok.ru", "facebook.com", "instagram.com", "linkedin.com", "twitter.com", "x.com", "youtube.com",
        "t.me", "wa.me", "linktr.ee", "github.com", "gitlab.com", "sites.google.com", "taplink.cc", "github.io",
        "gitlab.io", "tilda.ws", "wixsite.com", "wordpress.com", "blogspot.com",
    ]
    /// First path segments that name a kind of page, not its owner.
    private static let kinds: Set<Substring> = [
        "company", "school", "showcase", "in", "pages", "groups", "channel", "c", "user", "view", "site", "a",
    ]

    static func contains(_ host: String) -> Bool {
        names.contains { host == $0 || host.hasSuffix("." + $0) }
    }

    /// The first segment of the path that names an owner, with the slashes before it; case does not count.
    static func owner(in path: Substring) -> String {
        let segments = path.prefix { !"?#".contains($0) }.lowercased().split(separator: "/")
        let length = segments.first.map(kinds.contains) == true ? 2 : 1
        return segments.prefix(length).map { "/" + $0 }.joined()
    }
}
