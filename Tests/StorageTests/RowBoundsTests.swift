import SQLite
import Storage
import Testing

@Suite("Lists without pages are bounded in the database")
struct RowBoundsTests {
    /// - `insert`: One more row, with a number of its own as the parameter.
    /// - `count`: Those that are bounded together.
    static let lists: [(bound: Int, insert: String, count: String)] = [
        (
            RowBounds.portals,
            """
            INSERT INTO portal (sales_direction_id, path_name, title, created_at, updated_at)
            VALUES ((SELECT min(id) FROM sales_direction WHERE id NOT IN (SELECT sales_direction_id FROM portal)),
                'path-' || ?1, 'Portal', 0, 0)
            """, "SELECT count(*) FROM portal"
        ),
        (
            RowBounds.salesDirections, "INSERT INTO sales_direction (name) VALUES ('Direction ' || ?1)",
            "SELECT count(*) FROM sales_direction"
        ),
        (
            RowBounds.directionsOfPartner,
            """
            INSERT INTO partner_direction SELECT 1, min(id) FROM sales_direction
             WHERE id NOT IN (SELECT sales_direction_id FROM partner_direction WHERE partner_id = 1)
            """, "SELECT count(*) FROM partner_direction WHERE partner_id = 1"
        ),
        (
            RowBounds.criteriaOfContext,
            """
            INSERT INTO portal_context_criteria SELECT 1, min(id) FROM user_criteria
             WHERE id NOT IN (SELECT user_criteria_id FROM portal_context_criteria WHERE portal_context_id = 1)
            """, "SELECT count(*) FROM portal_context_criteria WHERE portal_context_id = 1"
        ),
        (
            RowBounds.mentionsOfComment,
            """
            INSERT INTO comment_mention SELECT comment.id, actor.id
              FROM (SELECT min(id) AS id FROM comment) AS comment, actor
             WHERE actor.id NOT IN (SELECT actor_id FROM comment_mention WHERE comment_id = comment.id)
             ORDER BY actor.id LIMIT 1
            """, "SELECT count(*) FROM comment_mention WHERE comment_id = (SELECT min(id) FROM comment)"
        ),
    ]

    @Test("As many rows as the bound says are taken, and the one beyond is refused", arguments: lists)
    func bounded(_ list: (bound: Int, insert: String, count: String)) throws {
        let connection = try SampleDatabase.open()
        // Enough of what the rows refer to.
        for number in Int64(0)..<60 {
            try connection.prepare("INSERT INTO user_criteria (name) VALUES ('Criteria ' || ?1)").execute(
                .integer(number))
            try connection.prepare("INSERT INTO actor (kind, display_name) VALUES ('AGENT', 'Actor ' || ?1)")
                .execute(.integer(number))
            try connection.prepare("INSERT INTO sales_direction (name) VALUES ('More ' || ?1)").execute(
                .integer(number))
        }
        let insert = try connection.prepare(list.insert)
        var number: Int64 = 0
        while try Self.number(list.count, connection) < list.bound {
            number += 1
            try insert.execute(.integer(number))
        }
        let error = #expect(throws: SQLiteError.self) { try insert.execute(.integer(number + 1)) }
        #expect(error?.reason == .constraint)
        #expect(error?.message.contains(" \(list.bound) ") == true)
        #expect(try Self.number(list.count, connection) == list.bound)
    }

    private static func number(_ sql: String, _ connection: borrowing Connection) throws -> Int {
        var rows = try connection.prepare(sql).rows()
        return try rows.step() ? Int(rows.integer(0)) : 0
    }
}
