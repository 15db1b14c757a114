import GraphQL

/// Parses a text that a test wrote.
func parse(_ text: String, limits: SyntaxLimits = .executable) throws(GraphQLError) -> Document {
    try Document.parse(Array(text.utf8), limits: limits)
}

/// The error of a text that does not parse, or nil.
func syntaxError(_ text: String, limits: SyntaxLimits = .executable) -> GraphQLError? {
    do throws(GraphQLError) {
        _ = try parse(text, limits: limits)
        return nil
    } catch { return error }
}

extension GraphQLError {
    /// `message (line:column …)`, so that one line of a table holds a whole error.
    var line: String { locations.reduce(message) { "\($0) (\($1.line):\($1.column))" } }
}
