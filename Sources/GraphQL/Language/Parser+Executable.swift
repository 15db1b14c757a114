// Operations, selections and fragments.
//
// <https://spec.graphql.org/September2025/#ExecutableDefinition>
extension Parser {
    mutating func parseShorthandQuery() throws(GraphQLError) {
        let offset = token.text.offset
        let selectionSet = try parseSelectionSet()
        arena.operations.append(
            Operation(
                offset: offset, description: nil, kind: .query, name: nil, variables: .none, directives: .none,
                selectionSet: selectionSet))
    }

    mutating func parseOperation(
        _ kind: OperationKind, from offset: Int32, description: Value?
    ) throws(GraphQLError) {
        try advance()
        let name = token.kind == .name ? try parseName() : nil
        let variables = try parseVariableDefinitions()
        let directives = try parseDirectives(constant: false)
        let selectionSet = try parseSelectionSet()
        arena.operations.append(
            Operation(
                offset: offset, description: description, kind: kind, name: name, variables: variables,
                directives: directives,
                selectionSet: selectionSet))
    }

    private mutating func parseVariableDefinitions() throws(GraphQLError) -> Nodes<VariableDefinition> {
        guard try skip(.leftParenthesis) else { return .none }
        let first = arena.variables.count
        repeat {
            let offset = token.text.offset
            let description = try parseDescription()
            try expect(.dollar)
            let name = try parseName()
            try expect(.colon)
            let type = try parseType()
            let defaultValue = try skip(.equals) ? try parseValue(constant: true) : nil
            let directives = try parseDirectives(constant: true)
            arena.variables.append(
                VariableDefinition(
                    offset: offset, description: description, name: name, type: type, defaultValue: defaultValue,
                    directives: directives))
        } while try !skip(.rightParenthesis)
        return Nodes(from: first, to: arena.variables.count)
    }

    private mutating func parseSelectionSet() throws(GraphQLError) -> SelectionSet {
        let offset = token.text.offset
        try expect(.leftBrace)
        let selections = try nested { (parser) throws(GraphQLError) in
            let mark = parser.pendingSelections.count
            repeat { parser.pendingSelections.append(try parser.parseSelection()) } while try !parser.skip(.rightBrace)
            return parser.pendingSelections.flush(from: mark, to: &parser.arena.selections)
        }
        return SelectionSet(offset: offset, selections: selections)
    }

    private mutating func parseSelection() throws(GraphQLError) -> Selection {
        token.kind == .spread ? try parseFragment() : .field(try parseField())
    }

    private mutating func parseField() throws(GraphQLError) -> Field {
        let responseName = try parseName()
        let name = try skip(.colon) ? try parseName() : responseName
        let arguments = try parseArguments(constant: false)
        let directives = try parseDirectives(constant: false)
        let selectionSet = token.kind == .leftBrace ? try parseSelectionSet() : .absent
        return Field(
            responseName: responseName, name: name, arguments: arguments, directives: directives,
            selectionSet: selectionSet)
    }

    /// A spread or an inline fragment: both begin with `...`.
    private mutating func parseFragment() throws(GraphQLError) -> Selection {
        let offset = token.text.offset
        try advance()
        if token.kind == .name, !at("on") {
            let name = try parseName()
            return .fragmentSpread(
                FragmentSpread(offset: offset, name: name, directives: try parseDirectives(constant: false)))
        }
        let typeCondition = try skip("on") ? try parseName() : nil
        let directives = try parseDirectives(constant: false)
        return .inlineFragment(
            InlineFragment(
                offset: offset, typeCondition: typeCondition, directives: directives,
                selectionSet: try parseSelectionSet()))
    }

    mutating func parseFragmentDefinition(from offset: Int32, description: Value?) throws(GraphQLError) {
        try advance()
        if at("on") { throw unexpected() }
        let name = try parseName()
        try expect("on")
        let typeCondition = try parseName()
        let directives = try parseDirectives(constant: false)
        let selectionSet = try parseSelectionSet()
        arena.fragments.append(
            FragmentDefinition(
                offset: offset, description: description, name: name, typeCondition: typeCondition,
                directives: directives,
                selectionSet: selectionSet))
    }
}
