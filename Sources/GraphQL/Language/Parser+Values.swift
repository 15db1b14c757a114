// Values, arguments, directives, types and descriptions.
//
// <https://spec.graphql.org/September2025/#sec-Input-Values>
extension Parser {
    /// - Parameter constant: Whether variables are refused, as in default values.
    mutating func parseValue(constant: Bool) throws(GraphQLError) -> Value {
        let start = token
        let content: Value.Content
        switch start.kind {
        case .leftBracket: content = .list(try parseList(constant: constant))
        case .leftBrace: content = .object(try parseObject(constant: constant))
        case .dollar: content = .variable(try parseVariable(constant: constant))
        case .name: content = try parseNamedValue()
        case .int: content = .int(start.text)
        case .float: content = .float(start.text)
        case .string, .blockString: content = .string(start.text)
        default: throw unexpected()
        }
        switch start.kind {
        case .int, .float, .string, .blockString: try advance()
        default: break
        }
        return Value(offset: start.text.offset, content: content)
    }

    private mutating func parseNamedValue() throws(GraphQLError) -> Value.Content {
        if try skip("true") { return .boolean(true) }
        if try skip("false") { return .boolean(false) }
        if try skip("null") { return .null }
        return .enumeration(try parseName())
    }

    private mutating func parseVariable(constant: Bool) throws(GraphQLError) -> Name {
        let offset = token.text.offset
        try advance()
        guard constant else { return try parseName() }
        guard token.kind == .name else { throw unexpected("Unexpected \"$\".", offset) }
        throw unexpected("Unexpected variable \"$\(text(of: token).shortened())\" in constant value.", offset)
    }

    private mutating func parseList(constant: Bool) throws(GraphQLError) -> Nodes<Value> {
        try advance()
        return try nested { (parser) throws(GraphQLError) in
            let mark = parser.pendingValues.count
            while try !parser.skip(.rightBracket) {
                parser.pendingValues.append(try parser.parseValue(constant: constant))
            }
            return parser.pendingValues.flush(from: mark, to: &parser.arena.values)
        }
    }

    private mutating func parseObject(constant: Bool) throws(GraphQLError) -> Nodes<ObjectField> {
        try advance()
        return try nested { (parser) throws(GraphQLError) in
            let mark = parser.pendingObjectFields.count
            while try !parser.skip(.rightBrace) {
                let name = try parser.parseName()
                try parser.expect(.colon)
                let value = try parser.parseValue(constant: constant)
                parser.pendingObjectFields.append(ObjectField(name: name, value: value))
            }
            return parser.pendingObjectFields.flush(from: mark, to: &parser.arena.objectFields)
        }
    }

    mutating func parseArguments(constant: Bool) throws(GraphQLError) -> Nodes<Argument> {
        guard try skip(.leftParenthesis) else { return .none }
        let first = arena.arguments.count
        repeat {
            let name = try parseName()
            try expect(.colon)
            let value = try parseValue(constant: constant)
            arena.arguments.append(Argument(name: name, value: value))
        } while try !skip(.rightParenthesis)
        return Nodes(from: first, to: arena.arguments.count)
    }

    mutating func parseDirectives(constant: Bool) throws(GraphQLError) -> Nodes<Directive> {
        let first = arena.directives.count
        while token.kind == .at {
            let offset = token.text.offset
            try advance()
            let name = try parseName()
            let arguments = try parseArguments(constant: constant)
            arena.directives.append(Directive(offset: offset, name: name, arguments: arguments))
        }
        return Nodes(from: first, to: arena.directives.count)
    }

    /// A type reference, without recursion: lists open, the name, lists close.
    mutating func parseType() throws(GraphQLError) -> TypeNode {
        let offset = token.text.offset
        var openLists = 0
        while try skip(.leftBracket) {
            openLists += 1
            guard openLists <= TypeWrapping.maximumLists else {
                throw GraphQLError(
                    "Syntax Error: Type is nested more than \(TypeWrapping.maximumLists) lists deep. Parsing aborted.",
                    at: [SourceLocation(of: Int(offset), in: lexer.source)], code: .tooDeep)
            }
        }
        let name = try parseName()
        var wrapping = TypeWrapping.named
        if try skip(.bang) { wrapping = wrapping.nonNull }
        for _ in 0..<openLists {
            try expect(.rightBracket)
            wrapping = wrapping.list
            if try skip(.bang) { wrapping = wrapping.nonNull }
        }
        return TypeNode(offset: offset, name: name, wrapping: wrapping)
    }

    mutating func parseDescription() throws(GraphQLError) -> Value? {
        guard token.kind == .string || token.kind == .blockString else { return nil }
        return try parseValue(constant: true)
    }
}
