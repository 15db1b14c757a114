import Portal
import SQLite

/// Who gets a new case: the group of its category, and an agent of it who has the least to do.
struct CaseDesk {
    let group: (id: Int64, name: String)?
    let agent: (id: Int64, name: String)?

    static func find(
        for category: CaseCategory, of partner: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> CaseDesk {
        let group = try db.first(
            """
            SELECT agent_group.id, agent_group.name FROM assignment_rule AS rule
              JOIN agent_group ON agent_group.id = rule.group_id WHERE rule.category = ?1
            """, .text(category.rawValue)
        ) { (id: $0.integer(0), name: $0.text(1)) }
        let accountManager = try candidates(
            "agent.id = (SELECT account_manager_id FROM partner_organization WHERE id = ?1)", partner, in: db)
        let members = try candidates(
            "agent.id IN (SELECT agent_id FROM agent_group_member WHERE group_id = ?1)", group?.id ?? 0, in: db)
        let agent = CaseRouting.agent(for: category, accountManager: accountManager.first, members: members)
        return CaseDesk(group: group, agent: try agent.flatMap { id throws(SQLiteError) in try named(id, in: db) })
    }

    private static func candidates(
        _ condition: String, _ parameter: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> [CaseRouting.Candidate] {
        try db.all(
            """
            SELECT agent.id, agent.active, (SELECT count(*) FROM support_case
                WHERE assigned_agent_id = agent.id AND status NOT IN ('RESOLVED', 'CLOSED'))
              FROM agent WHERE \(condition)
            """, .integer(parameter)
        ) { CaseRouting.Candidate(agentID: $0.integer(0), load: Int($0.integer(2)), isActive: $0.flag(1)) }
    }

    private static func named(
        _ agent: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> (id: Int64, name: String)? {
        try db.first("SELECT display_name FROM actor WHERE id = ?1", .integer(agent)) { (agent, $0.text(0)) }
    }
}
