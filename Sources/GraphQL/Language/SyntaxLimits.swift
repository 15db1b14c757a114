/// How much of a document the parser is willing to read before it gives up.
///
/// Bounds on the text itself; those that need a schema are `ValidationLimits`.
package struct SyntaxLimits: Sendable {
    /// The most lexical tokens, punctuation included: bounds time and memory of everything after the parser.
    package var tokens: Int
    /// The deepest nesting of selection sets or of values, in levels: bounds the parser's recursion.
    package var depth: Int
    /// The longest name, in bytes: a response name is written for each row, and stands in the path of every error below it.
    package var nameBytes: Int

    package init(tokens: Int, depth: Int, nameBytes: Int = 256) {
        self.tokens = tokens
        self.depth = depth
        self.nameBytes = nameBytes
    }

    /// For documents from clients.
    package static let executable = SyntaxLimits(tokens: 15_000, depth: 200)
    /// For the server's own schema, which nobody can make large by surprise.
    package static let typeSystem = SyntaxLimits(tokens: 1_000_000, depth: 200)
}
