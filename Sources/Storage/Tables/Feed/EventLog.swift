package import Portal
package import SQLite

/// The change log as streams of events read it: one connection's own.
///
/// One thread writes, and numbers are given out in the transaction that uses them: whoever sees an entry has seen all
/// before it. So a reader that goes on from the last number it looked at misses nothing.
package struct EventLog: ~Copyable {
    /// An entry that a viewer may be told, or whose record is out of their sight.
    package struct Entry: Sendable {
        package let sequence: Int64
        package let record: Int64
        /// The comment, attachment or touch point; 0 if it is about none.
        package let item: Int64
        /// Whether the viewer may be told of it.
        package let isTold: Bool
        /// Whether the viewer sees the record now.
        package let isSeen: Bool
    }

    private struct Key: Hashable {
        let role: Role
        let kind: EventSelection.Kind
    }

    private let versions: Statement
    private let last: Statement
    private var windows: [Key: Statement] = [:]
    private var sights: [Role: Statement] = [:]

    package init(_ connection: borrowing Connection) throws(SQLiteError) {
        let versions = try connection.prepare("PRAGMA data_version")
        let last = try connection.prepare("SELECT coalesce(max(sequence), 0) FROM change")
        self.versions = versions
        self.last = last
    }

    /// A number that is another one whenever somebody else, in this process or not, has written something.
    ///
    /// <https://www.sqlite.org/pragma.html#pragma_data_version>
    package func version() throws(SQLiteError) -> Int64 { try number(versions) }

    /// The last entry of the snapshot.
    package func head() throws(SQLiteError) -> Int64 { try number(last) }

    private func number(_ statement: Statement) throws(SQLiteError) -> Int64 {
        var rows = statement.rows()
        return try rows.step() ? rows.integer(0) : 0
    }

    /// Whether the viewer sees the record; nil if there is none.
    package mutating func sees(
        _ record: RecordReference, _ viewer: Viewer, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Bool? {
        let role = viewer.role
        let statement: Statement
        if let known = sights[role] {
            statement = known
        } else {
            let (row, id) = ("sought", Parameter.firstFree)
            statement = try db.prepare(
                """
                SELECT \(RecordTable.visibility(for: role, of: row)) FROM record AS \(row)
                 WHERE \(row).id = ?\(id) AND \(row).type = ?\(id + 1)
                """)
            sights[role] = statement
        }
        var rows = statement.rows(viewer.parameters(at: now) + [.integer(record.row), .text(record.type)])
        return try rows.step() ? rows.flag(0) : nil
    }

    /// Gives the entries after one number and up to another to `take`, in their order.
    ///
    /// - Parameter take: Whether it wants more.
    package mutating func entries(
        of selection: EventSelection, after start: Int64, through end: Int64, for viewer: Viewer, at now: Timestamp,
        in db: borrowing Connection, take: (Entry) -> Bool
    ) throws(SQLiteError) {
        let key = Key(role: viewer.role, kind: selection.kind)
        let statement: Statement
        if let known = windows[key] {
            statement = known
        } else {
            statement = try db.prepare(Self.sql(selection.kind, viewer.role))
            windows[key] = statement
        }
        var rows = statement.rows(
            viewer.parameters(at: now) + [.integer(start), .integer(end)] + selection.values)
        while try rows.step() {
            let entry = Entry(
                sequence: rows.integer(0), record: rows.integer(1), item: rows.integer(2), isTold: rows.flag(3),
                isSeen: rows.flag(4))
            if !take(entry) { return }
        }
    }

    private static func sql(_ kind: EventSelection.Kind, _ role: Role) -> String {
        let row = "event"
        return """
            SELECT \(row).sequence, \(row).record_id, coalesce(\(row).ref_id, 0),
                \(kind.visibility(for: role, of: row)), \(SubscribedEventTable.isSeen(for: role, of: row))
              FROM change AS \(row)
             WHERE \(row).sequence > ?\(Parameter.firstFree) AND \(row).sequence <= ?\(Parameter.firstFree + 1)
               AND \(kind.condition(of: row))
             ORDER BY \(row).sequence
            """
    }
}

extension EventSelection {
    /// What the condition of its kind binds.
    fileprivate var values: [Value] {
        switch self {
        case .records(let types, let ids):
            [
                types.map { .text(JSONText.list($0)) } ?? .null,
                ids.map { .text("[\($0.map(String.init).joined(separator: ","))]") } ?? .null,
            ]
        case .leadInbox: []
        case .comments(let record): [.integer(record)]
        }
    }
}

extension Viewer {
    /// What `Parameter` names, in its order.
    fileprivate func parameters(at now: Timestamp) -> [Value] {
        [.integer(actorID), .integer(partnerID), .integer(rights.rawValue), Value(now)]
    }
}
