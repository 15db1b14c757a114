import SQLite

/// Who decides about a new registration.
enum ReviewDesk {
    /// The agent of the sales direction with the fewest registrations to decide, the lowest id among equals; nil when
    /// nobody who could decide works in it.
    static func find(
        in direction: Int64, db: borrowing Connection
    ) throws(SQLiteError) -> (id: Int64, name: String)? {
        try db.first(
            """
            SELECT agent.id, actor.display_name FROM agent_direction AS own
              JOIN agent ON agent.id = own.agent_id
              JOIN actor ON actor.id = agent.id
             WHERE own.sales_direction_id = ?1 AND agent.active AND NOT agent.read_only
             ORDER BY (SELECT count(*) FROM registration
                        WHERE assigned_agent_id = agent.id AND state IN ('IN_REVIEW', 'ACTION_REQUIRED')), agent.id
             LIMIT 1
            """, .integer(direction)
        ) { (id: $0.integer(0), name: $0.text(1)) }
    }
}
