/// What the portal accepts as text.
///
/// Lengths count Unicode scalars, as SQLite's `length()` does, so that no pile of combining marks gets past them.
package enum Text {
    /// Names, titles and other single lines, in characters.
    package static let maximumLine = 255
    /// Comments, requirements and other prose, in characters.
    package static let maximumProse = 20_000

    /// A single line, trimmed.
    ///
    /// - Throws: `REQUIRED` for blank text, `TOO_LONG`, `INVALID_FORMAT` for control characters, line breaks included,
    ///   and for what turns the direction of the text around it.
    package static func line(_ text: String) throws(Refusal) -> String {
        let line = try trimmed(text, maximum: maximumLine)
        guard !line.unicodeScalars.contains(where: { $0.isControl || $0.leavesLine }) else {
            throw .invalidFormat(expected: "a single line of text without control characters")
        }
        return line
    }

    /// Text of any number of lines, trimmed.
    ///
    /// - Throws: `REQUIRED` for blank text, `TOO_LONG`, `INVALID_FORMAT` for control characters other than tab and
    ///   line break.
    package static func prose(_ text: String) throws(Refusal) -> String {
        let prose = try trimmed(text, maximum: maximumProse)
        guard !prose.unicodeScalars.contains(where: { $0.isControl && !["\t", "\n", "\r"].contains($0) }) else {
            throw .invalidFormat(expected: "text without control characters")
        }
        return prose
    }

    private static func trimmed(_ text: String, maximum: Int) throws(Refusal) -> String {
        let trimmed = text.trimmed
        guard !trimmed.isEmpty else { throw .required }
        guard trimmed.unicodeScalars.count <= maximum else { throw .tooLong(maximum: maximum) }
        return trimmed
    }
}

extension String {
    /// Without white space at either end.
    var trimmed: String {
        let scalars = unicodeScalars
        guard let first = scalars.firstIndex(where: { !$0.properties.isWhitespace }),
            let last = scalars.lastIndex(where: { !$0.properties.isWhitespace })
        else { return "" }
        return String(scalars[first...last])
    }

    var isBlank: Bool { unicodeScalars.allSatisfy(\.properties.isWhitespace) }

    /// Caseless form: upper-casing first also folds letters such as ß and ς that lower-casing alone would keep.
    var caseFolded: String { uppercased().lowercased() }
}

extension Unicode.Scalar {
    /// A control code of C0 or C1, NUL included.
    var isControl: Bool { properties.generalCategory == .control }

    /// A line or paragraph separator, or an embedding, override or isolate of direction (UAX #9 §2), which reaches past
    /// the text that it stands in.
    var leavesLine: Bool {
        switch value {
        case 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
