/// The variables that an operation defines, to be found by their names.
struct DefinedVariables {
    private let definitions: ArraySlice<VariableDefinition>
    /// By symbol: the position of the first definition, or -1.
    private var positions: [Int32]

    init(of operation: Operation, in document: Document) {
        definitions = document[operation.variables]
        positions = [Int32](repeating: -1, count: document.symbolCount)
        for (position, definition) in zip(definitions.indices, definitions) {
            let symbol = Int(definition.name.symbol)
            if positions[symbol] < 0 { positions[symbol] = Int32(truncatingIfNeeded: position) }
        }
    }

    /// Nil if there is no variable of this name.
    subscript(name: Name) -> VariableDefinition? {
        let position = positions[Int(name.symbol)]
        return position < 0 ? nil : definitions[Int(position)]
    }
}
