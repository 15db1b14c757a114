extension Migrations {
    /// What each agent has to decide, to find the one with the least: counted for every registration that comes in.
    static let openReviews = """
        CREATE INDEX registration_open_review ON registration (assigned_agent_id)
            WHERE state IN ('IN_REVIEW', 'ACTION_REQUIRED');
        """
}
