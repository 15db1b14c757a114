extension Migrations {
    /// How much lies on each agent's desk, which is counted for everybody of a group with each new case.
    static let openCases = """
        CREATE INDEX support_case_open ON support_case (assigned_agent_id, status)
            WHERE status NOT IN ('RESOLVED', 'CLOSED');
        """
}
