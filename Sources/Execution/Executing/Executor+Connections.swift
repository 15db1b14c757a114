import GraphQL
import SQLite

/// What a connection knows of its page while and after its rows are written.
private struct Page {
    var isKnown = false
    var hasMore = false
    var startCursor: [UInt8] = []
    var endCursor: [UInt8] = []
    var count = 0
    /// All its rows, even if an error came before the last; nil when nobody has seen how many there are.
    var wholeCount: Int?
}

/// Relay connections: <https://relay.dev/graphql/connections.htm>.
extension Executor {
    /// Writes the fields of a connection in the order of the document.
    ///
    /// `pageInfo` is known only when the rows have been read. One that stands before them is written after and moved to
    /// its place, so that rows are read once.
    mutating func completeConnection(
        _ index: Int, _ selectionIndex: Int32, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let run = try ready(index, walk, connection)
        let selection = walk.tables.selections[Int(selectionIndex)]
        let start = output.mark
        var page = Page()
        var postponed: [(field: Int32, at: Int)] = []
        for fieldIndex in selection.first..<selection.first + selection.count {
            let field = walk.tables.fields[Int(fieldIndex)]
            if field.inclusion >= 0, !included[Int(field.inclusion)] { continue }
            if field.kind == .pageInfo, !page.isKnown {
                postponed.append((fieldIndex, output.mark))
                continue
            }
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            try completePart(field, fieldIndex, index, run, parent, &page, walk, connection)
        }
        for (fieldIndex, position) in postponed.reversed() {
            let field = walk.tables.fields[Int(fieldIndex)]
            let middle = output.mark
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            try completePart(field, fieldIndex, index, run, parent, &page, walk, connection)
            output.rotate(position, middle)
        }
        output.closeObject(from: start)
    }

    /// One field of the connection.
    private mutating func completePart(
        _ field: FieldPlan, _ fieldIndex: Int32, _ index: Int, _ run: RowsRun, _ parent: StatementRun?,
        _ page: inout Page, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        do throws(PropagateNull) {
            switch field.kind {
            case .constant: output.raw(walk.tables.slice(field.first, field.second))
            case .pageNodes, .pageEdges:
                try completeRows(field, index, run, parent, &page, walk, connection)
            case .pageInfo:
                if !page.isKnown { try completeRows(nil, index, run, parent, &page, walk, connection) }
                writePageInfo(field.second, run, page, walk)
            case .totalCount: try completeCount(index, run, parent, walk, connection)
            case .grouping: try completeGrouping(field, index, run, parent, walk, connection)
            default: output.raw("null")
            }
            if errors.mark != before { errors.extendPaths(since: before, with: .field(fieldIndex)) }
        } catch {
            try handleErrors(since: before, at: .field(fieldIndex), from: start, isNonNull: field.isNonNull)
        }
    }

    /// Reads the page's rows and writes them as `field` says; without one, only gets to know the page.
    private mutating func completeRows(
        _ field: FieldPlan?, _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ page: inout Page,
        _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        guard let rows = run.rows else { return }
        link(rows, to: parent, run.parentColumn)
        beginStatement(index)
        defer { endStatement(rows) }
        let start = output.mark
        let firstMark = itemMarks.count
        let before = errors.mark
        do throws(PropagateNull) {
            try readPage(field, run, rows, &page, walk, connection)
        } catch {
            itemMarks.removeLast(itemMarks.count - firstMark)
            if run.isReversed { errors.reverseIndices(since: before, count: page.wholeCount) }
            page = Page()
            throw error
        }
        if run.isReversed {
            swap(&page.startCursor, &page.endCursor)
            output.reverseBlocks(itemMarks[firstMark...])
            itemMarks.removeLast(itemMarks.count - firstMark)
            errors.reverseIndices(since: before, count: page.count)
        }
        if field != nil { output.closeList(from: start) }
    }

    private mutating func readPage(
        _ field: FieldPlan?, _ run: RowsRun, _ rows: StatementRun, _ page: inout Page, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        guard let variant = run.variant else { return }
        page = Page(isKnown: true)
        defer { if let field { rowCounts[Int(field.cost)] += Int64(page.count) } }
        while try step(rows) {
            if page.count == run.size {
                page.hasMore = true
                return
            }
            if run.cursorColumn >= 0 {
                Cursor.encode(rows, from: run.cursorColumn, variant.fingerprint, variant.order, into: &page.endCursor)
                if page.count == 0 { page.startCursor = page.endCursor }
            }
            page.count += 1
            guard let field else { continue }
            if run.isReversed { itemMarks.append(output.mark) }
            output.byte(UInt8(ascii: ","))
            do throws(PropagateNull) {
                if field.kind == .pageNodes {
                    try completeItem(
                        walk.tables.items[Int(field.second)], page.count - 1, isNonNull: field.itemsAreNonNull, rows,
                        walk, connection)
                } else {
                    try completeEdge(field, page, rows, walk, connection)
                }
            } catch {
                if run.isReversed, !isStopped, answerCut == nil { try countRest(of: &page, run, rows) }
                throw error
            }
        }
    }

    /// Steps over the rows behind an error, whose path counts from the other end of the page.
    private mutating func countRest(
        of page: inout Page, _ run: RowsRun, _ rows: StatementRun
    ) throws(PropagateNull) {
        var count = page.count
        while count < run.size, try step(rows) { count += 1 }
        page.wholeCount = count
    }

    private mutating func completeEdge(
        _ edges: FieldPlan, _ page: Page, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        let position = PathSegment.index(page.count - 1)
        do throws(PropagateNull) {
            try executeEdge(edges.second, page, row, walk, connection)
            if errors.mark != before { errors.extendPaths(since: before, with: position) }
        } catch { try handleErrors(since: before, at: position, from: start, isNonNull: edges.itemsAreNonNull) }
    }

    private mutating func executeEdge(
        _ selectionIndex: Int32, _ page: Page, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let selection = walk.tables.selections[Int(selectionIndex)]
        let start = output.mark
        for fieldIndex in selection.first..<selection.first + selection.count {
            let field = walk.tables.fields[Int(fieldIndex)]
            if field.inclusion >= 0, !included[Int(field.inclusion)] { continue }
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            switch field.kind {
            case .cursor: writeCursor(page.endCursor)
            case .constant: output.raw(walk.tables.slice(field.first, field.second))
            default: try completeEdgeNode(field, fieldIndex, row, walk, connection)
            }
        }
        output.closeObject(from: start)
    }

    private mutating func completeEdgeNode(
        _ field: FieldPlan, _ index: Int32, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let start = output.mark
        let before = errors.mark
        do throws(PropagateNull) {
            if try completeRow(walk.tables.items[Int(field.second)], row, walk, connection) {
                if errors.mark != before { errors.extendPaths(since: before, with: .field(index)) }
                return
            }
        } catch { return try handleErrors(since: before, at: .field(index), from: start, isNonNull: field.isNonNull) }
        try completeNull(since: before, at: .field(index), from: start, isNonNull: field.isNonNull)
    }

    private mutating func completeCount(
        _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let statement = try aggregate(nil, index, run, parent, walk, connection)
        defer {
            endStatement(statement)
            statement.forget()
        }
        guard try step(statement) else { throw PropagateNull() }
        output.integer(statement.integer(0))
    }

    /// Writes counts and totals as a list of `{ key count total }`; the plan has checked that nothing else is asked.
    private mutating func completeGrouping(
        _ field: FieldPlan, _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let statement = try aggregate(field.first, index, run, parent, walk, connection)
        defer {
            endStatement(statement)
            statement.forget()
        }
        let start = output.mark
        var position = 0
        while try step(statement) {
            output.byte(UInt8(ascii: ","))
            try completeItem(
                ItemPlan(selection: field.second), position, isNonNull: field.itemsAreNonNull, statement, walk,
                connection)
            position += 1
            rowCounts[Int(field.cost)] += 1
        }
        output.closeList(from: start)
    }

    private mutating func writePageInfo(_ selectionIndex: Int32, _ run: RowsRun, _ page: Page, _ walk: borrowing Walk) {
        let selection = walk.tables.selections[Int(selectionIndex)]
        let start = output.mark
        for fieldIndex in selection.first..<selection.first + selection.count {
            let field = walk.tables.fields[Int(fieldIndex)]
            if field.inclusion >= 0, !included[Int(field.inclusion)] { continue }
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            switch field.kind {
            case .hasNextPage: output.boolean(run.isReversed ? run.hasBefore : page.hasMore)
            case .hasPreviousPage: output.boolean(run.isReversed ? page.hasMore : run.hasAfter)
            case .startCursor: writeCursor(page.startCursor)
            case .endCursor: writeCursor(page.endCursor)
            default: output.raw(walk.tables.slice(field.first, field.second))
            }
        }
        output.closeObject(from: start)
    }

    /// A cursor is never empty: no bytes mean that the page has no rows.
    private mutating func writeCursor(_ bytes: [UInt8]) {
        if bytes.isEmpty { return output.raw("null") }
        output.byte(UInt8(ascii: "\""))
        bytes.withUnsafeBufferPointer { output.base64URL($0) }
        output.byte(UInt8(ascii: "\""))
    }
}
