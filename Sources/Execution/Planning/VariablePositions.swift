import GraphQL

/// Where an operation declares its variables, by their names.
struct VariablePositions: Sendable {
    /// By symbol; -1 where there is no variable of the name.
    private let positions: [Int32]
    /// Whether the operation has no variables.
    let isEmpty: Bool

    init(of operation: Operation, in document: Document) {
        isEmpty = operation.variables.isEmpty
        var positions = [Int32](repeating: -1, count: isEmpty ? 0 : document.symbolCount)
        for (index, variable) in document[operation.variables].enumerated() {
            positions[Int(variable.name.symbol)] = Int32(index)
        }
        self.positions = positions
    }

    /// Nil if there is no variable of this name.
    subscript(name: Name) -> Int32? {
        if isEmpty { return nil }
        let position = positions[Int(name.symbol)]
        return position < 0 ? nil : position
    }
}
