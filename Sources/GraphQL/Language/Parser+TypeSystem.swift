// Definitions and extensions of the type system.
//
// <https://spec.graphql.org/September2025/#sec-Type-System>
extension Parser {
    mutating func parseTypeSystemDefinition(from offset: Int32, description: Value?) throws(GraphQLError) {
        let isExtension = try skip("extend")
        guard let kind = definitionKind(), !(isExtension && kind == .directive) else {
            throw description == nil ? unexpected() : undescribable(offset)
        }
        try advance()
        if kind == .directive { try expect(.at) }
        var definition = TypeSystemDefinition(
            offset: offset, kind: kind, isExtension: isExtension, description: description,
            name: kind == .schema ? nil : try parseName())
        let partsBegin = token
        try parseParts(of: &definition)
        if isExtension, token.text.offset == partsBegin.text.offset { throw unexpected() }
        arena.typeSystemDefinitions.append(definition)
    }

    private func definitionKind() -> TypeSystemDefinition.Kind? {
        if at("schema") { return .schema }
        if at("scalar") { return .scalar }
        if at("type") { return .object }
        if at("interface") { return .interface }
        if at("union") { return .union }
        if at("enum") { return .enumeration }
        if at("input") { return .inputObject }
        return at("directive") ? .directive : nil
    }

    private mutating func parseParts(of definition: inout TypeSystemDefinition) throws(GraphQLError) {
        switch definition.kind {
        case .directive:
            definition.inputs = try parseInputValues(between: .leftParenthesis, and: .rightParenthesis)
            definition.isRepeatable = try skip("repeatable")
            try expect("on")
            definition.locations = try parseDirectiveLocations()
            return
        case .object, .interface:
            if try skip("implements") { definition.interfaces = try parseNames(separatedBy: .ampersand) }
        default: break
        }
        definition.directives = try parseDirectives(constant: true)
        switch definition.kind {
        case .schema: definition.rootOperations = try parseRootOperations(isOptional: definition.isExtension)
        case .object, .interface: definition.fields = try parseFieldDefinitions()
        case .union: if try skip(.equals) { definition.memberTypes = try parseNames(separatedBy: .pipe) }
        case .enumeration: definition.values = try parseEnumValues()
        case .inputObject: definition.inputs = try parseInputValues(between: .leftBrace, and: .rightBrace)
        case .scalar, .directive: break
        }
    }

    private mutating func parseRootOperations(isOptional: Bool) throws(GraphQLError) -> Nodes<RootOperationNode> {
        if isOptional, token.kind != .leftBrace { return .none }
        try expect(.leftBrace)
        let first = arena.rootOperations.count
        repeat {
            let keyword = token
            guard keyword.kind == .name else { throw expected(Token.Kind.name.label) }
            try advance()
            guard let kind = OperationKind(rawValue: text(of: keyword)) else { throw unexpected(keyword) }
            try expect(.colon)
            arena.rootOperations.append(
                RootOperationNode(offset: keyword.text.offset, kind: kind, type: try parseName()))
        } while try !skip(.rightBrace)
        return Nodes(from: first, to: arena.rootOperations.count)
    }

    private mutating func parseFieldDefinitions() throws(GraphQLError) -> Nodes<FieldDefinitionNode> {
        guard try skip(.leftBrace) else { return .none }
        let first = arena.fieldDefinitions.count
        repeat {
            let description = try parseDescription()
            let name = try parseName()
            let arguments = try parseInputValues(between: .leftParenthesis, and: .rightParenthesis)
            try expect(.colon)
            let type = try parseType()
            let directives = try parseDirectives(constant: true)
            arena.fieldDefinitions.append(
                FieldDefinitionNode(
                    description: description, name: name, arguments: arguments, type: type, directives: directives))
        } while try !skip(.rightBrace)
        return Nodes(from: first, to: arena.fieldDefinitions.count)
    }

    private mutating func parseInputValues(
        between opening: Token.Kind, and closing: Token.Kind
    ) throws(GraphQLError) -> Nodes<InputValueNode> {
        guard try skip(opening) else { return .none }
        let first = arena.inputValues.count
        repeat {
            let description = try parseDescription()
            let name = try parseName()
            try expect(.colon)
            let type = try parseType()
            let defaultValue = try skip(.equals) ? try parseValue(constant: true) : nil
            let directives = try parseDirectives(constant: true)
            arena.inputValues.append(
                InputValueNode(
                    description: description, name: name, type: type, defaultValue: defaultValue,
                    directives: directives))
        } while try !skip(closing)
        return Nodes(from: first, to: arena.inputValues.count)
    }

    private mutating func parseEnumValues() throws(GraphQLError) -> Nodes<EnumValueNode> {
        guard try skip(.leftBrace) else { return .none }
        let first = arena.enumValues.count
        repeat {
            let description = try parseDescription()
            if at("true") || at("false") || at("null") {
                throw unexpected(
                    "Name \"\(text(of: token).shortened())\" is reserved and cannot be used for an enum value.")
            }
            let name = try parseName()
            arena.enumValues.append(
                EnumValueNode(
                    description: description, name: name, directives: try parseDirectives(constant: true)))
        } while try !skip(.rightBrace)
        return Nodes(from: first, to: arena.enumValues.count)
    }

    /// Names with a separator between them and, if the author likes, before the first.
    private mutating func parseNames(separatedBy separator: Token.Kind) throws(GraphQLError) -> Nodes<Name> {
        _ = try skip(separator)
        let first = arena.names.count
        repeat { arena.names.append(try parseName()) } while try skip(separator)
        return Nodes(from: first, to: arena.names.count)
    }

    private mutating func parseDirectiveLocations() throws(GraphQLError) -> Nodes<Name> {
        _ = try skip(.pipe)
        let first = arena.names.count
        repeat {
            let name = token
            arena.names.append(try parseName())
            guard DirectiveLocation(rawValue: text(of: name)) != nil else { throw unexpected(name) }
        } while try skip(.pipe)
        return Nodes(from: first, to: arena.names.count)
    }
}
