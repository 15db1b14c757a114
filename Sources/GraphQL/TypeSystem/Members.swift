/// A part of a type, or an argument: something that has a name of its own where it is.
package protocol Member: Sendable {
    var element: Element { get }
}

/// What a type, a field or a directive has of one kind, in the order written and by name.
package struct Members<Definition: Member>: RandomAccessCollection, Sendable {
    /// So many are looked through faster than a table is asked.
    private static var few: Int { 16 }

    private let definitions: [Definition]
    private let positions: SymbolPositions
    /// Of more than a few: where each name is, by its text.
    private let positionsOfText: [String: Int]

    init(_ definitions: [Definition]) {
        self.definitions = definitions
        positions = SymbolPositions(definitions.map(\.element.symbol))
        let named = definitions.count > Self.few ? definitions[...] : []
        positionsOfText = Dictionary(
            zip(named.map(\.element.name), named.indices), uniquingKeysWith: { first, _ in first })
    }

    package var startIndex: Int { definitions.startIndex }
    package var endIndex: Int { definitions.endIndex }
    package subscript(position: Int) -> Definition { definitions[position] }

    // Other rooms would walk and count through a table of witnesses, step by step.
    package var count: Int { definitions.count }
    package func makeIterator() -> [Definition].Iterator { definitions.makeIterator() }

    /// The member of a name in the schema's symbol table.
    subscript(symbol symbol: Int32) -> Definition? { positions[symbol].map { definitions[$0] } }

    package subscript(name: String) -> Definition? { position(of: name).map { definitions[$0] } }

    /// Where the member of a name is.
    package func position(of name: String) -> Int? {
        if definitions.count <= Self.few { return definitions.firstIndex { $0.element.name == name } }
        return positionsOfText[name]
    }
}
