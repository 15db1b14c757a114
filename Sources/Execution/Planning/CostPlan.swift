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
        /// The place in `places` of the field whose arguments make the list smaller, or −1; several may share one.
        let sizePlace: Int32
        /// Nodes in one row, without those of the positions in it.
        var weight: Int64 = 0
    }

    /// Where counting ends, in nodes: what is more has no exact number in JavaScript.
    static let largest: Int64 = 1 << 53

    private let positions: [Position]
    /// Where in the response sizes can be asked for, with the fields around them; parents stand before children.
    private let places: [ResponsePlace]
    /// The cost where no variable decides.
    let constant: Int64?

    /// So many places are tried for a size that fits, the outermost first.
    private static let triedPlaces = 16

    init(_ positions: [Position], sizePlaces places: [ResponsePlace]) {
        self.positions = positions
        self.places = places
        constant =
            positions.contains(where: \.size.isVariable) ? nil : Self.total(positions) { $0.size.standard }
    }

    var count: Int { positions.count }

    /// Roughly what it takes, in bytes.
    var weight: Int {
        positions.count * MemoryLayout<Position>.stride + places.count * MemoryLayout<ResponsePlace>.stride
    }

    /// How often the rows of a position can be there, and what each costs without the positions in it.
    func words(of position: Int32, _ variables: VariableDefinitions) -> String {
        let position = positions[Int(position)]
        return "\(position.size.words(variables)) × \(position.weight)"
    }

    /// The most that the answer can cost with these variables; `largest` stands for anything beyond it.
    func estimate(_ variables: VariableValues) -> Int64 {
        constant ?? Self.total(positions) { $0.size.value(variables) }
    }

    /// What an answer did cost.
    ///
    /// - Parameter rows: How many were written at each position.
    func actual(_ rows: [Int64]) -> Int64 {
        zip(positions.dropFirst(), rows.dropFirst()).reduce(positions[0].weight) { sum, next in
            sum.adding(next.1.multiplied(by: next.0.weight))
        }
    }

    /// The place whose lists need only be smaller for the whole to fit, and the largest size with which it does: of
    /// several the outermost, since what is below it stays whole.
    func suggestion(_ variables: VariableValues, limit: Int64) -> (place: Int32, first: Int64)? {
        for place in outermostSizePlaces {
            let cost = { (first: Int64) in
                Self.total(positions) { position in
                    let size = position.size.value(variables)
                    return position.sizePlace == place ? min(size, first) : size
                }
            }
            guard cost(1) <= limit else { continue }
            // Between a size that fits and one that does not: what is asked for now.
            let sizes = positions.lazy.filter { $0.sizePlace == place }.map { $0.size.value(variables) }
            var bounds = (fitting: Int64(1), excessive: sizes.max() ?? 1)
            while bounds.excessive - bounds.fitting > 1 {
                let middle = (bounds.fitting + bounds.excessive) / 2
                if cost(middle) <= limit { bounds.fitting = middle } else { bounds.excessive = middle }
            }
            return (place, bounds.fitting)
        }
        return nil
    }

    private var outermostSizePlaces: ArraySlice<Int32> {
        var depths: [Int32] = []
        for place in places { depths.append(place.parent < 0 ? 0 : depths[Int(place.parent)] + 1) }
        let sizePlaces = Set(positions.lazy.map(\.sizePlace).filter { $0 >= 0 })
        return sizePlaces.sorted { (depths[Int($0)], $0) < (depths[Int($1)], $1) }.prefix(Self.triedPlaces)
    }

    @inline(__always)
    private static func total(_ positions: [Position], _ size: (Position) -> Int64) -> Int64 {
        var below = [Int64](repeating: 0, count: positions.count)
        for index in positions.indices.dropFirst().reversed() {
            let position = positions[index]
            let cost = size(position).multiplied(by: position.weight.adding(below[index]))
            let parent = Int(position.parent)
            below[parent] = position.isAlternative ? max(below[parent], cost) : below[parent].adding(cost)
        }
        return positions[0].weight.adding(below[0])
    }
}

extension Plan {
    /// The most that the operation can cost with these variables, in nodes.
    ///
    /// - Throws: When that is more than the limit: nothing of the operation may run then.
    package func estimateCost(
        _ variables: VariableValues, limit: Int64 = Limits.cost
    ) throws(FieldRefusal) -> Int64 {
        if let costRefusal { throw costRefusal }
        let estimated = cost.estimate(variables)
        if estimated <= limit { return estimated }
        throw cost.refusal(estimated, variables, document, limit).at(location)
    }
}

extension CostPlan {
    /// Why the operation is refused whatever its variables are, if it is for its cost.
    func constantRefusal(_ document: Document) -> FieldRefusal? {
        guard let constant, constant > Limits.cost else { return nil }
        return refusal(constant, .none, document, Limits.cost)
    }

    fileprivate func refusal(
        _ cost: Int64, _ variables: VariableValues, _ document: Document, _ limit: Int64
    ) -> FieldRefusal {
        let number = cost < Self.largest ? "\(cost)" : "more than \(cost)"
        var message = "The request may answer \(number) nodes, more than \(limit)"
        var details: [FieldRefusal.Detail] = [.init("cost", cost), .init("limit", limit)]
        if let suggestion = suggestion(variables, limit: limit) {
            let path = path(of: suggestion.place, document)
            message += ": ask for at most \(suggestion.first) at \(path.joined(separator: "."))"
            details += [.init("path", path), .init("suggestedFirst", suggestion.first)]
        }
        return FieldRefusal(code: "QUERY_TOO_COSTLY", message: message + ".", details: details)
    }

    /// The response names from the root to a place.
    func path(of place: Int32, _ document: Document) -> [String] {
        var path: [String] = []
        var place = place
        while place >= 0 {
            path.append(document.text(ofSymbol: places[Int(place)].name))
            place = places[Int(place)].parent
        }
        return path.reversed()
    }
}

extension Int64 {
    /// Both are at least 0.
    fileprivate func multiplied(by other: Int64) -> Int64 {
        let (product, overflows) = multipliedReportingOverflow(by: other)
        return overflows ? CostPlan.largest : Swift.min(product, CostPlan.largest)
    }

    /// Both are from 0 to `CostPlan.largest`.
    fileprivate func adding(_ other: Int64) -> Int64 { Swift.min(self + other, CostPlan.largest) }
}
