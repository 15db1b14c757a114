/// Where names are in a list, by their symbols: a few steps find one, and none of them touches the list.
package struct SymbolPositions: Sendable {
    /// In order of the symbols.
    private let entries: [(symbol: Int32, position: Int)]

    /// - Parameter symbols: Of the list's names, in its order; where two are the same, the first counts.
    package init(_ symbols: [Int32]) {
        entries = symbols.enumerated().map { (symbol: $1, position: $0) }.sorted { $0 < $1 }
    }

    /// The position of a name's symbol, nil if it is not in the list.
    package subscript(symbol: Int32) -> Int? {
        // The first entry with this symbol or a later one.
        var (first, end) = (0, entries.count)
        while first < end {
            let middle = (first &+ end) / 2
            if entries[middle].symbol < symbol { first = middle &+ 1 } else { end = middle }
        }
        return first < entries.count && entries[first].symbol == symbol ? entries[first].position : nil
    }
}
