/// The number that a text is in ECMAScript, which other engines take from resolvers.
///
/// <https://tc39.es/ecma262/#sec-stringtonumber>
enum NumberText {
    private static let prefixes: [(prefix: String, bits: Int)] = [("0x", 4), ("0o", 3), ("0b", 1)]

    /// Nil for a text that is none; white space is zero.
    static func number(_ text: String) -> Double? {
        let text = text.drop(while: isSpace)
        let end = text.lastIndex { !isSpace($0) }
        guard let end else { return 0 }
        let trimmed = text[...end].lowercased()
        for (prefix, bits) in prefixes where trimmed.hasPrefix(prefix) {
            return whole(trimmed.dropFirst(prefix.count), bits: bits)
        }
        // What else `Double` reads, such as "nan", ECMAScript does not, or it is not finite.
        return trimmed.utf8.allSatisfy("0123456789.+-e".utf8.contains) ? Double(trimmed) : nil
    }

    /// Rounded once, as if all digits had been exact.
    ///
    /// - Parameter bits: Of a digit.
    private static func whole(_ digits: Substring, bits: Int) -> Double? {
        var (leading, omitted): (UInt64, Int) = (0, 0)
        for digit in digits {
            guard digit.isASCII, let value = digit.hexDigitValue, value < 1 << bits else { return nil }
            if leading.leadingZeroBitCount >= bits {
                leading = leading << bits | UInt64(value)
            } else {
                // Far behind the 53 bits that are kept it matters only whether anything is there.
                omitted += bits
                if value != 0 { leading |= 1 }
            }
        }
        return digits.isEmpty ? nil : Double(sign: .plus, exponent: omitted, significand: Double(leading))
    }

    private static func isSpace(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy {
            $0.properties.generalCategory == .spaceSeparator
                || "\t\n\u{B}\u{C}\r\u{2028}\u{2029}\u{FEFF}".unicodeScalars.contains($0)
        }
    }
}
