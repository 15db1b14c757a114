/// The number that a text is in ECMAScript, which other engines take from resolvers.
///
/// <https://tc39.es/ecma262/#sec-stringtonumber>
enum NumberText {
    private static let radixes: [(prefix: String, radix: Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]

    /// Nil for a text that is none; white space is zero.
    static func number(_ text: String) -> Double? {
        let text = text.drop(while: isSpace)
        let end = text.lastIndex { !isSpace($0) }
        guard let end else { return 0 }
        let trimmed = text[...end].lowercased()
        for (prefix, radix) in radixes where trimmed.hasPrefix(prefix) {
            return whole(trimmed.dropFirst(prefix.count), radix: radix)
        }
        // What else `Double` reads, such as "nan", ECMAScript does not, or it is not finite.
        return trimmed.utf8.allSatisfy("0123456789.+-e".utf8.contains) ? Double(trimmed) : nil
    }

    private static func whole(_ digits: Substring, radix: Int) -> Double? {
        var number: Double?
        for digit in digits {
            guard digit.isASCII, let value = digit.hexDigitValue, value < radix else { return nil }
            number = (number ?? 0) * Double(radix) + Double(value)
        }
        return number
    }

    private static func isSpace(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy {
            $0.properties.generalCategory == .spaceSeparator
                || "\t\n\u{B}\u{C}\r\u{2028}\u{2029}\u{FEFF}".unicodeScalars.contains($0)
        }
    }
}
