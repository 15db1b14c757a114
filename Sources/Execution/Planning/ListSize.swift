import GraphQL

/// The most rows that one list can have, as far as the plan knows; the rest is up to a request's variables.
struct ListSize: Sendable {
    /// The size where no variable says another.
    let standard: Int64
    /// The most that a variable can make of it.
    private let most: Int64
    /// The variables that may say how many, one for `first` and one for `last`; −1 where there is none.
    private let variables: (Int32, Int32)
    /// Whether the variable is a list with an item for each row, and not a number.
    private let countsItems: Bool

    static let one = ListSize(1)

    init(_ size: Int64) { self.init(standard: size, most: size) }

    private init(standard: Int64, most: Int64, variables: (Int32, Int32) = (-1, -1), countsItems: Bool = false) {
        self.standard = standard
        self.most = most
        self.variables = variables
        self.countsItems = countsItems
    }

    /// As many rows as the arguments say, of which only one can be given.
    ///
    /// - Parameters:
    ///   - unasked: The size without them.
    ///   - most: The largest that is not refused.
    init(
        first: ArgumentPlan?, last: ArgumentPlan? = nil, unasked: Int64 = Limits.standardPageSize,
        most: Int64 = Int64(Limits.pageSize)
    ) {
        let byFirst = Self.standard(first, unasked: unasked, most)
        self.init(
            standard: Self.standard(last, unasked: byFirst, most), most: most,
            variables: (Self.variable(first), Self.variable(last)))
    }

    /// A row for each item of a list that is an argument.
    init(itemsOf argument: ArgumentPlan) {
        let most = Int64(Limits.pageSize)
        switch argument.template {
        case .constant(.list(let items)): self.init(Self.clamp(Int64(items.count), most))
        case .literal(let literal): self.init(Self.clamp(Int64(literal.itemCount), most))
        case .variable: self.init(standard: 0, most: most, variables: (Self.variable(argument), -1), countsItems: true)
        case .constant: self.init(0)
        }
    }

    private static func standard(_ argument: ArgumentPlan?, unasked: Int64, _ most: Int64) -> Int64 {
        switch argument?.template {
        case .constant(.int(let size)): clamp(size, most)
        // The default counts when the variable is absent, what is unasked when it is null.
        case .variable: if case .int(let size)? = argument?.defaultValue { max(unasked, size) } else { unasked }
        default: unasked
        }
    }

    private static func variable(_ argument: ArgumentPlan?) -> Int32 {
        if case .variable(let index)? = argument?.template { Int32(index) } else { -1 }
    }

    var isVariable: Bool { variables.0 >= 0 || variables.1 >= 0 }

    @inline(__always)
    func value(_ values: VariableValues) -> Int64 {
        if !isVariable { return standard }
        return switch (size(variables.0, values), size(variables.1, values)) {
        case (nil, nil): standard
        case (let size?, nil), (nil, let size?): size
        case (let first?, let last?): max(first, last)
        }
    }

    /// Such as `$size, 20 without it`.
    func words(_ definitions: VariableDefinitions) -> String {
        let names = [variables.0, variables.1].filter { $0 >= 0 }.map { "$" + definitions.name(of: $0) }
        return names.isEmpty ? "\(standard)" : "(\(names.joined(separator: " or ")), \(standard) without)"
    }

    private func size(_ variable: Int32, _ values: VariableValues) -> Int64? {
        if variable < 0 { return nil }
        return switch values.value(at: Int(variable)) {
        case .int(let size)?: Self.clamp(size, most)
        case .list(let items)? where countsItems: Self.clamp(Int64(items.count), most)
        default: nil
        }
    }

    /// What is out of bounds is refused when the list is reached: it has no rows then.
    private static func clamp(_ size: Int64, _ most: Int64) -> Int64 { min(max(size, 0), most) }
}
