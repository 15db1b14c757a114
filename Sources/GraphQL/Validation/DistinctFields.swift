/// Tells which selection sets have fields only, each with a response name of its own: there is nothing to merge in them.
struct DistinctFields {
    private let document: Document
    /// By symbol: the last set that met it.
    private var lastSet: [Int]
    private var setNumber = 0

    init(of document: Document) {
        self.document = document
        lastSet = [Int](repeating: 0, count: document.symbolCount)
    }

    /// Whether the set is one of them.
    mutating func areAll(of set: SelectionSet) -> Bool {
        setNumber += 1
        for selection in document[set.selections] {
            guard case .field(let field) = selection else { return false }
            let symbol = Int(field.responseName.symbol)
            if lastSet[symbol] == setNumber { return false }
            lastSet[symbol] = setNumber
        }
        return true
    }

    /// Whether the set is one of them, and each below it.
    mutating func areAll(below set: SelectionSet) -> Bool {
        guard areAll(of: set) else { return false }
        for case .field(let field) in document[set.selections] where !field.selectionSet.isEmpty {
            guard areAll(below: field.selectionSet) else { return false }
        }
        return true
    }
}
