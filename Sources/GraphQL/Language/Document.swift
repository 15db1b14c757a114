/// A parsed document: flat arrays of small structs that refer to each other by position.
///
/// Nothing in it is allocated per node, and all of it is immutable, so a document is cheap to make, to walk and to share.
///
/// <https://spec.graphql.org/September2025/#sec-Document>
package final class Document: Sendable {
    package let source: [UInt8]
    let symbols: SymbolTable
    private let arena: Arena
    private let vocabulary: Vocabulary?
    /// By symbol: the symbol in the vocabulary, or -1.
    private let known: [Int32]

    init(source: [UInt8], symbols: SymbolTable, arena: Arena, vocabulary: Vocabulary?) {
        self.source = source
        self.symbols = symbols
        self.arena = arena
        self.vocabulary = vocabulary
        known = vocabulary.map { $0.symbols(of: symbols, in: source) } ?? []
    }

    /// Parses executable and type system definitions alike; which of them may stand here is for validation to say.
    ///
    /// - Parameter vocabulary: The schema's names, where the document is for one: each is looked up once, however often it
    ///   occurs.
    /// - Throws: One error: the first, as everything after it would be guessing.
    package static func parse(
        _ source: [UInt8], limits: SyntaxLimits = .executable, vocabulary: Vocabulary? = nil
    ) throws(GraphQLError) -> Document {
        guard source.count < Int32.max else {
            throw GraphQLError("The document is larger than 2 GB.", code: .tooLarge)
        }
        return try Parser(source, limits: limits).parseDocument(vocabulary)
    }

    package var operations: [Operation] { arena.operations }
    package var fragments: [FragmentDefinition] { arena.fragments }
    package var typeSystemDefinitions: [TypeSystemDefinition] { arena.typeSystemDefinitions }

    package var selectionCount: Int { arena.selections.count }
    var argumentCount: Int { arena.arguments.count }

    /// Roughly what the document takes, in bytes.
    package var weight: Int { source.count + symbols.weight + arena.weight + known.count * MemoryLayout<Int32>.stride }

    /// How many different names there are; symbols are below it.
    package var symbolCount: Int { symbols.count }

    /// Whether a field of that name is selected anywhere, in whichever operation, and even where none can come to it.
    package func selects(_ fieldName: String) -> Bool {
        guard let symbol = symbols.find(fieldName, ownSource: source) else { return false }
        return arena.selections.contains { selection in
            if case .field(let field) = selection { field.name.symbol == symbol } else { false }
        }
    }

    /// The symbol that the name has in a vocabulary; nil if it is not one of its names.
    func symbol(of name: Name, in vocabulary: Vocabulary) -> Int32? {
        let isKnown = self.vocabulary === vocabulary
        let symbol = isKnown ? known[Int(name.symbol)] : vocabulary.symbol(of: name.symbol, in: symbols, source)
        return symbol < 0 ? nil : symbol
    }

    package subscript(nodes: Nodes<VariableDefinition>) -> ArraySlice<VariableDefinition> {
        arena.variables[nodes.range]
    }
    package subscript(nodes: Nodes<Selection>) -> ArraySlice<Selection> { arena.selections[nodes.range] }
    package subscript(nodes: Nodes<Argument>) -> ArraySlice<Argument> { arena.arguments[nodes.range] }
    package subscript(nodes: Nodes<Directive>) -> ArraySlice<Directive> { arena.directives[nodes.range] }
    package subscript(nodes: Nodes<Value>) -> ArraySlice<Value> { arena.values[nodes.range] }
    package subscript(nodes: Nodes<ObjectField>) -> ArraySlice<ObjectField> { arena.objectFields[nodes.range] }
    package subscript(nodes: Nodes<Name>) -> ArraySlice<Name> { arena.names[nodes.range] }
    package subscript(nodes: Nodes<FieldDefinitionNode>) -> ArraySlice<FieldDefinitionNode> {
        arena.fieldDefinitions[nodes.range]
    }
    package subscript(nodes: Nodes<InputValueNode>) -> ArraySlice<InputValueNode> { arena.inputValues[nodes.range] }
    package subscript(nodes: Nodes<EnumValueNode>) -> ArraySlice<EnumValueNode> { arena.enumValues[nodes.range] }
    package subscript(nodes: Nodes<RootOperationNode>) -> ArraySlice<RootOperationNode> {
        arena.rootOperations[nodes.range]
    }
}

/// What the parser fills and the document keeps: one array per kind of node.
struct Arena: Sendable {
    var operations: [Operation] = []
    var variables: [VariableDefinition] = []
    var fragments: [FragmentDefinition] = []
    var selections: [Selection] = []
    var arguments: [Argument] = []
    var directives: [Directive] = []
    var values: [Value] = []
    var objectFields: [ObjectField] = []
    var names: [Name] = []
    var typeSystemDefinitions: [TypeSystemDefinition] = []
    var fieldDefinitions: [FieldDefinitionNode] = []
    var inputValues: [InputValueNode] = []
    var enumValues: [EnumValueNode] = []
    var rootOperations: [RootOperationNode] = []

    /// Bytes of the nodes of executable definitions.
    var weight: Int {
        func weight<Node>(_ nodes: [Node]) -> Int { nodes.count * MemoryLayout<Node>.stride }
        return weight(operations) + weight(variables) + weight(fragments) + weight(selections) + weight(arguments)
            + weight(directives) + weight(values) + weight(objectFields)
    }
}
