/// What string tokens mean: escapes, block strings, and the way back to a quoted text.
///
/// <https://spec.graphql.org/September2025/#sec-String-Value>
enum StringLiteral {
    enum Escape {
        /// A character and how many bytes of source spell it.
        case scalar(Unicode.Scalar, length: Int)
        /// Why the lexer refuses it.
        case invalid(String)
    }

    /// Whether the token is `"""…"""`.
    static func isBlock(_ token: ArraySlice<UInt8>) -> Bool {
        token.count >= 6 && token.starts(with: [0x22, 0x22, 0x22])
    }

    /// The characters that a string token, quotation marks included, stands for.
    static func decode(_ token: ArraySlice<UInt8>) -> String {
        if isBlock(token) {
            return BlockString.decode(token.dropFirst(3).dropLast(3))
        }
        let content = token.dropFirst().dropLast()
        guard content.contains(UInt8(ascii: "\\")) else { return String(decoding: content, as: UTF8.self) }
        return String(decoding: bytes(token), as: UTF8.self)
    }

    /// As `decode`, of a token that is no block string.
    static func bytes(_ token: ArraySlice<UInt8>) -> [UInt8] {
        let content = token.dropFirst().dropLast()
        var decoded: [UInt8] = []
        var index = content.startIndex
        while index < content.endIndex {
            if content[index] == UInt8(ascii: "\\"),
                case .scalar(let scalar, let length) = escape(at: index, in: content)
            {
                decoded.append(contentsOf: String(scalar).utf8)
                index += length
            } else {
                decoded.append(content[index])
                index += 1
            }
        }
        return decoded
    }

    /// Reads the escape sequence whose `\` is at `index`.
    static func escape(at index: Int, in source: ArraySlice<UInt8>) -> Escape {
        guard index + 1 < source.endIndex else { return .invalid("Invalid character escape sequence: \"\\\".") }
        let scalar: Unicode.Scalar
        switch source[index + 1] {
        case UInt8(ascii: "u"): return unicodeEscape(at: index, in: source)
        case UInt8(ascii: "\""): scalar = "\""
        case UInt8(ascii: "\\"): scalar = "\\"
        case UInt8(ascii: "/"): scalar = "/"
        case UInt8(ascii: "b"): scalar = "\u{8}"
        case UInt8(ascii: "f"): scalar = "\u{C}"
        case UInt8(ascii: "n"): scalar = "\n"
        case UInt8(ascii: "r"): scalar = "\r"
        case UInt8(ascii: "t"): scalar = "\t"
        default:
            let character = String(decoding: source[(index + 1)...].prefix(4), as: UTF8.self).unicodeScalars.first
            return .invalid("Invalid character escape sequence: \"\\\(character.map(String.init) ?? "")\".")
        }
        return .scalar(scalar, length: 2)
    }

    private static func unicodeEscape(at index: Int, in source: ArraySlice<UInt8>) -> Escape {
        if index + 2 < source.endIndex, source[index + 2] == UInt8(ascii: "{") {
            return bracedEscape(at: index, in: source)
        }
        guard let leading = fourDigits(at: index + 2, in: source) else { return invalid(source[index...], length: 6) }
        if let scalar = Unicode.Scalar(leading) { return .scalar(scalar, length: 6) }
        let trailingStart = index + 6
        guard (0xD800..<0xDC00).contains(leading), source[trailingStart...].starts(with: Array("\\u".utf8)),
            let trailing = fourDigits(at: trailingStart + 2, in: source), (0xDC00..<0xE000).contains(trailing),
            let scalar = Unicode.Scalar(0x10000 + (leading - 0xD800) << 10 + (trailing - 0xDC00))
        else { return invalid(source[index...], length: 6) }
        return .scalar(scalar, length: 12)
    }

    /// How much of a wrong `\u{…}` is quoted, in characters: room for eight digits.
    private static let longestBracedEscape = 12

    /// `\u{…}`: any number of digits, as long as they spell a Unicode scalar.
    private static func bracedEscape(at index: Int, in source: ArraySlice<UInt8>) -> Escape {
        var value: UInt32 = 0
        var position = index + 3
        while position < source.endIndex, let digit = source[position].hexadecimal {
            // What is too large stays too large.
            value = min(value, 0x110000) << 4 | digit
            position += 1
        }
        guard position > index + 3, position < source.endIndex, source[position] == UInt8(ascii: "}"),
            let scalar = Unicode.Scalar(value)
        else { return invalid(source[index...], length: min(position + 1 - index, longestBracedEscape)) }
        return .scalar(scalar, length: position + 1 - index)
    }

    private static func fourDigits(at index: Int, in source: ArraySlice<UInt8>) -> UInt32? {
        guard index + 4 <= source.endIndex else { return nil }
        var value: UInt32 = 0
        for byte in source[index..<index + 4] {
            guard let digit = byte.hexadecimal else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    /// - Parameter length: How much of the rest of the source the message quotes, in characters.
    private static func invalid(_ rest: ArraySlice<UInt8>, length: Int) -> Escape {
        // No character has more than four bytes.
        let line = rest.prefix(4 * length).prefix { !$0.isLineTerminator }
        let sequence = String(decoding: line, as: UTF8.self).unicodeScalars.prefix(length)
        return .invalid("Invalid Unicode escape sequence: \"\(String(sequence))\".")
    }

    /// A string between quotation marks, as §2.9.4 would read it back.
    static func printed(_ text: String) -> String {
        var printed = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": printed += "\\\""
            case "\\": printed += "\\\\"
            case "\n": printed += "\\n"
            case "\r": printed += "\\r"
            case "\t": printed += "\\t"
            case "\u{8}": printed += "\\b"
            case "\u{C}": printed += "\\f"
            case "\0"..<" ", "\u{7F}"..<"\u{A0}":
                let hex = String(scalar.value, radix: 16, uppercase: true)
                printed += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
            default: printed.unicodeScalars.append(scalar)
            }
        }
        return printed + "\""
    }
}
