import GraphQL
import SQLite

/// How the rows of one list position are found and what is written for each.
struct RowsPlan: Sendable {
    let select: Select
    /// The column of the parent's row that the items are linked to, or −1 at the root.
    let parentColumn: Int32
    /// What the caller must hold.
    let gate: Gate?
    /// The arguments that narrow the rows, with what they do.
    let conditions: [(argument: ArgumentPlan, make: ArgumentCondition)]
    /// Whether an argument that is null is passed on as one; elsewhere null asks for nothing.
    var takesNulls = false
    /// The arguments of a look-up, of which exactly one has to be given.
    var lookup: [String] = []
    let extent: RowsExtent
    let orders: Orders
    /// The unique column that ends every order.
    let tieBreak: String

    /// Nil for a list that is not paged.
    var page: PagePlan? { if case .page(let page) = extent { page } else { nil } }
}

/// How many of a list position's rows are read.
enum RowsExtent: Sendable {
    /// The only one that there can be: no order is needed.
    case one
    case page(PagePlan)
    /// As many as the argument says, or a standard page where it is not given.
    case asked(ArgumentPlan?)
    /// All; one more than that is an error. Nil where lists are not counted.
    case all(atMost: Int64?)
}

/// The arguments of a connection, and what its selection needs to know of the page.
final class PagePlan: Sendable {
    let first: ArgumentPlan?
    let after: ArgumentPlan?
    let last: ArgumentPlan?
    let before: ArgumentPlan?
    let orderBy: ArgumentPlan?
    /// Whether a cursor of any row is written.
    let needsCursors: Bool
    /// Whether it matters that there is one row more than the page holds.
    let needsNextPage: Bool
    /// SQL of the groupings that were asked for.
    let groupings: [Grouping]

    init(
        _ argument: (String) -> ArgumentPlan?, needsCursors: Bool, needsNextPage: Bool, groupings: [Grouping]
    ) {
        first = argument("first")
        after = argument("after")
        last = argument("last")
        before = argument("before")
        orderBy = argument("orderBy")
        self.needsCursors = needsCursors
        self.needsNextPage = needsNextPage
        self.groupings = groupings
    }
}

/// A `SELECT` that a compiled plan can ask for in several shapes.
struct Select: Sendable {
    /// What the rows are called; joined rows are `t1`, `t2`, ….
    static let row = "t0"
    /// The parameter that holds the parent's key.
    static let parentParameter: Int32 = 5
    static let limitParameter: Int32 = 6
    /// The first of the parameters that hold the cursor's values.
    static let cursorParameter: Int32 = 7

    let table: String
    var columns: [String] = []
    var joins: [String] = []
    /// Conditions that hold in every shape: visibility, link and the like.
    var conditions: [String] = []

    init(table: String) { self.table = table }

    /// The number of the column that reads `expression`, which is added if it is new.
    mutating func column(_ expression: String) -> Int32 {
        if let index = columns.firstIndex(of: expression) { return Int32(index) }
        columns.append(expression)
        return Int32(columns.count - 1)
    }

    /// Rows in one shape.
    func rows(_ shape: Shape, order: [OrderTerm], cursors: Bool) -> String {
        var columns = columns
        if cursors { columns += order.map(\.column) }
        if columns.isEmpty { columns = ["1"] }
        var sql = "SELECT " + columns.joined(separator: ", ") + " FROM \(table) AS \(Self.row)"
        for join in joins { sql += " " + join }
        var conditions = conditions
        if !shape.conditions.isEmpty { conditions.append(shape.conditions) }
        if shape.hasAfter {
            conditions.append(Self.beyond(order, Self.cursorParameter, backwards: false))
        }
        if shape.hasBefore {
            let parameter = Self.cursorParameter + (shape.hasAfter ? Int32(order.count) : 0)
            conditions.append(Self.beyond(order, parameter, backwards: true))
        }
        sql += Self.clause(" WHERE ", conditions)
        if !order.isEmpty {
            let terms = order.map { $0.column + ($0.isDescending != shape.isReversed ? " DESC" : "") }
            sql += " ORDER BY " + terms.joined(separator: ", ")
        }
        return sql + " LIMIT ?\(Self.limitParameter)"
    }

    /// How many rows there are, whatever the page.
    func count(_ shape: Shape) -> String { aggregate("count(*)", shape) }

    /// Counts and totals by the grouping's key.
    func grouped(_ grouping: Grouping, _ shape: Shape) -> String {
        var total = grouping.total.map { Self.sum($0(Self.row)) } ?? "NULL"
        if let unit = grouping.unit { total = "CASE WHEN count(DISTINCT \(unit(Self.row))) = 1 THEN \(total) END" }
        return aggregate("\(grouping.key(Self.row)), count(*), \(total)", shape) + " GROUP BY 1 ORDER BY 1"
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
        let conditions = conditions + (shape.conditions.isEmpty ? [] : [shape.conditions])
        return "SELECT \(columns) FROM \(table) AS \(Self.row)" + Self.clause(" WHERE ", conditions)
    }

    private static func clause(_ keyword: String, _ conditions: [String]) -> String {
        let conditions = conditions.filter { $0 != "true" }
        if conditions.isEmpty { return "" }
        return keyword + conditions.map { "(\($0))" }.joined(separator: " AND ")
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

/// One column of a resolved order.
struct OrderTerm: Sendable, Equatable {
    let column: String
    let kind: Orders.Term.Kind
    let isDescending: Bool
}

/// What makes the SQL of one list position differ from request to request.
struct Shape: Sendable, Equatable {
    var conditions = ""
    /// The client's order, or empty for the list's own.
    var order: [OrderTerm] = []
    var isReversed = false
    var hasAfter = false
    var hasBefore = false
}
