import Portal
import SQLite

/// Who gets a new case: the group of its category, and an agent of it who has the least to do.
struct CaseDesk {
    let group: (id: Int64, name: String)?
    let agent: (id: Int64, name: String)?

    private static let load = """
        SELECT count(*) FROM support_case WHERE assigned_agent_id = agent.id AND status NOT IN ('RESOLVED', 'CLOSED')
        """

    static func find(
        for category: CaseCategory, of partner: Int64, in db: borrowing Connection
    ) throws(SQLiteError) -> CaseDesk {
        let group = try db.first(
            """
            SELECT agent_group.id, agent_group.name FROM assignment_rule AS rule
              JOIN agent_group ON agent_group.id = rule.group_id WHERE rule.category = ?1
            """, .text(category.rawValue)
        ) { (id: $0.integer(0), name: $0.text(1)) }
        let accountManager = try Candidate.all(
            where: "agent.id = (SELECT account_manager_id FROM partner_organization WHERE id = ?1)", partner,
            load: load,
            in: db)
        let members = try Candidate.all(
            where: "agent.id IN (SELECT agent_id FROM agent_group_member WHERE group_id = ?1)", group?.id ?? 0,
            load: load, in: db)
        let agent = CaseRouting.agent(for: category, accountManager: accountManager.first, members: members)
        return CaseDesk(group: group, agent: try Candidate.named(agent, in: db))
    }
}
