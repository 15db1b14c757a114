/// The value of a Content-Disposition field that has a browser keep a file and never show it (RFC 6266).
package enum ContentDisposition {
    /// - Parameter name: Of any characters: those that a quoted text cannot have are told in `filename*` only (RFC 8187).
    package static func attachment(named name: String) -> String {
        let isPlain = name.unicodeScalars.allSatisfy(isPlain)
        let fallback = String(String.UnicodeScalarView(name.unicodeScalars.map { self.isPlain($0) ? $0 : "_" }))
        let quoted = "attachment; filename=\"\(fallback)\""
        return isPlain ? quoted : quoted + "; filename*=UTF-8''\(extended(name))"
    }

    /// Whether every client reads the character alike: no quotation mark, no beginning of an escape, nothing but ASCII.
    private static func isPlain(_ scalar: Unicode.Scalar) -> Bool {
        (0x20...0x7E).contains(scalar.value) && !["\"", "\\", "%", "/"].contains(scalar)
    }

    /// RFC 8187 §3.2.1: all but `attr-char` as `%XX`.
    private static func extended(_ name: String) -> String {
        let digits = Array("0123456789ABCDEF".unicodeScalars)
        var value = ""
        for byte in name.utf8 {
            if byte.isLetterOrDigit || "!#$&+-.^_`|~".utf8.contains(byte) {
                value.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                value.unicodeScalars += ["%", digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return value
    }
}

extension UInt8 {
    fileprivate var isLetterOrDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
