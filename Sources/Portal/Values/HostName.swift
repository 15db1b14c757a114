/// The name of a host on the Internet, brought to one spelling.
///
/// Case, Unicode compatibility forms and a trailing dot do not count; letters outside ASCII are written in their ASCII
/// form (`xn--…`, RFC 5891), so both spellings of one name are equal. The mapping is NFKC with lower-casing, not the
/// whole table of UTS #46.
struct HostName: Hashable, Sendable {
    /// At least two labels of ASCII letters, digits and inner hyphens (RFC 1123 §2.1).
    let ascii: String

    /// Nil for anything but a name with a dot: no IP literals, no single labels.
    init?(_ text: String) {
        guard text.utf8.count <= 1_000 else { return nil }
        var name = text.normalizedKC.lowercased().normalizedC.replacing("\u{3002}", with: ".")
        if name.hasSuffix(".") { name.removeLast() }
        var labels: [String] = []
        for label in name.split(separator: ".", omittingEmptySubsequences: false) {
            guard let ascii = Self.ascii(label) else { return nil }
            labels.append(ascii)
        }
        guard labels.count >= 2, let last = labels.last, !Self.isNumber(last) else { return nil }
        ascii = labels.joined(separator: ".")
        guard ascii.utf8.count <= 253 else { return nil }
    }

    /// Without a leading `www.`, as long as a name with a dot remains.
    var withoutWWW: String {
        let rest = ascii.dropFirst(4)
        return ascii.hasPrefix("www.") && rest.contains(".") ? String(rest) : ascii
    }

    private static func ascii(_ label: Substring) -> String? {
        let scalars = label.unicodeScalars
        guard let first = scalars.first, let last = scalars.last, first != "-", last != "-",
            scalars.allSatisfy({ $0 == "-" || $0.isLetterOrDigit }), !first.isMark
        else { return nil }
        let ascii = scalars.allSatisfy(\.isASCII) ? String(label) : Punycode.encode(scalars).map { "xn--" + $0 }
        guard let ascii, ascii.utf8.count <= 63 else { return nil }
        return ascii
    }

    /// Whether a last label would make the host an IPv4 address to a browser (WHATWG URL §3.5).
    private static func isNumber(_ label: String) -> Bool {
        label.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            || label.hasPrefix("0x")
    }
}

extension Unicode.Scalar {
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark: true
        default: false
        }
    }

    /// A letter, a mark that belongs to one, or a digit, of any script.
    var isLetterOrDigit: Bool {
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber: true
        default: isMark
        }
    }
}
