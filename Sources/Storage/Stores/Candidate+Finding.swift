import Portal
import SQLite

extension Candidate {
    /// The agents for whom `condition` holds, which may use `?1`.
    ///
    /// - Parameter load: Counts the records that `agent.id` works on.
    static func all(
        where condition: String, _ parameter: Int64, load: String, in db: borrowing Connection
    ) throws(SQLiteError) -> [Candidate] {
        try db.all(
            "SELECT agent.id, (\(load)), agent.active AND NOT agent.read_only FROM agent WHERE \(condition)",
            .integer(parameter)
        ) { Candidate(agentID: $0.integer(0), load: Int($0.integer(1)), isFit: $0.flag(2)) }
    }

    /// The chosen agent with the name that others see.
    static func named(_ agent: Int64?, in db: borrowing Connection) throws(SQLiteError) -> (id: Int64, name: String)? {
        guard let agent else { return nil }
        return try db.first("SELECT display_name FROM actor WHERE id = ?1", .integer(agent)) { (agent, $0.text(0)) }
    }
}
