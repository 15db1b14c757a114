import Execution

/// What a person types into a search box, as an FTS5 expression: every word has to occur, each may be the beginning of one.
///
/// Words are quoted, so that nothing typed is an operator of FTS5.
struct SearchPhrase {
    let expression: String
    /// How many letters and digits count.
    let letterCount: Int

    /// The most words that count; a longer phrase narrows no further.
    private static let maximumWords = 12

    init(_ text: String) throws(FieldRefusal) {
        guard text.utf8.count <= Limits.searchBytes else {
            throw FieldRefusal(
                code: "BAD_USER_INPUT", message: "Search for at most \(Limits.searchBytes) bytes of text.")
        }
        let words = text.split { !$0.isLetter && !$0.isNumber }.prefix(Self.maximumWords)
        // A phrase without a word finds nothing: the empty string is no FTS5 expression, an empty phrase is.
        letterCount = words.reduce(0) { $0 + $1.count }
        expression = words.isEmpty ? "\"\"" : words.map { "\"\($0)\"*" }.joined(separator: " ")
    }
}
