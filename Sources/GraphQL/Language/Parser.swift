/// Reads a document by recursive descent with one token of lookahead.
///
/// The methods are named after the grammar's productions; messages are those of graphql-js.
struct Parser: ~Copyable {
    var lexer: Lexer
    var token: Token
    var arena = Arena()
    /// Nesting of what is being parsed, in levels.
    private var depth = 0
    private let maximumDepth: Int

    // Lists that contain lists are collected here until they are complete: in the arena neighbours stand together.
    var pendingSelections: [Selection] = []
    var pendingValues: [Value] = []
    var pendingObjectFields: [ObjectField] = []

    init(_ source: [UInt8], limits: SyntaxLimits) throws(GraphQLError) {
        var lexer = try Lexer(source, limits: limits)
        token = try lexer.next()
        self.lexer = lexer
        maximumDepth = limits.depth
        // A selection takes about ten bytes; most documents never outgrow this.
        arena.selections.reserveCapacity(min(source.count / 10, 1000))
        pendingSelections.reserveCapacity(32)
        arena.arguments.reserveCapacity(8)
        arena.variables.reserveCapacity(4)
    }

    consuming func parseDocument(_ vocabulary: Vocabulary?) throws(GraphQLError) -> Document {
        var parser = self
        repeat { try parser.parseDefinition() } while parser.token.kind != .endOfFile
        return Document(
            source: parser.lexer.source, symbols: parser.lexer.symbols, arena: parser.arena, vocabulary: vocabulary)
    }

    private mutating func parseDefinition() throws(GraphQLError) {
        let offset = token.text.offset
        if token.kind == .leftBrace { return try parseShorthandQuery() }
        let description = try parseDescription()
        if description != nil, token.kind == .leftBrace {
            throw unexpected(
                "Unexpected description, descriptions are not supported on shorthand queries.", offset)
        }
        if description != nil, at("extend") { throw undescribable(offset) }
        guard token.kind == .name else { throw unexpected() }
        if let kind = OperationKind(rawValue: text(of: token)) {
            return try parseOperation(kind, from: offset, description: description)
        }
        if at("fragment") { return try parseFragmentDefinition(from: offset, description: description) }
        try parseTypeSystemDefinition(from: offset, description: description)
    }

    /// The error of a description of what can have none.
    func undescribable(_ offset: Int32) -> GraphQLError {
        unexpected("Unexpected description, only GraphQL definitions support descriptions.", offset)
    }

    // MARK: Tokens

    mutating func advance() throws(GraphQLError) { token = try lexer.next() }

    /// Consumes a token of this kind if it is next.
    mutating func skip(_ kind: Token.Kind) throws(GraphQLError) -> Bool {
        guard token.kind == kind else { return false }
        try advance()
        return true
    }

    mutating func expect(_ kind: Token.Kind) throws(GraphQLError) {
        guard try skip(kind) else { throw expected(kind.label) }
    }

    /// Tells whether the next token is this word.
    func at(_ keyword: String) -> Bool {
        let (start, length) = (Int(token.text.offset), keyword.utf8.count)
        guard token.kind == .name, Int(token.text.length) == length else { return false }
        return keyword.utf8.elementsEqual(lexer.source[start..<start &+ length])
    }

    mutating func skip(_ keyword: String) throws(GraphQLError) -> Bool {
        guard at(keyword) else { return false }
        try advance()
        return true
    }

    mutating func expect(_ keyword: String) throws(GraphQLError) {
        guard try skip(keyword) else { throw expected("\"\(keyword)\"") }
    }

    mutating func parseName() throws(GraphQLError) -> Name {
        guard token.kind == .name else { throw expected(Token.Kind.name.label) }
        let symbol = lexer.symbols.intern(token.text, hash: token.hash, in: lexer.source)
        let name = Name(offset: token.text.offset, symbol: symbol)
        try advance()
        return name
    }

    // MARK: Bounds and errors

    /// Runs `body` one level deeper.
    mutating func nested<Result>(
        _ body: (inout Parser) throws(GraphQLError) -> Result
    ) throws(GraphQLError) -> Result {
        depth += 1
        guard depth <= maximumDepth else {
            throw GraphQLError(
                "Syntax Error: Document is nested more than \(maximumDepth) levels deep. Parsing aborted.",
                at: [SourceLocation(of: Int(token.text.offset), in: lexer.source)], code: .tooDeep)
        }
        let result = try body(&self)
        depth -= 1
        return result
    }

    func expected(_ what: String) -> GraphQLError { unexpected("Expected \(what), found \(described(token)).") }

    func unexpected(_ token: Token) -> GraphQLError { unexpected("Unexpected \(described(token)).", token.text.offset) }

    func unexpected(_ message: String? = nil, _ offset: Int32? = nil) -> GraphQLError {
        lexer.syntaxError(message ?? "Unexpected \(described(token)).", at: Int(offset ?? token.text.offset))
    }

    /// The source of a token.
    func text(of token: Token) -> String {
        let start = Int(token.text.offset)
        return String(decoding: lexer.source[start..<start + Int(token.text.length)], as: UTF8.self)
    }

    private func described(_ token: Token) -> String {
        switch token.kind {
        case .name, .int, .float: "\(token.kind.label) \"\(text(of: token).shortened())\""
        case .string, .blockString:
            "\(token.kind.label) \"\(StringLiteral.decode(ArraySlice(text(of: token).utf8)).shortened())\""
        default: token.kind.label
        }
    }
}

extension Array {
    /// Moves everything from `mark` on to the end of `arena` and says where it is now.
    mutating func flush(from mark: Int, to arena: inout [Element]) -> Nodes<Element> {
        let first = arena.count
        arena.append(contentsOf: self[mark...])
        removeLast(count - mark)
        return Nodes(from: first, to: arena.count)
    }
}

extension Nodes {
    init(from first: Int, to end: Int) {
        self.init(first: Int32(truncatingIfNeeded: first), count: Int32(truncatingIfNeeded: end - first))
    }
}
