import SQLite

/// A plan with the statements that one connection has compiled for it.
///
/// One loop's own: it is neither shared nor `Sendable`. Statements are compiled when a request first needs their shape.
package final class PreparedPlan {
    package let plan: Plan
    let tables: PlanTables
    private var variants: [[Variant]]
    private let pool: StatementPool
    /// How many statements have been asked for, by their SQL.
    private var uses: [String: Int] = [:]

    /// The most shapes a list position keeps; the oldest goes first.
    private static let variantLimit = 32

    package init(_ plan: Plan, _ pool: StatementPool = StatementPool()) {
        self.plan = plan
        self.pool = pool
        tables = PlanTables(plan)
        variants = Array(repeating: [], count: plan.rows.count)
    }

    deinit { tables.deallocate() }

    /// One list position in one shape.
    final class Variant {
        let shape: Shape
        let order: [OrderTerm]
        let fingerprint: UInt16
        let rows: BoundStatement
        /// Counts (−1) and groupings of the shape, compiled when they are asked for.
        fileprivate var aggregates: [Int32: BoundStatement] = [:]

        init(_ shape: Shape, order: [OrderTerm], fingerprint: UInt16, rows: BoundStatement) {
            self.shape = shape
            self.order = order
            self.fingerprint = fingerprint
            self.rows = rows
        }
    }

    /// The statement of a list position in `shape`.
    func variant(
        _ index: Int, _ shape: Shape, on connection: borrowing Connection
    ) throws(SQLiteError) -> Variant {
        for variant in variants[index] where variant.shape == shape { return variant }
        let rows = plan.rows[index]
        let order = rows.resolvedOrder(shape)
        let sql = rows.select.rows(shape, order: order, cursors: rows.page?.needsCursors ?? false)
        let variant = Variant(
            shape, order: order, fingerprint: Cursor.fingerprint(rows.select.table, order),
            rows: try statement(sql, on: connection))
        if variants[index].count == Self.variantLimit { variants[index].removeFirst() }
        variants[index].append(variant)
        return variant
    }

    /// The statement that counts the rows of a list position in one shape, or groups them.
    func aggregate(
        _ grouping: Int32?, of variant: Variant, _ index: Int, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        let key = grouping ?? -1
        if let statement = variant.aggregates[key] { return statement }
        let rows = plan.rows[index]
        let asked = grouping.flatMap { rows.page?.groupings[Int($0)] }
        let sql = asked.map { rows.select.grouped($0, variant.shape) } ?? rows.select.count(variant.shape)
        let statement = try statement(sql, on: connection)
        variant.aggregates[key] = statement
        return statement
    }

    private func statement(_ sql: String, on connection: borrowing Connection) throws(SQLiteError) -> BoundStatement {
        let statement = try pool.statement(sql, after: uses[sql, default: 0], on: connection)
        uses[sql, default: 0] += 1
        return statement
    }
}

extension RowsPlan {
    /// The client's order or the list's own, ended by the tie-break; empty for a look-up of one row.
    func resolvedOrder(_ shape: Shape) -> [OrderTerm] {
        if tieBreak.isEmpty { return [] }
        var order = shape.order
        if order.isEmpty, let standard = orders.standard.flatMap({ orders.fields[$0] }) {
            order = [
                OrderTerm(
                    column: standard.column(Select.row), kind: standard.kind, isDescending: orders.newestFirst)
            ]
        }
        let isDescending = order.last?.isDescending ?? orders.newestFirst
        return order + [OrderTerm(column: tieBreak, kind: .integer, isDescending: isDescending)]
    }
}

/// A statement, and which of the viewer's parameters it uses.
struct BoundStatement {
    let statement: Statement
    private let usesViewer: (actor: Bool, partner: Bool, rights: Bool, now: Bool)

    init(_ statement: Statement) {
        self.statement = statement
        usesViewer = (
            statement.uses(parameter: 1), statement.uses(parameter: 2), statement.uses(parameter: 3),
            statement.uses(parameter: 4)
        )
    }

    /// The statement ready to be stepped once its own parameters are bound.
    func bind(_ context: RequestContext) -> StatementRun {
        let run = statement.run
        if usesViewer.actor { run.bind(context.actor, at: 1) }
        if usesViewer.partner { run.bind(context.partner, at: 2) }
        if usesViewer.rights { run.bind(context.rights, at: 3) }
        if usesViewer.now { run.bind(context.now, at: 4) }
        return run
    }
}

/// Who is asking and when, as the numbers that every statement may use.
package struct RequestContext: Sendable {
    package let actor: Int64
    package let partner: Int64
    package let rights: Int64
    /// Milliseconds since 1970 (UTC).
    package let now: Int64

    package init(actor: Int64, partner: Int64, rights: Int64, now: Int64) {
        self.actor = actor
        self.partner = partner
        self.rights = rights
        self.now = now
    }
}
