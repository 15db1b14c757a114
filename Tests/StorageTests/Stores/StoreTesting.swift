import Portal
import SQLite
import Storage
import Testing

let environment = Environment.fixed(at: Timestamp(milliseconds: SampleDatabase.now), seed: 7)
let now = environment.now()

/// The request `r1` at the time of the sample database.
let context = WriteContext(now: now, requestID: "r1")

extension WriteContext {
    /// A later request.
    func later(_ milliseconds: Int64, requestID: String = "r2") -> WriteContext {
        WriteContext(now: now.adding(milliseconds), requestID: requestID)
    }
}

extension SampleDatabase {
    /// The sample with open portals and with counters that know its numbers.
    static func openForWriting() throws -> Connection {
        let connection = try open()
        try connection.execute(
            """
            UPDATE portal SET active = 1;
            UPDATE counter SET last = CASE series WHEN 'REG' THEN 4 WHEN 'LEAD' THEN 5 WHEN 'OPP' THEN 4
                WHEN 'CASE' THEN 3 ELSE 2 END;
            """)
        return connection
    }

    /// A colleague of `user`, who shares none of their rows.
    static let colleague = Viewer(actorID: 3, partnerID: 1, role: .partnerUser, rights: everyModule)
    /// Works for the other partner.
    static let rival = Viewer(actorID: 5, partnerID: 2, role: .partnerUser, rights: everyModule)
}

extension Connection {
    /// Every row of a query as one text, its columns parted by bars; a null is empty.
    borrowing func texts(_ sql: String, columns: Int32) throws -> [String] {
        var rows = try prepare(sql).rows()
        var texts: [String] = []
        while try rows.step() {
            texts.append((0..<columns).map { rows.text($0) }.joined(separator: "|"))
        }
        return texts
    }

    /// The only value of a query.
    borrowing func text(_ sql: String) throws -> String? { try texts(sql, columns: 1).first }

    /// The change log of a record, without what the tests keep still.
    borrowing func changes(of record: Int64) throws -> [String] {
        try texts(
            """
            SELECT actor_id, kind, coalesce(field, ''), coalesce(old_value, ''), coalesce(new_value, ''),
                   iif(internal, 'internal', 'open'), coalesce(reason, '')
              FROM change WHERE record_id = \(record) AND request_id IS NOT NULL ORDER BY sequence
            """, columns: 7)
    }

    /// How many rows every table has, to see that nothing has happened.
    borrowing func rowCounts() throws -> [String] {
        let tables = try texts(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%' ORDER BY name",
            columns: 1)
        return try tables.map { try "\($0) \(text("SELECT count(*) FROM \($0)") ?? "")" }
            + texts("SELECT series, last FROM counter", columns: 2)
    }
}

/// What `body` refuses, each as its code, path and conflicting row; nothing when it succeeds.
///
/// Runs in a transaction, as the writer runs it, but keeps what was written before the refusal, so that a test sees it.
func refusals<Result>(
    in db: borrowing Connection, _ body: (borrowing Connection) throws -> Result
) throws -> [String] {
    try db.transaction { connection in
        do {
            _ = try body(connection)
            return []
        } catch let refusals as Refusals {
            return refusals.all.map { refusal in
                ([refusal.code.rawValue, refusal.field.joined(separator: ".")]
                    + (refusal.conflicting.map { ["\($0.type) \($0.row)"] } ?? [])).joined(separator: " ")
            }
        }
    }
}
