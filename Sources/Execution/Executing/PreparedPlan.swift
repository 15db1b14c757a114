import SQLite

/// A plan with the statements that one connection has compiled for it.
///
/// One loop's own: it is neither shared nor `Sendable`. Statements are compiled when a request first needs their shape.
package final class PreparedPlan {
    package let plan: Plan
    /// The first bytes of the SHA-256 of the document, by which people find it again; nil if nobody asked for it.
    package let documentHash: UInt32?
    let tables: PlanTables
    private(set) var variants: [[Variant]]
    private let pool: StatementPool
    /// Of the SQL of all variants.
    private var variantBytes = 0

    /// The most shapes that a list position keeps; the oldest goes first, and all when their SQL is more than the plan's
    /// weight has room for.
    ///
    /// One that comes back costs making its SQL again, but the pool may still have the statement.
    static let variantLimit = 8

    package init(_ plan: Plan, _ pool: StatementPool = StatementPool(), documentHash: UInt32? = nil) {
        self.documentHash = documentHash
        self.pool = pool
        tables = PlanTables(plan)
        variants = Array(repeating: [], count: plan.rows.count)
        self.plan = plan
    }

    deinit { tables.deallocate() }

    /// One list position in one shape.
    final class Variant {
        let shape: Shape
        let order: [OrderTerm]
        let fingerprint: UInt16
        fileprivate var rows: SharedStatement
        /// Counts (−1) and groupings of the shape, once they are asked for.
        fileprivate var aggregates: [Int32: SharedStatement] = [:]

        init(_ shape: Shape, order: [OrderTerm], fingerprint: UInt16, rows: SharedStatement) {
            self.shape = shape
            self.order = order
            self.fingerprint = fingerprint
            self.rows = rows
        }

        /// Nil if the statement has not been asked for.
        func sql(of part: StatementPart) -> String? {
            switch part {
            case .rows: rows.text
            case .count: aggregates[-1]?.text
            case .grouping(let index): aggregates[index]?.text
            }
        }
    }

    /// The actor for whom it took longer last than an event loop has time for; nil if there is none.
    ///
    /// What takes long depends on the variables, too: others are not to wait because of one who asks for much.
    package var slowActor: Int64?

    /// Has to be called before anything is asked for on behalf of another request.
    func beginRequest() { pool.beginRequest() }

    /// Whether the answer to the present request will be another without anything written.
    package var isFleeting: Bool { pool.isFleeting }

    /// A list position in `shape`.
    func variant(_ index: Int, _ shape: Shape) -> Variant {
        for variant in variants[index] where variant.shape == shape { return variant }
        let rows = plan.rows[index]
        let order = rows.resolvedOrder(shape)
        let sql = rows.select.rows(shape, order: order, cursors: rows.page?.needsCursors ?? false)
        let variant = Variant(
            shape, order: order, fingerprint: Cursor.fingerprint(rows.select.table, order), rows: SharedStatement(sql))
        variantBytes += sql.utf8.count
        if variantBytes > plan.rows.count * Plan.statementWeight {
            for index in variants.indices { variants[index] = [] }
            variantBytes = sql.utf8.count
        }
        if variants[index].count == Self.variantLimit {
            variantBytes -= variants[index].removeFirst().rows.text.utf8.count
        }
        variants[index].append(variant)
        return variant
    }

    /// The statement that reads the rows of a list position, which asks for it once a request.
    func rows(of variant: Variant, on connection: borrowing Connection) throws(SQLiteError) -> BoundStatement {
        try pool.take(&variant.rows, on: connection)
    }

    /// The statement that counts the rows of a list position in one shape, or groups them; its rows have no lists in them, so
    /// that it has ended before another is asked for.
    func aggregate(
        _ grouping: Int32?, of variant: Variant, _ index: Int, on connection: borrowing Connection
    ) throws(SQLiteError) -> BoundStatement {
        let key = grouping ?? -1
        var sql = variant.aggregates[key] ?? SharedStatement(aggregate(grouping, variant.shape, index))
        defer { variant.aggregates[key] = sql }
        return try pool.borrow(&sql, on: connection)
    }

    private func aggregate(_ grouping: Int32?, _ shape: Shape, _ index: Int) -> String {
        let rows = plan.rows[index]
        guard let asked = grouping.flatMap({ rows.page?.groupings[Int($0)] }) else { return rows.select.count(shape) }
        return rows.select.grouped(asked, shape)
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
    private let usesRate: (limit: Bool, remaining: Bool, resetAt: Bool, cost: Bool)

    init(_ statement: Statement) {
        self.statement = statement
        func uses(_ parameter: ContextParameter) -> Bool { statement.uses(parameter: parameter.rawValue) }
        usesViewer = (uses(.viewer), uses(.partner), uses(.rights), uses(.now))
        usesRate = (uses(.rateLimit), uses(.rateRemaining), uses(.rateResetAt), uses(.operationCost))
    }

    /// Whether its rows depend on more than who asks, and what is written: on the time, or on what the caller has left.
    var isFleeting: Bool { usesViewer.now || usesRate.remaining || usesRate.resetAt }

    /// The statement ready to be stepped once its own parameters are bound.
    func bind(_ context: RequestContext) -> StatementRun {
        let run = statement.run
        func bind(_ value: Int64, _ parameter: ContextParameter) { run.bind(value, at: parameter.rawValue) }
        if usesViewer.actor { bind(context.actor, .viewer) }
        if usesViewer.partner { bind(context.partner, .partner) }
        if usesViewer.rights { bind(context.rights, .rights) }
        if usesViewer.now { bind(context.now, .now) }
        if usesRate.limit { bind(context.rate.limit, .rateLimit) }
        if usesRate.remaining { bind(context.rate.remaining, .rateRemaining) }
        if usesRate.resetAt { bind(context.rate.resetAt, .rateResetAt) }
        if usesRate.cost { bind(context.rate.cost, .operationCost) }
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
    package let rate: RateContext

    package init(actor: Int64, partner: Int64, rights: Int64, now: Int64, rate: RateContext = .none) {
        self.actor = actor
        self.partner = partner
        self.rights = rights
        self.now = now
        self.rate = rate
    }
}

/// What the caller's rate limit leaves them, in nodes, as statements may tell it.
package struct RateContext: Sendable {
    package let limit: Int64
    package let remaining: Int64
    /// When `remaining` is `limit` again, in milliseconds since 1970 (UTC).
    package let resetAt: Int64
    /// Of the operation, as estimated.
    package let cost: Int64

    package init(limit: Int64, remaining: Int64, resetAt: Int64, cost: Int64) {
        self.limit = limit
        self.remaining = remaining
        self.resetAt = resetAt
        self.cost = cost
    }

    /// Where nothing asks for it.
    package static let none = RateContext(limit: 0, remaining: 0, resetAt: 0, cost: 0)
}
