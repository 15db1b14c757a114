import Portal
import SQLite

/// Who decides about a new registration.
enum ReviewDesk {
    private static let load = """
        SELECT count(*) FROM registration WHERE assigned_agent_id = agent.id AND state IN ('IN_REVIEW', 'ACTION_REQUIRED')
        """

    /// The agent of the sales direction with the fewest registrations to decide; nil when nobody who could decide works
    /// in it.
    static func find(
        in direction: Int64, db: borrowing Connection
    ) throws(SQLiteError) -> (id: Int64, name: String)? {
        let members = try Candidate.all(
            where: "agent.id IN (SELECT agent_id FROM agent_direction WHERE sales_direction_id = ?1)", direction,
            load: load, in: db)
        return try Candidate.named(Candidate.chosen(among: members), in: db)
    }
}
