/// Cuts source text into tokens.
///
/// <https://spec.graphql.org/September2025/#sec-Language.Source-Text>
struct Lexer {
    let source: [UInt8]
    private(set) var position = 0
    var symbols = SymbolTable()
    private var remainingTokens: Int
    private let limits: SyntaxLimits

    init(_ source: [UInt8], limits: SyntaxLimits) throws(GraphQLError) {
        self.source = source
        self.limits = limits
        remainingTokens = limits.tokens
        let isASCII: Bool
        do { isASCII = try UTF8Span(validating: source.span).isKnownASCII } catch {
            throw Self.syntaxError("The document is not valid UTF-8.", at: error.byteOffsets.lowerBound, in: source)
        }
        if !isASCII, let excess = StreamSafeText.firstExcess(in: source) {
            throw Self.tooManyMarks(at: excess, in: source)
        }
    }

    func syntaxError(_ message: String, at offset: Int) -> GraphQLError {
        Self.syntaxError(message, at: offset, in: source)
    }

    private static func tooManyMarks(at offset: Int, in source: [UInt8]) -> GraphQLError {
        syntaxError("More than \(StreamSafeText.maximumMarks) combining marks in a row.", at: offset, in: source)
    }

    private static func syntaxError(_ message: String, at offset: Int, in source: [UInt8]) -> GraphQLError {
        GraphQLError(
            "Syntax Error: \(message)", at: [SourceLocation(of: offset, in: source)], code: .parseFailed)
    }

    /// The byte at a position, or nil behind the end.
    func byte(at index: Int) -> UInt8? { index < source.count ? source[index] : nil }

    /// The next token that is not ignored; at the end, `endOfFile` for ever.
    mutating func next() throws(GraphQLError) -> Token {
        skipIgnored()
        guard position < source.count else { return token(.endOfFile, from: position) }
        guard remainingTokens > 0 else {
            throw GraphQLError(
                "Syntax Error: Document contains more than \(limits.tokens) tokens. Parsing aborted.",
                at: [SourceLocation(of: position, in: source)], code: .tooLarge)
        }
        remainingTokens -= 1
        let start = position
        let byte = source[start]
        if byte.isNameStart { return try name() }
        if byte == UInt8(ascii: "-") || byte.isDigit { return try number() }
        if byte == UInt8(ascii: "\"") {
            return isTripleQuote(at: start) ? try blockString() : try string()
        }
        return try punctuator(byte)
    }

    /// A token that ends at the current position.
    private func token(_ kind: Token.Kind, from start: Int) -> Token { Token(kind: kind, text: text(from: start)) }

    private func text(from start: Int) -> Text {
        Text(offset: Int32(truncatingIfNeeded: start), length: Int32(truncatingIfNeeded: position - start))
    }

    private mutating func skipIgnored() {
        while position < source.count {
            switch source[position] {
            case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "\n"), UInt8(ascii: "\t"), UInt8(ascii: "\r"):
                position &+= 1
            case UInt8(ascii: "#"):
                while position < source.count, !source[position].isLineTerminator { position &+= 1 }
            // The byte order mark; the source is known to be UTF-8.
            case 0xEF where byte(at: position + 1) == 0xBB && byte(at: position + 2) == 0xBF: position &+= 3
            default: return
            }
        }
    }

    private mutating func punctuator(_ byte: UInt8) throws(GraphQLError) -> Token {
        let start = position
        let kind: Token.Kind =
            switch byte {
            case UInt8(ascii: "{"): .leftBrace
            case UInt8(ascii: "}"): .rightBrace
            case UInt8(ascii: ":"): .colon
            case UInt8(ascii: "("): .leftParenthesis
            case UInt8(ascii: ")"): .rightParenthesis
            case UInt8(ascii: "$"): .dollar
            case UInt8(ascii: "!"): .bang
            case UInt8(ascii: "["): .leftBracket
            case UInt8(ascii: "]"): .rightBracket
            case UInt8(ascii: "@"): .at
            case UInt8(ascii: "="): .equals
            case UInt8(ascii: "|"): .pipe
            case UInt8(ascii: "&"): .ampersand
            case UInt8(ascii: ".") where self.byte(at: start + 1) == byte && self.byte(at: start + 2) == byte: .spread
            case UInt8(ascii: "'"):
                throw syntaxError(
                    "Unexpected single quote character ('), did you mean to use a double quote (\")?", at: start)
            default: throw syntaxError("Unexpected character: \(printedCharacter(at: start)).", at: start)
            }
        position = start &+ (kind == .spread ? 3 : 1)
        return token(kind, from: start)
    }

    private mutating func name() throws(GraphQLError) -> Token {
        let start = position
        var (end, hash) = (start, symbols.seed)
        while end < source.count, source[end].isNameContinue {
            hash = SymbolTable.hash(hash, source[end])
            end &+= 1
        }
        guard end &- start <= limits.nameBytes else {
            throw GraphQLError(
                "Syntax Error: Name is longer than \(limits.nameBytes) bytes. Parsing aborted.",
                at: [SourceLocation(of: start, in: source)], code: .nameTooLong)
        }
        position = end
        return Token(kind: .name, text: text(from: start), hash: hash)
    }

    // <https://spec.graphql.org/September2025/#sec-Int-Value>
    private mutating func number() throws(GraphQLError) -> Token {
        let start = position
        var kind = Token.Kind.int
        if source[position] == UInt8(ascii: "-") { position += 1 }
        if byte(at: position) == UInt8(ascii: "0") {
            position += 1
            if byte(at: position)?.isDigit == true {
                throw syntaxError(
                    "Invalid number, unexpected digit after 0: \(printedCharacter(at: position)).", at: position)
            }
        } else {
            try digits()
        }
        if byte(at: position) == UInt8(ascii: ".") {
            kind = .float
            position += 1
            try digits()
        }
        if byte(at: position) == UInt8(ascii: "e") || byte(at: position) == UInt8(ascii: "E") {
            kind = .float
            position += 1
            if byte(at: position) == UInt8(ascii: "+") || byte(at: position) == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        if let next = byte(at: position), next == UInt8(ascii: ".") || next.isNameStart {
            throw expectedDigit()
        }
        return token(kind, from: start)
    }

    private mutating func digits() throws(GraphQLError) {
        guard byte(at: position)?.isDigit == true else { throw expectedDigit() }
        while byte(at: position)?.isDigit == true { position &+= 1 }
    }

    private func expectedDigit() -> GraphQLError {
        syntaxError("Invalid number, expected digit but got: \(printedCharacter(at: position)).", at: position)
    }

    // <https://spec.graphql.org/September2025/#sec-String-Value>
    private mutating func string() throws(GraphQLError) -> Token {
        let start = position
        var hasEscapes = false
        position += 1
        while let byte = byte(at: position), !byte.isLineTerminator {
            switch byte {
            case UInt8(ascii: "\""):
                position += 1
                if hasEscapes, StreamSafeText.firstExcess(in: StringLiteral.bytes(source[start..<position])) != nil {
                    throw Self.tooManyMarks(at: start, in: source)
                }
                return token(.string, from: start)
            case UInt8(ascii: "\\"):
                hasEscapes = true
                switch StringLiteral.escape(at: position, in: source[...]) {
                case .scalar(_, let length): position += length
                case .invalid(let message): throw syntaxError(message, at: position)
                }
            default: position &+= 1
            }
        }
        throw syntaxError("Unterminated string.", at: position)
    }

    private mutating func blockString() throws(GraphQLError) -> Token {
        let start = position
        position += 3
        while let byte = byte(at: position) {
            if isTripleQuote(at: position) {
                position += 3
                return token(.blockString, from: start)
            }
            position &+= byte == UInt8(ascii: "\\") && isTripleQuote(at: position + 1) ? 4 : 1
        }
        throw syntaxError("Unterminated string.", at: position)
    }

    private func isTripleQuote(at index: Int) -> Bool {
        let quote = UInt8(ascii: "\"")
        return byte(at: index) == quote && byte(at: index + 1) == quote && byte(at: index + 2) == quote
    }

    /// A character as messages quote it.
    private func printedCharacter(at index: Int) -> String {
        guard index < source.count,
            let scalar = String(decoding: source[index...].prefix(4), as: UTF8.self)
                .unicodeScalars.first
        else { return "<EOF>" }
        if scalar == "\"" { return "'\"'" }
        if (0x20..<0x7F).contains(scalar.value) { return "\"\(scalar)\"" }
        let hex = String(scalar.value, radix: 16, uppercase: true)
        return "U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex
    }
}

extension UInt8 {
    var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
    var isNameStart: Bool { (self | 0x20) &- UInt8(ascii: "a") < 26 || self == UInt8(ascii: "_") }
    var isNameContinue: Bool { isNameStart || isDigit }
    var isLineTerminator: Bool { self == UInt8(ascii: "\n") || self == UInt8(ascii: "\r") }

    /// The value of a hexadecimal digit.
    var hexadecimal: UInt32? {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(self - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(self - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(self - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
