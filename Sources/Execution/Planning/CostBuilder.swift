import GraphQL

/// A `CostPlan` while the operation is being compiled: it follows the compiler from field to field.
struct CostBuilder {
    private var positions = [CostPlan.Position(parent: -1, isAlternative: false, size: .one, page: -1)]
    private var pages: [String] = []
    private var pageNumbers: [String: Int32] = [:]
    /// The position whose rows hold what is being compiled.
    private var current = 0
    private var outer: [Int] = []
    /// Response names from the root to the field that is being compiled.
    private var path: [Name] = []

    var plan: CostPlan { CostPlan(positions, pages: pages) }

    /// Counts nodes of the row: an object, or the weight of a field.
    mutating func add(_ weight: Int64) { positions[current].weight += weight }

    mutating func enter(field responseName: Name) { path.append(responseName) }

    mutating func leaveField() { path.removeLast() }

    /// Begins a list's rows; gives the number of the position.
    mutating func enter(_ size: ListSize) -> Int32 { enter(size, isAlternative: false, page: -1) }

    /// Begins the rows of a list that an argument makes smaller.
    ///
    /// - Parameter distance: How many fields further out than the one that is being compiled the argument stands.
    mutating func enter(_ size: ListSize, pageAt distance: Int, in document: Document) -> Int32 {
        let names = path.dropLast(distance).map(document.text(of:))
        return enter(size, isAlternative: false, page: number(ofPage: names.joined(separator: ".")))
    }

    private mutating func number(ofPage path: String) -> Int32 {
        if let number = pageNumbers[path] { return number }
        pages.append(path)
        pageNumbers[path] = Int32(pages.count - 1)
        return Int32(pages.count - 1)
    }

    /// Ends a list's rows.
    mutating func leave() { current = outer.removeLast() }

    /// Begins an abstract position, of whose alternatives only one comes true in a row.
    mutating func enterChoice() { _ = enter(.one) }

    mutating func enterAlternative() { _ = enter(.one, isAlternative: true, page: -1) }

    /// The heaviest alternative gives its own objects to the choice; which one a row is, nobody counts.
    mutating func leaveAlternative() {
        let weight = takeWeight()
        positions[current].weight = max(positions[current].weight, weight)
    }

    mutating func leaveChoice() { add(takeWeight()) }

    private mutating func enter(_ size: ListSize, isAlternative: Bool, page: Int32) -> Int32 {
        outer.append(current)
        positions.append(.init(parent: Int32(current), isAlternative: isAlternative, size: size, page: page))
        current = positions.count - 1
        return Int32(current)
    }

    /// Leaves a position that has no rows of its own, which without lists in it is not needed any more.
    private mutating func takeWeight() -> Int64 {
        let weight = positions[current].weight
        positions[current].weight = 0
        if current == positions.count - 1 { positions.removeLast() }
        leave()
        return weight
    }
}
