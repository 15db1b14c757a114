package import SQLite

/// Walks plans depth first, writing JSON as rows arrive.
///
/// One per loop, reused from request to request. Everything here is on the path of every row: no allocation, no existential, no
/// `String`.
package struct Executor: ~Copyable {
    package var output = JSONOutput()
    package internal(set) var errors = ExecutionErrors()
    /// Occurrences of each denied field, counted because a denial is reported once a selection and not once a row.
    package internal(set) var denialCounts: [Int] = []
    var runs: [RowsRun] = []
    var included: [Bool] = []
    /// What the database was asked on behalf of the request.
    package internal(set) var reading = Reading()
    /// How many rows were written at each position of the plan's cost.
    var rowCounts: [Int64] = []
    var variables = VariableValues.none
    var context = RequestContext(actor: 0, partner: 0, rights: 0, now: 0)
    /// What the conditions of list positions bind, for the statements that count the same rows.
    var conditionValues: [Int: [SQLite.Value]] = [:]
    /// Of the texts among them.
    var boundBytes = 0
    /// Why list positions cannot be read: told for each of their parents.
    var refusals: [Int: ExecutionError.Reason] = [:]
    /// Where the nulls of errors go; looked at only when there was one.
    var errorBehavior = ErrorBehavior.propagate
    /// What carries out mutations, on the thread that writes.
    var performer: MutationPerformer?
    /// What the row of the operation's object is made from; empty unless an event of a subscription is answered.
    var event: [SQLite.Value] = []
    /// Whether what one request may cost is used up: then nothing more is read, and there is one error and no data.
    var isStopped = false
    /// Whether that is since the database has worked for as long as it may.
    package internal(set) var isInterrupted = false
    /// Why nothing more is read of the answer to a mutation, when so much is used up in reading it.
    var answerCut: ExecutionError.Reason?
    /// How much introspection the answer may still have.
    var introspectionBudget = IntrospectionBudget()
    /// Where the items of lists that are being read backwards begin in the output.
    var itemMarks: [Int] = []
    /// What counts for the caller what each statement does; mostly nil.
    var tally: StatementTally?

    package init() {}

    /// Writes `data`: `ExecuteRootSelectionSet` of the specification.
    ///
    /// The caller sees to it that all of it reads one snapshot.
    ///
    /// - Parameter tally: Counts what each statement does, for `steps`.
    package mutating func run(
        _ prepared: PreparedPlan, _ variables: VariableValues, _ context: RequestContext,
        on connection: borrowing Connection, onError errorBehavior: ErrorBehavior = .propagate,
        mutating performer: MutationPerformer? = nil, counting tally: StatementTally? = nil
    ) {
        let plan = prepared.plan
        let start = output.mark
        self.errorBehavior = errorBehavior
        self.performer = performer
        self.tally = tally
        errors.removeAll()
        reading = Reading()
        denialCounts.removeAll(keepingCapacity: true)
        denialCounts.append(contentsOf: repeatElement(0, count: plan.denials.count))
        runs.removeAll(keepingCapacity: true)
        runs.append(contentsOf: repeatElement(RowsRun(), count: plan.rows.count))
        rowCounts.removeAll(keepingCapacity: true)
        rowCounts.append(contentsOf: repeatElement(0, count: plan.cost.count))
        included.removeAll(keepingCapacity: true)
        for inclusion in plan.inclusions { included.append(inclusion.holds(variables)) }
        conditionValues.removeAll(keepingCapacity: true)
        boundBytes = 0
        refusals.removeAll(keepingCapacity: true)
        itemMarks.removeAll(keepingCapacity: true)
        isStopped = false
        isInterrupted = false
        answerCut = nil
        introspectionBudget = IntrospectionBudget()
        prepared.beginRequest()
        self.variables = variables
        self.context = context
        let walk = Walk(prepared)
        let work = connection.workLeft
        do throws(PropagateNull) {
            try executeRoot(plan.root, walk, connection)
        } catch {
            output.truncate(to: start)
            output.raw("null")
        }
        for run in runs { run.forget() }
        reading.steps = max(work - connection.workLeft, 0)
        self.performer = nil
    }

    private mutating func executeRoot(
        _ root: RootPlan, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        guard root.rows >= 0 else { return try executeSelection(root.selection, .none, walk, connection) }
        if try completeFirst(root.rows, root.selection, of: event, walk, connection) { return }
        errors.add(ExecutionError(.refused(.eventGone)))
        throw PropagateNull()
    }

    /// Notes that a statement begins to run; `endStatement` follows, whatever happens.
    @inline(__always)
    mutating func beginStatement(_ index: Int, _ part: StatementPart = .rows) {
        reading.statements += 1
        tally?.begin(StatementTally.Position(rows: index, part: part), rows: reading.rows)
    }

    @inline(__always)
    func endStatement(_ run: StatementRun) {
        run.reset()
        tally?.end(rows: reading.rows)
    }

    /// Writes the collected fields of one object; `row` holds its columns.
    mutating func executeSelection(
        _ index: Int32, _ row: StatementRun?, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let selection = walk.tables.selections[Int(index)]
        let start = output.mark
        for index in selection.first..<selection.first + selection.count {
            let field = walk.tables.fields[Int(index)]
            if field.inclusion >= 0, !included[Int(field.inclusion)] { continue }
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            try executeField(field, index, row, walk, connection)
        }
        output.closeObject(from: start)
    }

    @inline(__always)
    private mutating func executeField(
        _ field: FieldPlan, _ index: Int32, _ row: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        guard let row, field.kind.isLeafOfRow else {
            return try executeComposite(field, index, row, walk, connection)
        }
        if try completeLeaf(field, row, walk) { return }
        if !field.isNonNull { return output.raw("null") }
        try completeNull(since: errors.mark, at: .field(index), from: output.mark, isNonNull: field.isNonNull)
    }

    /// Writes a leaf of the row; false means it is null.
    @inline(__always)
    private mutating func completeLeaf(
        _ field: FieldPlan, _ row: StatementRun, _ walk: borrowing Walk
    ) throws(PropagateNull) -> Bool {
        let column = field.first
        switch field.kind {
        case .text, .name, .json, .identifiers:
            let text = row.text(column)
            if text.baseAddress == nil { return false }
            switch field.kind {
            case .text: output.string(text)
            case .name: output.quoted(text)
            case .identifiers: output.identifiers(text)
            default: output.raw(text)
            }
            return true
        default: break
        }
        if field.kind == .real {
            if row.isNull(column) { return false }
            return output.real(row.real(column))
        }
        // A null reads as zero, so only zeros have to be looked at twice.
        let value = row.integer(column)
        if value == 0, row.isNull(column) { return false }
        switch field.kind {
        case .boolean: output.raw(value != 0 ? "true" : "false")
        case .dateTime: output.dateTime(value)
        case .decimal: output.decimal(value)
        case .identifier:
            let identifier = walk.tables.identifiers[Int(field.second)]
            output.identifier(walk.tables[identifier.encoded], rest: walk.tables[identifier.rest], row: value)
        case .identifierOfAny: output.identifier(typeName: row.text(field.second), row: value)
        default: output.integer(value)
        }
        return true
    }

    /// Writes one value that is more than a column or — when nulled and nullable — cuts the output back to `null`.
    private mutating func executeComposite(
        _ field: FieldPlan, _ index: Int32, _ row: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        do throws(PropagateNull) {
            if try completeComposite(field, row, walk, connection) {
                if errors.mark != before { errors.extendPaths(since: before, with: .field(index)) }
                return
            }
        } catch { return try handleErrors(since: before, at: .field(index), from: start, isNonNull: field.isNonNull) }
        try completeNull(since: before, at: .field(index), from: start, isNonNull: field.isNonNull)
    }

    /// False means the value is null.
    private mutating func completeComposite(
        _ field: FieldPlan, _ row: StatementRun?, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        switch field.kind {
        case .constant:
            output.raw(walk.tables.slice(field.first, field.second))
        case .guarded:
            guard let row else { return false }
            return try completeGuarded(walk.tables.guards[Int(field.first)], row, walk, connection)
        case .object:
            if let row, field.first >= 0, row.isNull(field.first) { return false }
            try executeSelection(field.second, row, walk, connection)
        case .polymorph:
            guard let row else { return false }
            return try completePolymorph(field.second, field.first, row, walk, connection)
        case .first:
            return try completeFirst(Int(field.first), field.second, row, walk, connection)
        case .list:
            try completeList(field, row, walk, connection)
        case .connection:
            try completeConnection(Int(field.first), field.second, row, walk, connection)
        case .node:
            return try completeNode(Int(field.first), walk, connection)
        case .nodes:
            try completeNodes(field, walk, connection)
        case .mutation:
            return try completeMutation(Int(field.first), walk, connection)
        case .introspection:
            try completeIntrospection(Int(field.first), walk)
        case .forbidden:
            let denial = Int(field.first)
            denialCounts[denial] += 1
            if denialCounts[denial] == 1 { errors.add(ExecutionError(.forbidden(field.first))) }
            return false
        default:
            return false
        }
        return true
    }

    /// A value that the row may refuse; false when it is null or failed.
    private mutating func completeGuarded(
        _ guarding: GuardPlan, _ row: StatementRun, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        if !row.isNull(guarding.failure) {
            let message = String(decoding: row.text(guarding.failure), as: UTF8.self)
            errors.add(ExecutionError(.raised(message)))
            return false
        }
        if row.isNull(guarding.present) { return false }
        return try completeValue(guarding.value, row, walk, connection)
    }

    /// A value that is no field of a selection; false when it is null.
    mutating func completeValue(
        _ index: Int32, _ row: StatementRun, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        let value = walk.tables.values[Int(index)]
        if value.kind.isLeafOfRow { return try completeLeaf(value, row, walk) }
        return try completeComposite(value, row, walk, connection)
    }

    /// The object that a row is, by the type its discriminator names; false when the role sees no such row.
    mutating func completePolymorph(
        _ index: Int32, _ discriminator: Int32, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        let value = row.text(discriminator)
        let types = walk.tables.polymorphs[Int(index)]
        for index in types.first..<types.first + types.count {
            let type = walk.tables.polymorphTypes[Int(index)]
            guard value.equals(walk.tables[type.value]) else { continue }
            if type.presence >= 0, row.isNull(type.presence) { return false }
            rowCounts[Int(type.cost)] += 1
            try executeSelection(type.selection, row, walk, connection)
            return true
        }
        return false
    }
}

/// How much a request read.
package struct Reading: Equatable, Sendable {
    /// Times that a statement was run.
    package internal(set) var statements = 0
    /// Steps of SQLite's machine that they took, about.
    package internal(set) var steps = 0
    /// Rows that the statements gave.
    package internal(set) var rows = 0

    package init() {}
}

extension FieldPlan.Kind {
    /// Whether the value is one column of the row that the object is in.
    @inline(__always)
    var isLeafOfRow: Bool { rawValue >= Self.text.rawValue && rawValue <= Self.identifierOfAny.rawValue }
}
