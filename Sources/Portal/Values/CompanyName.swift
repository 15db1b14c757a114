/// The name of a company, and the two keys it is compared by.
package struct CompanyName: Hashable, Sendable {
    /// As written, trimmed.
    package let text: String
    /// Equal keys are one company: case, punctuation, white space, ё and compatibility forms do not count.
    package let nameKey: String
    /// `nameKey` without legal forms at either end.
    ///
    /// Equal cores are only a hint: "Acme LLC" and "Acme GmbH" may be two companies.
    package let nameCore: String

    /// - Throws: as `Text.line`, and `INVALID_FORMAT` for a name without any letter or digit.
    package init(_ text: String) throws(Refusal) {
        self.text = try Text.line(text)
        let words = Self.words(self.text)
        guard !words.isEmpty else { throw .invalidFormat(expected: "a name with at least one letter or digit") }
        nameKey = words.joined(separator: " ")
        nameCore = LegalForms.removed(from: words).joined(separator: " ")
    }

    /// The words of a name as they are compared; nothing is left of a word of punctuation only.
    private static func words(_ text: String) -> [String] {
        let folded = text.normalizedKC.caseFolded.normalizedKC.replacing("\u{0451}", with: "\u{0435}")
        return folded.unicodeScalars.split(whereSeparator: \.properties.isWhitespace)
            .map { String($0.filter(\.countsInName)) }
            .filter { $0.unicodeScalars.contains(where: \.isLetterOrDigit) }
    }
}

extension Unicode.Scalar {
    /// Neither punctuation nor invisible.
    fileprivate var countsInName: Bool {
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation, .modifierSymbol, .format, .control:
            false
        default: true
        }
    }
}

/// The words that say what kind of company it is, folded as in `nameKey`.
private enum LegalForms {
    private static let forms: Set<[String]> = {
        let words =
            "ооо оао зао пао ао нао ип тоо уп чуп руп оодо одо чп too ooo oao zao pao ao ip llc llp lp ltd limited inc "
            + "incorporated corp corporation co company plc gmbh ag kg kgaa ohg ug se sa sas sarl srl spa bv nv oy oyj "
            + "ab as asa aps sro spzoo doo eood ood kft zrt pty pte sl sia uab ou"
        let phrases = [
            "общество с ограниченной ответственностью", "акционерное общество", "публичное акционерное общество",
            "закрытое акционерное общество", "открытое акционерное общество", "индивидуальный предприниматель",
            "товарищество с ограниченной ответственностью", "унитарное предприятие", "limited liability company",
            "sp z oo", "d o o", "s a", "b v",
        ]
        return Set(
            (words.split(separator: " ").map { [String($0)] })
                + phrases.map { $0.split(separator: " ").map(String.init) })
    }()
    private static let longest = 4

    /// Strips form after form from either end, but never the last word.
    static func removed(from words: [String]) -> ArraySlice<String> {
        var core = words[...]
        while let shorter = withoutForm(core) { core = shorter }
        return core
    }

    private static func withoutForm(_ words: ArraySlice<String>) -> ArraySlice<String>? {
        for length in stride(from: min(longest, words.count - 1), to: 0, by: -1) {
            if forms.contains(Array(words.prefix(length))) { return words.dropFirst(length) }
            if forms.contains(Array(words.suffix(length))) { return words.dropLast(length) }
        }
        return nil
    }
}
