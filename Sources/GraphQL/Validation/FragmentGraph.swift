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
    private var fragmentOfSymbol: [Int32]

    init(_ document: Document) {
        fragmentOfSymbol = [Int32](repeating: -1, count: document.symbolCount)
        for (index, fragment) in document.fragments.enumerated() {
            if self.fragment(named: fragment.name) == nil {
                fragmentOfSymbol[Int(fragment.name.symbol)] = Int32(truncatingIfNeeded: index)
            }
            var found: [FragmentSpread] = []
            Self.collectSpreads(in: fragment.selectionSet, of: document, into: &found)
            spreads.append(found)
        }
        search()
    }

    /// The position of a fragment in `document.fragments`; nil if there is none of this name.
    func fragment(named name: Name) -> Int? {
        let index = fragmentOfSymbol[Int(name.symbol)]
        return index < 0 ? nil : Int(index)
    }

    /// The fragments that a selection set needs, each once, directly or through others.
    func fragments(reachableFrom set: SelectionSet, in document: Document) -> [Int] {
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

    /// Depth-first search with a stack of its own, as a chain of fragments may be thousands long.
    private mutating func search() {
        enum State { case new, open, done }
        var states = [State](repeating: .new, count: spreads.count)
        for start in spreads.indices where states[start] == .new {
            var path: [(fragment: Int, next: Int)] = [(start, 0)]
            states[start] = .open
            while let (fragment, next) = path.last {
                guard next < spreads[fragment].count else {
                    states[fragment] = .done
                    innermostFirst.append(fragment)
                    path.removeLast()
                    continue
                }
                path[path.count - 1].next += 1
                guard let target = self.fragment(named: spreads[fragment][next].name) else { continue }
                switch states[target] {
                case .new:
                    states[target] = .open
                    path.append((target, 0))
                case .open where cycles.count < Self.maximumCycles:
                    let start = path.firstIndex { $0.fragment == target } ?? 0
                    cycles.append(path[start...].map { spreads[$0.fragment][$0.next - 1] })
                case .open, .done: break
                }
            }
        }
    }
}
