extension Migrations {
    /// Whoever reads a comment knows who wrote it: `CommentTable` shows a partner only those of its own people, of the
    /// system and of agents, and the agents are known from here.
    static let knownAuthors = """
        CREATE VIEW record_partner (record_id, partner_id) AS
        SELECT id, partner_id FROM support_case
        UNION ALL SELECT id, partner_id FROM registration
        UNION ALL SELECT id, partner_id FROM opportunity WHERE partner_id IS NOT NULL
        UNION ALL SELECT lead_id, partner_id FROM lead_share;

        CREATE VIEW record_author (record_id, agent_id) AS
        SELECT said.record_id, said.author_id FROM comment AS said JOIN agent ON agent.id = said.author_id
        WHERE said.kind = 'ADDITIONAL_COMMENT';

        CREATE TRIGGER comment_author_known AFTER INSERT ON comment
        WHEN NEW.kind = 'ADDITIONAL_COMMENT' AND EXISTS (SELECT 1 FROM agent WHERE id = NEW.author_id)
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT partner_id, NEW.author_id FROM record_partner WHERE record_id = NEW.record_id;
        END;
        -- A partner that comes to a record later reads what was said before.
        CREATE TRIGGER lead_share_authors_known AFTER INSERT ON lead_share
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT NEW.partner_id, agent_id FROM record_author WHERE record_id = NEW.lead_id;
        END;
        CREATE TRIGGER opportunity_authors_known AFTER UPDATE OF partner_id ON opportunity WHEN NEW.partner_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT NEW.partner_id, agent_id FROM record_author WHERE record_id = NEW.id;
        END;

        INSERT OR IGNORE INTO known_agent
        SELECT partner_id, agent_id FROM record_author JOIN record_partner USING (record_id);
        """
}
