import GraphQL
import SQLite

/// Lists, look-ups and nodes: everything that begins with running a statement.
extension Executor {
    /// Binds the parent's key, so that stepping `run` gives the parent's rows.
    func link(_ run: StatementRun, to parent: StatementRun?, _ column: Int32) {
        if let parent, column >= 0 {
            run.bind(column, of: parent, at: Select.parentParameter)
        }
    }

    mutating func step(_ run: StatementRun) throws(PropagateNull) -> Bool {
        if let answerCut {
            // Where nulls stay where they are, each has its error.
            if errorBehavior == .null { errors.add(ExecutionError(answerCut)) }
            run.reset()
            throw PropagateNull()
        }
        if output.mark > Limits.responseBytes {
            throw stop(run, .refused(.tooCostly))
        }
        switch run.step() {
        case .row:
            reading.rows += 1
            return true
        case .done: return false
        case .failed:
            let error = run.error
            if error.reason == .interrupted {
                isInterrupted = true
                throw stop(run, .database(error))
            }
            errors.add(ExecutionError(.database(error)))
            run.reset()
            throw PropagateNull()
        }
    }

    /// Ends the whole request; of mutations only the answer to one, since what is done already has to be told.
    private mutating func stop(_ run: StatementRun, _ reason: ExecutionError.Reason) -> PropagateNull {
        errors.addAlways(ExecutionError(reason))
        run.reset()
        if performer == nil { isStopped = true } else { answerCut = reason }
        return PropagateNull()
    }

    /// Writes one row as the object it is; false when the role sees no such object.
    mutating func completeRow(
        _ item: ItemPlan, _ row: StatementRun, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        if item.polymorph >= 0 {
            return try completePolymorph(item.polymorph, item.discriminator, row, walk, connection)
        }
        if item.value >= 0 { return try completeValue(item.value, row, walk, connection) }
        try executeSelection(item.selection, row, walk, connection)
        return true
    }

    /// Writes a list item: a null stays where it is, or nulls the list when items must not be null.
    mutating func completeItem(
        _ item: ItemPlan, _ position: Int, isNonNull: Bool, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        do throws(PropagateNull) {
            if try completeRow(item, row, walk, connection) {
                if errors.mark != before { errors.extendPaths(since: before, with: .index(position)) }
                return
            }
        } catch { return try handleErrors(since: before, at: .index(position), from: start, isNonNull: isNonNull) }
        try completeNull(since: before, at: .index(position), from: start, isNonNull: isNonNull)
    }

    mutating func completeFirst(
        _ index: Int, _ item: Int32, _ parent: StatementRun?, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        let run = try ready(index, walk, connection)
        guard let rows = run.rows else { return false }
        link(rows, to: parent, run.parentColumn)
        return try completeFirst(item, index, rows, walk, connection)
    }

    /// The first row of a statement that is ready to be stepped.
    mutating func completeFirst(
        _ item: Int32, _ index: Int, _ run: StatementRun, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        beginStatement(index)
        defer { endStatement(run) }
        guard try step(run) else { return false }
        return try completeRow(walk.tables.items[Int(item)], run, walk, connection)
    }

    mutating func completeList(
        _ field: FieldPlan, _ parent: StatementRun?, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let run = try ready(Int(field.first), walk, connection)
        guard let rows = run.rows else { return }
        let item = walk.tables.items[Int(field.second)]
        link(rows, to: parent, run.parentColumn)
        beginStatement(Int(field.first))
        defer { endStatement(rows) }
        let start = output.mark
        var position = 0
        defer { rowCounts[Int(field.cost)] += Int64(position) }
        while try step(rows) {
            if position == run.size {
                errors.add(ExecutionError(.refused(.listTooLong(run.size))))
                throw PropagateNull()
            }
            output.byte(UInt8(ascii: ","))
            try completeItem(item, position, isNonNull: field.itemsAreNonNull, rows, walk, connection)
            position += 1
        }
        output.closeList(from: start)
    }

    /// `node(id:)`: the id's type says which statement looks for it.
    mutating func completeNode(
        _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        guard case .string(let id)? = try nodeArgument(index, walk) else { return false }
        return try completeNode(id, index, walk, connection)
    }

    /// `nodes(ids:)`: one position per id, null where there is no such node for the role.
    mutating func completeNodes(
        _ field: FieldPlan, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let index = Int(field.first)
        guard case .list(let ids)? = try nodeArgument(index, walk) else { return output.raw("[]") }
        guard ids.count <= Limits.pageSize else {
            errors.add(ExecutionError(.refused(.tooManyIdentifiers(ids.count))))
            throw PropagateNull()
        }
        rowCounts[Int(field.cost)] += Int64(ids.count)
        let start = output.mark
        for (position, id) in ids.enumerated() {
            output.byte(UInt8(ascii: ","))
            try completeNodeItem(id, position, index, walk, connection)
        }
        output.closeList(from: start)
    }

    /// One of several nodes: nullable, as ids of nothing are no mistake.
    private mutating func completeNodeItem(
        _ id: InputValue, _ position: Int, _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        do throws(PropagateNull) {
            if case .string(let id) = id, try completeNode(id, index, walk, connection) {
                if errors.mark != before { errors.extendPaths(since: before, with: .index(position)) }
                return
            }
        } catch { return try handleErrors(since: before, at: .index(position), from: start, isNonNull: false) }
        try completeNull(since: before, at: .index(position), from: start, isNonNull: false)
    }

    private mutating func nodeArgument(
        _ index: Int, _ walk: borrowing Walk
    ) throws(PropagateNull) -> InputValue? {
        do throws(FieldRefusal) {
            return try walk.prepared.plan.nodes[index].argument.value(variables)
        } catch {
            errors.add(ExecutionError(.refused(error)))
            throw PropagateNull()
        }
    }

    private mutating func completeNode(
        _ id: String, _ index: Int, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) -> Bool {
        guard let (name, key) = GlobalID.decode(id) else { return false }
        for type in walk.prepared.plan.nodes[index].types where type.name == name {
            guard let run = try ready(Int(type.rows), walk, connection).rows else { return false }
            run.bind(key, at: Select.parentParameter)
            rowCounts[Int(type.cost)] += 1
            return try completeFirst(type.item, Int(type.rows), run, walk, connection)
        }
        return false
    }
}
