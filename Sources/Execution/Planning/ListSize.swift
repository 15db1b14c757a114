import GraphQL

/// The most rows that one list can have, as far as the plan knows; the rest is up to a request's variables.
struct ListSize: Sendable {
    /// No page is larger than this, in rows: the change feed's has so many at most.
    static let largest: Int64 = 1000

    /// The size that no variable changes.
    private var standard: Int64
    /// The most that a variable can make of it.
    private let most: Int64
    /// The variables that may say how many, or −1.
    private var first: Int32 = -1
    private var last: Int32 = -1
    /// Whether the variable is a list with an item for each row, and not a number.
    private var countsItems = false

    static let one = ListSize(1)

    init(_ size: Int64) {
        standard = size
        most = size
    }

    /// A page.
    ///
    /// - Parameters:
    ///   - arguments: Those that say how many; only one of them can be given.
    ///   - standard: The size without them.
    ///   - most: The largest that is not refused.
    init(
        page arguments: [ArgumentPlan], standard: Int64 = Limits.standardPageSize, most: Int64 = Int64(Limits.pageSize)
    ) {
        self.standard = standard
        self.most = most
        for argument in arguments {
            switch argument.template {
            case .constant(.int(let size)): self.standard = Self.clamp(size, most)
            case .variable(let index):
                // The default counts when the variable is absent, the standard when it is null.
                if case .int(let size)? = argument.defaultValue { self.standard = max(standard, size) }
                if first < 0 { first = Int32(index) } else { last = Int32(index) }
            default: break
            }
        }
    }

    /// A row for each item of a list that is an argument.
    init(itemsOf argument: ArgumentPlan) {
        most = Int64(Limits.pageSize)
        switch argument.template {
        case .constant(.list(let items)): standard = Self.clamp(Int64(items.count), most)
        case .literal(let literal): standard = Self.clamp(Int64(literal.itemCount), most)
        case .variable(let index):
            standard = 0
            first = Int32(index)
            countsItems = true
        case .constant: standard = 0
        }
    }

    var isVariable: Bool { first >= 0 }

    @inline(__always)
    func value(_ variables: VariableValues) -> Int64 {
        if first < 0 { return standard }
        let given = value(of: first, variables)
        if last < 0 { return given ?? standard }
        return max(given ?? value(of: last, variables) ?? standard, value(of: last, variables) ?? 0)
    }

    private func value(of variable: Int32, _ variables: VariableValues) -> Int64? {
        switch variables.value(at: Int(variable)) {
        case .int(let size)?: Self.clamp(size, most)
        case .list(let items)? where countsItems: Self.clamp(Int64(items.count), most)
        default: nil
        }
    }

    /// What is out of bounds is refused when the list is reached: it has no rows then.
    private static func clamp(_ size: Int64, _ most: Int64) -> Int64 { min(max(size, 0), most) }
}
