/// Finds cycles in a directed graph by depth-first search, with a stack of its own: a chain may be thousands long.
struct CycleSearch<Edge> {
    private enum State { case new, open, done }

    /// What leads on from a node, in the order it is to be followed.
    private let edges: (Int) -> [(target: Int, edge: Edge)]
    private var states: [State]
    /// Nodes such that none comes before those it leads to, where there is no cycle.
    private(set) var innermostFirst: [Int] = []
    /// Each cycle as its edges, from the node that is entered twice.
    private(set) var cycles: [[Edge]] = []

    /// - Parameters:
    ///   - count: Nodes are numbered from 0 to below it.
    ///   - maximumCycles: There can be more cycles than anyone wants to read; further ones are not remembered.
    init(count: Int, maximumCycles: Int, edges: @escaping (Int) -> [(target: Int, edge: Edge)]) {
        self.edges = edges
        states = [State](repeating: .new, count: count)
        for start in 0..<count where states[start] == .new { search(from: start, maximumCycles) }
    }

    private mutating func search(from start: Int, _ maximumCycles: Int) {
        var path = [(node: start, edges: edges(start), next: 0)]
        states[start] = .open
        while let last = path.last {
            guard last.next < last.edges.count else {
                states[last.node] = .done
                innermostFirst.append(last.node)
                path.removeLast()
                continue
            }
            path[path.count - 1].next += 1
            let target = last.edges[last.next].target
            switch states[target] {
            case .new:
                states[target] = .open
                path.append((target, edges(target), 0))
            case .open where cycles.count < maximumCycles:
                let first = path.firstIndex { $0.node == target } ?? 0
                cycles.append(path[first...].map { $0.edges[$0.next - 1].edge })
            case .open, .done: break
            }
        }
    }
}
