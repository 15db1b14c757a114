import Execution
import GraphQL
import SQLite
import Storage

/// What the fields of a filter input mean for one table.
///
/// Members of one object are all required to hold; `and`, `or` and `not` combine objects.
struct FilterRules<Rows: Table>: Sendable {
    /// How the value of one filter field is compared with a column.
    enum Comparison: Sendable {
        /// `StringFilter`
        case text
        /// `DateTimeRange`, in milliseconds.
        case dateTime
        /// `DateRange`, as `YYYY-MM-DD`.
        case date
        /// `DecimalRange`, scaled by 10⁴.
        case decimal
        /// `IDFilter` over rows of a type.
        case identifier(type: String)
        /// `IDFilter` over the rows of a type that a subquery of the row names.
        case members(type: String)
        /// A list of enum values, one of which the column has to be.
        case enumeration
        case boolean
    }

    private let fields: [String: (column: Rows.Column, comparison: Comparison)]

    init(_ fields: [String: (Rows.Column, Comparison)]) {
        self.fields = fields.mapValues { (column: $0.0, comparison: $0.1) }
    }

    /// The fields of the filter input that have a rule.
    var names: [String] { Array(fields.keys) }

    func narrow(_ conditions: inout Conditions, by value: InputValue) throws(FieldRefusal) {
        conditions.and("")
        var budget = FilterBudget()
        try append(value, to: &conditions, &budget)
    }

    private func append(
        _ value: InputValue, to conditions: inout Conditions, _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        guard case .object(let members) = value else { return conditions.append("true") }
        try budget.enter()
        defer { budget.leave() }
        conditions.append("(true")
        for member in members where member.value != .null {
            conditions.append(" AND ")
            switch (member.name, member.value) {
            case ("and", .list(let items)): try join(items, " AND ", empty: "true", to: &conditions, &budget)
            case ("or", .list(let items)): try join(items, " OR ", empty: "false", to: &conditions, &budget)
            case ("not", let value):
                // NULL is «does not hold», and so its opposite holds.
                conditions.append("NOT coalesce(")
                try append(value, to: &conditions, &budget)
                conditions.append(", false)")
            default:
                guard let field = fields[member.name] else { throw .unknownFilter(member.name) }
                let column = Rows.sql(field.column, of: conditions.row)
                try compare(column, field.comparison, member.value, to: &conditions, &budget)
            }
        }
        conditions.append(")")
    }

    private func join(
        _ items: [InputValue], _ separator: String, empty: String, to conditions: inout Conditions,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        if items.isEmpty { return conditions.append(empty) }
        conditions.append("(")
        for (index, item) in items.enumerated() {
            if index > 0 { conditions.append(separator) }
            try append(item, to: &conditions, &budget)
        }
        conditions.append(")")
    }

    private func compare(
        _ column: String, _ comparison: Comparison, _ value: InputValue, to conditions: inout Conditions,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        switch (comparison, value) {
        case (.boolean, .boolean(let flag)):
            try budget.spend()
            conditions.append("\(column) = \(flag ? 1 : 0)")
        case (.enumeration, .list(let items)):
            try membership(column, items, comparison, to: &conditions, &budget)
        case (_, .object(let members)):
            conditions.append("(true")
            for member in members where member.value != .null {
                conditions.append(" AND ")
                try apply(member.name, column, comparison, member.value, to: &conditions, &budget)
            }
            conditions.append(")")
        default: conditions.append("true")
        }
    }

    /// One operator of `StringFilter`, `IDFilter` or a range.
    private func apply(
        _ name: String, _ column: String, _ comparison: Comparison, _ value: InputValue,
        to conditions: inout Conditions, _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        try budget.spend()
        if case .members(let type) = comparison {
            return try member(name, column, type, value, to: &conditions, &budget)
        }
        switch (name, value) {
        case ("eq", _): conditions.compare(column, "=", try stored(value, comparison))
        case ("ne", _): conditions.compare(column, "IS NOT", try stored(value, comparison))
        case ("gte", _): conditions.compare(column, ">=", try stored(value, comparison))
        case ("lt", _): conditions.compare(column, "<", try stored(value, comparison))
        case ("in", .list(let items)): try membership(column, items, comparison, to: &conditions, &budget)
        case ("contains", .string(let text)):
            conditions.compare("instr(lower(\(column)), lower(", "", .text(text))
            conditions.append(")) > 0")
        case ("startsWith", .string(let text)):
            // A range, and not LIKE, because an index can answer it. U+10FFFF comes after every text.
            conditions.compare(column, ">=", .text(text))
            conditions.compare(" AND \(column)", "<", .text(text + "\u{10FFFF}"))
        case ("isNull", .boolean(let isNull)): conditions.append("\(column) IS \(isNull ? "" : "NOT ")NULL")
        default: throw .unknownFilter(name)
        }
    }

    /// One operator of `IDFilter`, where a row refers to several.
    private func member(
        _ name: String, _ keys: String, _ type: String, _ value: InputValue, to conditions: inout Conditions,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        switch (name, value) {
        case ("eq", _):
            conditions.append(.integer(rowNumber(value, of: type)))
            conditions.append(" IN \(keys)")
        case ("in", .list(let items)):
            conditions.append("(false")
            for item in items {
                try budget.spend()
                conditions.append(" OR ")
                conditions.append(.integer(rowNumber(item, of: type)))
                conditions.append(" IN \(keys)")
            }
            conditions.append(")")
        case ("isNull", .boolean(let isNull)): conditions.append("\(isNull ? "NOT " : "")EXISTS \(keys)")
        default: throw .unknownFilter(name)
        }
    }

    private func membership(
        _ column: String, _ items: [InputValue], _ comparison: Comparison, to conditions: inout Conditions,
        _ budget: inout FilterBudget
    ) throws(FieldRefusal) {
        conditions.append("\(column) IN (")
        for (index, item) in items.enumerated() {
            try budget.spend()
            if index > 0 { conditions.append(", ") }
            conditions.append(try stored(item, comparison))
        }
        conditions.append(")")
    }

    /// The value as the column stores it.
    private func stored(_ value: InputValue, _ comparison: Comparison) throws(FieldRefusal) -> SQLite.Value {
        switch (comparison, value) {
        case (.identifier(let type), _): .integer(rowNumber(value, of: type))
        case (.enumeration, .enumeration(let name)): .text(name)
        case (_, .string(let text)): .text(text)
        case (_, .int(let number)): .integer(number)
        default: throw .unknownFilter("value")
        }
    }
}

extension Conditions {
    fileprivate mutating func compare(_ column: String, _ comparison: String, _ value: SQLite.Value) {
        append("\(column) \(comparison) ")
        append(value)
    }
}

extension FieldRefusal {
    fileprivate static func unknownFilter(_ name: String) -> FieldRefusal {
        FieldRefusal(code: "BAD_USER_INPUT", message: "The filter \"\(name)\" is not offered here.")
    }
}

/// How large a filter may be: each comparison costs time for every row, each level nests the SQL deeper.
private struct FilterBudget {
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
