/// Which fragments a document has, which spread which, and in what order none comes before those it spreads.
struct FragmentGraph {
    /// The spreads in each fragment, in source order, nested ones included.
    private(set) var spreads: [[FragmentSpread]] = []
    /// Fragments such that what a fragment spreads stands before it, where there is no cycle.
    private(set) var innermostFirst: [Int] = []
    /// The most cycles that are remembered: there can be more than anyone wants to read.
    private static let maximumCycles = 20
    /// The first cycles, each as the spreads that close it.
    private(set) var cycles: [[FragmentSpread]] = []
    /// By symbol: the position of the first fragment of this name.
    private var fragmentOfSymbol: [Int32] = []

    init(_ document: Document) {
        if document.fragments.isEmpty { return }
        fragmentOfSymbol = [Int32](repeating: -1, count: document.symbolCount)
        for (index, fragment) in document.fragments.enumerated() {
            if self.fragment(named: fragment.name) == nil {
                fragmentOfSymbol[Int(fragment.name.symbol)] = Int32(truncatingIfNeeded: index)
            }
            var found: [FragmentSpread] = []
            Self.collectSpreads(in: fragment.selectionSet, of: document, into: &found)
            spreads.append(found)
        }
        let (spreads, fragmentOfSymbol) = (spreads, fragmentOfSymbol)
        let search = CycleSearch<FragmentSpread>(count: spreads.count, maximumCycles: Self.maximumCycles) { fragment in
            // Only the first of several fragments with one name can be spread, and so be in a cycle.
            guard fragmentOfSymbol[Int(document.fragments[fragment].name.symbol)] == fragment else { return [] }
            return spreads[fragment].compactMap { spread in
                let target = fragmentOfSymbol[Int(spread.name.symbol)]
                return target < 0 ? nil : (target: Int(target), edge: spread)
            }
        }
        innermostFirst = search.innermostFirst
        cycles = search.cycles
    }

    /// The position of a fragment in `document.fragments`; nil if there is none of this name.
    func fragment(named name: Name) -> Int? {
        if fragmentOfSymbol.isEmpty { return nil }
        let index = fragmentOfSymbol[Int(name.symbol)]
        return index < 0 ? nil : Int(index)
    }

    /// The spreads that close a cycle, so that without them every fragment comes to an end.
    ///
    /// Nil if there are too many cycles to know.
    var closingSpreads: Set<Int32>? {
        cycles.count < Self.maximumCycles ? Set(cycles.compactMap { $0.last?.offset }) : nil
    }

    /// The fragments that a selection set needs, each once, directly or through others.
    func fragments(reachableFrom set: SelectionSet, in document: Document) -> [Int] {
        if spreads.isEmpty { return [] }
        var isFound = [Bool](repeating: false, count: spreads.count)
        var reachable: [Int] = []
        var waiting: [FragmentSpread] = []
        Self.collectSpreads(in: set, of: document, into: &waiting)
        while let spread = waiting.popLast() {
            guard let fragment = fragment(named: spread.name), !isFound[fragment] else { continue }
            isFound[fragment] = true
            reachable.append(fragment)
            waiting.append(contentsOf: spreads[fragment])
        }
        return reachable
    }

    private static func collectSpreads(
        in set: SelectionSet, of document: Document, into found: inout [FragmentSpread]
    ) {
        for selection in document[set.selections] {
            switch selection {
            case .field(let field): collectSpreads(in: field.selectionSet, of: document, into: &found)
            case .inlineFragment(let fragment):
                collectSpreads(in: fragment.selectionSet, of: document, into: &found)
            case .fragmentSpread(let spread): found.append(spread)
            }
        }
    }
}
