import GraphQL

/// What an operation may cost, in nodes: objects of its answer, and what fields weigh beside them (`@cost`).
///
/// Each list has a position, and so has each object type behind an abstract position; the root is position 0. Parents
/// stand before children, so that one walk from the end, which looks at no row, adds everything up.
struct CostPlan: Sendable {
    /// A list, or what an abstract position can be.
    ///
    /// Trivial, so that the walk touches no reference count.
    struct Position: Sendable {
        let parent: Int32
        /// Whether the parent has one of its alternatives, so that only the dearest counts.
        let isAlternative: Bool
        let size: ListSize
        /// The page in `pages` that arguments make smaller, or −1; alternatives may share one.
        let page: Int32
        /// Nodes in one row, without those of the lists in it.
        var weight: Int64 = 0
    }

    private let positions: [Position]
    /// Where the pages are in the response, such as `cases.nodes.comments`.
    private let pages: [String]
    /// The cost where no variable decides.
    private(set) var constant: Int64?

    init(_ positions: [Position], pages: [String]) {
        self.positions = positions
        self.pages = pages
        if !positions.contains(where: \.size.isVariable) { constant = estimate(.none) }
    }

    var count: Int { positions.count }

    /// The most that the answer can cost with these variables; `Int64.max` stands for anything beyond it.
    func estimate(_ variables: VariableValues) -> Int64 { constant ?? total { $0.size.value(variables) } }

    /// What an answer did cost.
    ///
    /// - Parameter rows: How many were written at each position.
    func actual(_ rows: [Int64]) -> Int64 {
        zip(positions.dropFirst(), rows.dropFirst()).reduce(positions[0].weight) { sum, next in
            sum.adding(saturating: next.1.multiplied(saturating: next.0.weight))
        }
    }

    /// The page that need only be smaller for the whole to fit, and the largest size with which it does: of several the
    /// outermost, since what is below it stays whole.
    func suggestion(_ variables: VariableValues, limit: Int64) -> (path: String, first: Int64)? {
        for page in pages.indices.sorted(by: { (depth(of: $0), $0) < (depth(of: $1), $1) }) {
            let fits = { (first: Int64) in
                let cost = total { position in
                    let size = position.size.value(variables)
                    return Int(position.page) == page ? min(size, first) : size
                }
                return cost <= limit
            }
            guard fits(1) else { continue }
            // Between a size that fits and one that does not.
            var bounds = (fitting: Int64(1), excessive: ListSize.largest)
            while bounds.excessive - bounds.fitting > 1 {
                let middle = (bounds.fitting + bounds.excessive) / 2
                if fits(middle) { bounds.fitting = middle } else { bounds.excessive = middle }
            }
            return (pages[page], bounds.fitting)
        }
        return nil
    }

    private func depth(of page: Int) -> Int { pages[page].utf8.count { $0 == UInt8(ascii: ".") } }

    @inline(__always)
    private func total(_ size: (Position) -> Int64) -> Int64 {
        var below = [Int64](repeating: 0, count: positions.count)
        for index in positions.indices.dropFirst().reversed() {
            let position = positions[index]
            let row = position.weight.adding(saturating: below[index])
            let cost = size(position).multiplied(saturating: row)
            let parent = Int(position.parent)
            below[parent] = position.isAlternative ? max(below[parent], cost) : below[parent].adding(saturating: cost)
        }
        return positions[0].weight.adding(saturating: below[0])
    }
}

extension Plan {
    /// The most that the operation can cost with these variables, in nodes.
    ///
    /// - Throws: When that is more than `Limits.cost`: nothing of the operation may run then.
    package func estimateCost(_ variables: VariableValues) throws(FieldRefusal) -> Int64 {
        let estimated = cost.estimate(variables)
        if estimated <= Limits.cost { return estimated }
        throw .tooCostly(estimated, cost.suggestion(variables, limit: Limits.cost))
    }

    /// Why the operation is refused whatever its variables are, if it is for its cost.
    package var costRefusal: FieldRefusal? {
        guard let constant = cost.constant, constant > Limits.cost else { return nil }
        return .tooCostly(constant, cost.suggestion(.none, limit: Limits.cost))
    }
}

extension FieldRefusal {
    fileprivate static func tooCostly(_ cost: Int64, _ suggestion: (path: String, first: Int64)?) -> FieldRefusal {
        var message = "The request may answer \(cost) nodes, more than \(Limits.cost)"
        var details: [Detail] = [.init("cost", cost), .init("limit", Limits.cost)]
        if let suggestion {
            message += ": ask for at most \(suggestion.first) at \(suggestion.path)"
            details += [.init("path", suggestion.path), .init("suggestedFirst", suggestion.first)]
        }
        return FieldRefusal(code: "QUERY_TOO_COSTLY", message: message + ".", details: details)
    }
}

extension Int64 {
    /// Both are at least 0.
    fileprivate func multiplied(saturating other: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? .max : product
    }

    /// Both are at least 0.
    fileprivate func adding(saturating other: Int64) -> Int64 {
        let (sum, overflows) = addingReportingOverflow(other)
        return overflows ? .max : sum
    }
}
