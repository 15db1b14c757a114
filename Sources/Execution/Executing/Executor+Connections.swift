import GraphQL
import SQLite

/// What a connection knows of its page while and after its rows are written.
private struct Page {
    var isKnown = false
    var hasMore = false
    var startCursor: [UInt8] = []
    var endCursor: [UInt8] = []
    var count = 0
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
            if !page.isKnown { try completeRows(nil, index, run, parent, &page, walk, connection) }
            let middle = output.mark
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            writePageInfo(field.second, run, page, walk)
            output.rotate(position, middle)
        }
        output.closeObject(from: start)
    }

    /// One field of the connection.
    private mutating func completePart(
        _ field: FieldPlan, _ fieldIndex: Int32, _ index: Int, _ run: RowsRun, _ parent: StatementRun?,
        _ page: inout Page, _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let before = errors.mark
        do throws(PropagateNull) {
            switch field.kind {
            case .constant: output.raw(walk.tables.slice(field.first, field.second))
            case .pageNodes, .pageEdges:
                try completeRows(field, index, run, parent, &page, walk, connection)
            case .pageInfo: writePageInfo(field.second, run, page, walk)
            case .totalCount: try completeCount(index, run, parent, walk, connection)
            case .grouping: try completeGrouping(field, index, run, parent, walk, connection)
            default: output.raw("null")
            }
            if errors.mark != before { errors.extendPaths(since: before, with: .field(fieldIndex)) }
        } catch {
            errors.extendPaths(since: before, with: .field(fieldIndex))
            throw error
        }
    }

    /// Reads the page's rows and writes them as `field` says; without one, only gets to know the page.
    private mutating func completeRows(
        _ field: FieldPlan?, _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ page: inout Page,
        _ walk: borrowing Walk, _ connection: borrowing Connection
    ) throws(PropagateNull) {
        guard let rows = run.rows, let variant = run.variant else { return }
        link(rows, to: parent, run.parentColumn)
        defer { rows.reset() }
        let start = output.mark
        let firstMark = itemMarks.count
        let before = errors.mark
        page = Page(isKnown: true)
        while try step(rows) {
            if page.count == run.size {
                page.hasMore = true
                break
            }
            if run.cursorColumn >= 0 {
                Cursor.encode(
                    rows, from: run.cursorColumn, variant.fingerprint, variant.order,
                    into: &page.endCursor)
                if page.count == 0 { page.startCursor = page.endCursor }
            }
            if let field {
                if run.isReversed { itemMarks.append(output.mark) }
                output.byte(UInt8(ascii: ","))
                if field.kind == .pageNodes {
                    try completeItem(
                        walk.tables.items[Int(field.second)], page.count, isNonNull: field.itemsAreNonNull, rows,
                        walk, connection)
                } else {
                    try completeEdge(field.second, page, rows, walk, connection)
                }
            }
            page.count += 1
        }
        if run.isReversed {
            swap(&page.startCursor, &page.endCursor)
            output.reverseBlocks(itemMarks[firstMark...])
            itemMarks.removeLast(itemMarks.count - firstMark)
            errors.reverseIndices(since: before, count: page.count)
        }
        if field != nil { output.closeList(from: start) }
    }

    private mutating func completeEdge(
        _ selectionIndex: Int32, _ page: Page, _ row: StatementRun, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let selection = walk.tables.selections[Int(selectionIndex)]
        let start = output.mark
        let before = errors.mark
        for fieldIndex in selection.first..<selection.first + selection.count {
            let field = walk.tables.fields[Int(fieldIndex)]
            if field.inclusion >= 0, !included[Int(field.inclusion)] { continue }
            output.raw(walk.tables.slice(field.keyStart, field.keyCount))
            switch field.kind {
            case .cursor: writeCursor(page.endCursor)
            case .constant: output.raw(walk.tables.slice(field.first, field.second))
            default:
                do throws(PropagateNull) {
                    let item = walk.tables.items[Int(field.second)]
                    if try !completeRow(item, row, walk, connection) { throw PropagateNull() }
                    if errors.mark != before { errors.extendPaths(since: before, with: .field(fieldIndex)) }
                } catch {
                    errors.extendPaths(since: before, with: .field(fieldIndex))
                    errors.extendPaths(since: before, with: .index(page.count))
                    throw error
                }
            }
        }
        if errors.mark != before { errors.extendPaths(since: before, with: .index(page.count)) }
        output.closeObject(from: start)
    }

    private mutating func completeCount(
        _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let statement = try aggregate(nil, index, run, parent, walk, connection)
        defer { statement.reset() }
        guard try step(statement) else { throw PropagateNull() }
        output.integer(statement.integer(0))
    }

    /// Writes counts and totals as a list of `{ key count total }`; the plan has checked that nothing else is asked.
    private mutating func completeGrouping(
        _ field: FieldPlan, _ index: Int, _ run: RowsRun, _ parent: StatementRun?, _ walk: borrowing Walk,
        _ connection: borrowing Connection
    ) throws(PropagateNull) {
        let statement = try aggregate(field.first, index, run, parent, walk, connection)
        defer { statement.reset() }
        let start = output.mark
        while try step(statement) {
            output.byte(UInt8(ascii: ","))
            try executeSelection(field.second, statement, walk, connection)
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
