/// A `SELECT` that a compiled plan can ask for in several shapes.
struct Select: Sendable {
    /// What the rows are called; joined rows are `t1`, `t2`, ….
    static let row = "t0"
    /// The parameter that holds the parent's key.
    static let parentParameter: Int32 = 5
    static let limitParameter: Int32 = 6
    /// The first of the parameters that hold the cursor's values.
    static let cursorParameter: Int32 = 7

    /// A row beside the statement's own: an outer join, so that one that is missing or not to be seen leaves nulls.
    struct Join: Sendable {
        let table: String
        let alias: String
        /// The column that names the joined row, and what it is equal to.
        let ownKey: String
        let key: String
        let visibility: String
    }

    let table: String
    var columns: [String] = []
    var joins: [Join] = []
    /// Conditions that hold in every shape: visibility, link and the like.
    var conditions: [String] = []

    init(table: String) {
        self.table = table
        columns.reserveCapacity(16)
    }

    /// The number of the column that reads `expression`, which is added if it is new.
    mutating func column(_ expression: String) -> Int32 {
        if let index = columns.firstIndex(of: expression) { return Int32(index) }
        columns.append(expression)
        return Int32(columns.count - 1)
    }

    /// Rows in one shape.
    func rows(_ shape: Shape, order: [OrderTerm], cursors: Bool) -> String {
        var conditions = conditions
        if !shape.conditions.isEmpty { conditions.append(shape.conditions) }
        if shape.hasAfter {
            conditions.append(Self.beyond(order, Self.cursorParameter, backwards: false))
        }
        if shape.hasBefore {
            let parameter = Self.cursorParameter + (shape.hasAfter ? Int32(order.count) : 0)
            conditions.append(Self.beyond(order, parameter, backwards: true))
        }
        var sql = SQLText(capacity: textLength + shape.conditions.utf8.count + Self.shapeLength)
        sql += "SELECT "
        let columns = cursors ? columns + order.map(\.column) : columns
        sql.append(columns.isEmpty ? ["1"] : columns, separatedBy: ", ")
        sql.append(" FROM ", table, " AS ", Self.row)
        for join in joins { sql.append(join) }
        sql.append(where: conditions)
        if !order.isEmpty {
            sql += " ORDER BY "
            let terms = order.map { $0.column + ($0.isDescending != shape.isReversed ? " DESC" : "") }
            sql.append(terms, separatedBy: ", ")
        }
        sql.append(" LIMIT ?", "\(Self.limitParameter)")
        return sql.text
    }

    /// Bytes that are mostly enough for cursors, order and limit.
    private static let shapeLength = 256

    /// Bytes of what stands in every shape, with the words between.
    var textLength: Int {
        let joined = joins.reduce(table.utf8.count) { length, join in
            length + join.table.utf8.count + join.ownKey.utf8.count + join.key.utf8.count
                + join.visibility.utf8.count + 40
        }
        return columns.reduce(joined) { $0 + $1.utf8.count + 2 } + conditions.reduce(0) { $0 + $1.utf8.count + 8 }
    }

    /// How many rows there are, whatever the page.
    func count(_ shape: Shape) -> String { aggregate("count(*)", shape) }

    /// Counts and totals by the grouping's key.
    func grouped(_ grouping: Grouping, _ shape: Shape) -> String {
        var total = grouping.total.map { Self.sum($0.own) } ?? "NULL"
        if let unit = grouping.unit { total = "CASE WHEN count(DISTINCT \(unit.own)) = 1 THEN \(total) END" }
        return aggregate("\(grouping.key.own), count(*), \(total)", shape) + " GROUP BY 1 ORDER BY 1"
    }

    /// An exact sum, or null when it has no place in 64 bits.
    ///
    /// SQLite's own sum of integers would fail the whole statement then; the two parts of it do not overflow before the
    /// total, which is a floating-point number, has told.
    private static func sum(_ value: String) -> String {
        """
        CASE WHEN abs(total(\(value))) < 9e18
            THEN sum((\(value)) / 1000000) * 1000000 + sum((\(value)) % 1000000) END
        """
    }

    private func aggregate(_ columns: String, _ shape: Shape) -> String {
        var sql = SQLText(capacity: textLength + columns.utf8.count + shape.conditions.utf8.count + Self.shapeLength)
        sql.append("SELECT ", columns, " FROM ", table, " AS ", Self.row)
        sql.append(where: shape.conditions.isEmpty ? conditions : conditions + [shape.conditions])
        return sql.text
    }

    /// The rows after a cursor whose values start at `parameter`, or before it: backwards.
    private static func beyond(_ order: [OrderTerm], _ parameter: Int32, backwards: Bool) -> String {
        let comparisons = order.map { $0.isDescending != backwards ? "<" : ">" }
        if Set(comparisons).count == 1, let comparison = comparisons.first {
            let columns = order.map(\.column).joined(separator: ", ")
            let values = order.indices.map { "?\(Int(parameter) + $0)" }.joined(separator: ", ")
            return order.count == 1 ? "\(columns) \(comparison) \(values)" : "(\(columns)) \(comparison) (\(values))"
        }
        // Mixed directions: the first column bounds the scan, the rest decides among its equals.
        var alternatives: [String] = []
        for last in order.indices {
            let equal = order[..<last].indices.map { "\(order[$0].column) = ?\(Int(parameter) + $0)" }
            let beyond = "\(order[last].column) \(comparisons[last]) ?\(Int(parameter) + last)"
            alternatives.append((equal + [beyond]).joined(separator: " AND "))
        }
        let bound = "\(order[0].column) \(comparisons[0])= ?\(parameter)"
        return "\(bound) AND (\(alternatives.map { "(\($0))" }.joined(separator: " OR ")))"
    }
}

/// SQL while it is put together: bytes, since a `String` checks each of its parts anew.
private struct SQLText {
    private var bytes: [UInt8] = []

    init(capacity: Int) { bytes.reserveCapacity(capacity) }

    var text: String { String(decoding: bytes, as: UTF8.self) }

    static func += (sql: inout SQLText, part: String) { sql.bytes.append(contentsOf: part.utf8) }

    mutating func append(_ parts: String...) {
        for part in parts { self += part }
    }

    mutating func append(_ parts: [String], separatedBy separator: String) {
        for (index, part) in parts.enumerated() {
            if index > 0 { self += separator }
            self += part
        }
    }

    mutating func append(_ join: Select.Join) {
        append(" LEFT JOIN ", join.table, " AS ", join.alias, " ON ", join.ownKey, " = ", join.key)
        if join.visibility != "true" { append(" AND (", join.visibility, ")") }
    }

    /// All of the conditions, if there are any.
    mutating func append(where conditions: [String]) {
        var keyword = " WHERE ("
        for condition in conditions where condition != "true" {
            append(keyword, condition, ")")
            keyword = " AND ("
        }
    }
}
