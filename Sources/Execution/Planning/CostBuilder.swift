import GraphQL

/// A `CostPlan` while the operation is being compiled: it follows the compiler from field to field.
struct CostBuilder {
    private var positions = [CostPlan.Position(parent: -1, isAlternative: false, size: .one, sizePlace: -1)]
    /// The position whose rows hold what is being compiled.
    private var current = 0
    private var places: [ResponsePlace] = []
    private var placeNumbers = [ResponsePlace: Int32](minimumCapacity: 8)
    /// Response names from the root to the field that is being compiled.
    private var path: [Name] = []
    /// The numbers in `places` of the first of them, as far as they were needed.
    private var knownPlaces: [Int32] = []

    init() {
        positions.reserveCapacity(8)
        path.reserveCapacity(8)
        knownPlaces.reserveCapacity(8)
    }

    var plan: CostPlan { CostPlan(positions, sizePlaces: places) }

    // MARK: Fields

    /// How many fields inside each other are being compiled.
    var depth: Int { path.count }

    /// Begins what is below a field.
    mutating func push(_ responseName: Name) { path.append(responseName) }

    mutating func pop() {
        path.removeLast()
        if knownPlaces.count > path.count { knownPlaces.removeLast() }
    }

    /// Where in the response the field stands that is being compiled, or one further out: the same for all object types
    /// that an abstract position can be.
    mutating func place(fieldsOut distance: Int = 0) -> Int32 {
        let count = path.count - distance
        while knownPlaces.count < count {
            let place = ResponsePlace(parent: knownPlaces.last ?? -1, name: path[knownPlaces.count].symbol)
            if let number = placeNumbers[place] {
                knownPlaces.append(number)
            } else {
                knownPlaces.append(Int32(places.count))
                placeNumbers[place] = Int32(places.count)
                places.append(place)
            }
        }
        return knownPlaces[count - 1]
    }

    // MARK: Positions

    /// Counts nodes of the row: an object, or the weight of a field.
    mutating func add(_ weight: Int64) { positions[current].weight += weight }

    /// Begins a list's rows.
    ///
    /// - Parameter sizePlace: Where an argument makes the list smaller, or −1.
    /// - Returns: The number of the position, where the rows are counted.
    mutating func beginList(_ size: ListSize, sizePlace: Int32 = -1) -> Int32 {
        begin(size, isAlternative: false, sizePlace: sizePlace)
    }

    mutating func endList() { current = Int(positions[current].parent) }

    /// Begins an abstract position, of whose alternatives only one comes true in a row.
    mutating func beginChoice() { _ = begin(.one, isAlternative: false) }

    mutating func endChoice() { _ = endOrDrop() }

    /// Begins what an object of one of the types is.
    mutating func beginAlternative() { _ = begin(.one, isAlternative: true) }

    /// - Returns: The number of the position, where the objects of the type are counted.
    mutating func endAlternative() -> Int32 { endOrDrop() }

    private mutating func begin(_ size: ListSize, isAlternative: Bool, sizePlace: Int32 = -1) -> Int32 {
        positions.append(
            .init(parent: Int32(current), isAlternative: isAlternative, size: size, sizePlace: sizePlace))
        current = positions.count - 1
        return Int32(current)
    }

    /// Ends a position, which is dropped if it costs nothing and holds no other: its number is the root's then, where
    /// no row counts.
    private mutating func endOrDrop() -> Int32 {
        let ended = current
        current = Int(positions[ended].parent)
        guard ended == positions.count - 1, positions[ended].weight == 0 else { return Int32(ended) }
        positions.removeLast()
        return 0
    }
}

/// A field's place in the response, as a chain of response names.
struct ResponsePlace: Hashable, Sendable {
    /// The number of the field around it, which is lower, or −1 at the root.
    let parent: Int32
    /// The symbol of its response name.
    let name: Int32
}
