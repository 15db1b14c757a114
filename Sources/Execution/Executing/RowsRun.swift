import GraphQL
import SQLite

/// One list position in one request: its statement in the right shape, with everything bound but the parent's key.
struct RowsRun {
    enum State { case untouched, ready, refused }

    var state = State.untouched
    private(set) var rows: StatementRun?
    /// The most items to write; the statement may give one more, which only tells that there are more.
    private(set) var size = Int64.max
    private(set) var isReversed = false
    private(set) var hasAfter = false
    private(set) var hasBefore = false
    private(set) var variant: PreparedPlan.Variant?
    /// The column of the parent's row that the items are linked to, or −1.
    private(set) var parentColumn: Int32 = -1
    /// The first of the columns that make a row's cursor, or −1 when no cursor is written.
    private(set) var cursorColumn: Int32 = -1

    /// Nothing of the request is kept in the statement.
    func forget() { rows?.forget() }

    init() {}

    init(_ plan: RowsPlan, _ variant: PreparedPlan.Variant, rows: StatementRun, size: Int64) {
        state = .ready
        self.rows = rows
        self.size = size
        isReversed = variant.shape.isReversed
        hasAfter = variant.shape.hasAfter
        hasBefore = variant.shape.hasBefore
        self.variant = variant
        parentColumn = plan.parentColumn
        if plan.page?.needsCursors ?? false { cursorColumn = Int32(plan.select.columns.count) }
    }
}

extension Executor {
    /// The list position, ready to be stepped; evaluated once a request, however many parents it has.
    mutating func ready(
        _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> RowsRun {
        let run = runs[index]
        if run.state == .ready { return run }
        if run.state == .refused {
            if let reason = refusals[index] { errors.add(ExecutionError(reason)) }
            throw PropagateNull()
        }
        runs[index].state = .refused
        do throws(ExecutionError.Reason) {
            runs[index] = try prepare(index, walk, connection)
            return runs[index]
        } catch {
            refusals[index] = error
            errors.add(ExecutionError(error))
        }
        throw PropagateNull()
    }

    /// Finds the statement for the arguments of a list position and binds all but the parent's key.
    private mutating func prepare(
        _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(ExecutionError.Reason) -> RowsRun {
        let plan = walk.prepared.plan.rows[index]
        if let gate = plan.gate, context.rights & gate.rights != gate.rights { throw .refused(gate.refusal) }
        let arguments: RowsArguments
        do throws(FieldRefusal) {
            arguments = try RowsArguments(plan, variables)
        } catch { throw .refused(error) }
        boundBytes += arguments.values.reduce(0) { $0 + $1.textLength }
        guard boundBytes <= Limits.boundBytes else { throw .refused(.tooCostly) }
        let variant = walk.prepared.variant(index, arguments.shape)
        let run: StatementRun
        do throws(SQLiteError) {
            run = try walk.prepared.rows(of: variant, on: connection).bind(context)
        } catch { throw .database(error) }
        run.bind(plan.extent.limit(arguments.size), at: Select.limitParameter)
        do throws(FieldRefusal) {
            let places = try arguments.places(variant.fingerprint, variant.order)
            run.bind(places, from: Int(Select.cursorParameter))
        } catch { throw .refused(error) }
        run.bind(arguments.values)
        if !arguments.values.isEmpty { conditionValues[index] = arguments.values }
        return RowsRun(plan, variant, rows: run, size: arguments.size)
    }

    /// The statement that counts or groups the list's rows, ready to be stepped, for which `endStatement` follows.
    mutating func aggregate(
        _ grouping: Int32?, _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) -> StatementRun {
        guard let variant = run.variant else { throw PropagateNull() }
        do throws(SQLiteError) {
            let statement = try walk.prepared.aggregate(grouping, of: variant, index, on: connection).bind(context)
            link(statement, to: parent, run.parentColumn)
            statement.bind(conditionValues[index] ?? [])
            beginStatement(index, grouping.map(StatementPart.grouping) ?? .count)
            return statement
        } catch {
            errors.add(ExecutionError(.database(error)))
        }
        throw PropagateNull()
    }
}

extension RowsExtent {
    /// How many rows to ask for in order to write `size`: one more where it matters whether there is one; −1 for all.
    fileprivate func limit(_ size: Int64) -> Int64 {
        switch self {
        case .one, .asked: size
        case .page(let page): page.needsNextPage ? size + 1 : size
        case .all(let most): most == nil ? -1 : size + 1
        }
    }
}

extension SQLite.Value {
    /// Bytes of a text.
    fileprivate var textLength: Int { if case .text(let text) = self { text.utf8.count } else { 0 } }
}

extension StatementRun {
    /// Binds values of parameters that follow each other: from the first of `Conditions`, unless another is given.
    func bind(_ values: [SQLite.Value], from first: Int = Conditions.firstParameter) {
        for (offset, value) in values.enumerated() { bind(value, at: Int32(first + offset)) }
    }
}
