import Execution

/// How large a filter may be: each comparison costs time for every row, each level nests the SQL deeper.
struct FilterBudget {
    /// The most comparisons, listed values and objects.
    private static let maximumComparisons = 50
    /// The most objects inside each other; SQLite parses about eight.
    private static let maximumDepth = 5

    private var comparisons = 0
    private var depth = 0

    mutating func enter() throws(FieldRefusal) {
        try spend()
        depth += 1
        if depth > Self.maximumDepth {
            throw FieldRefusal(
                code: "BAD_USER_INPUT", message: "Filters stand at most \(Self.maximumDepth) deep in each other.")
        }
    }

    mutating func leave() { depth -= 1 }

    mutating func spend() throws(FieldRefusal) {
        comparisons += 1
        if comparisons > Self.maximumComparisons {
            throw FieldRefusal(
                code: "BAD_USER_INPUT",
                message: "A filter has at most \(Self.maximumComparisons) objects, comparisons and listed values.")
        }
    }
}
