extension Migrations {
    /// Whoever reads a comment knows who wrote it, so that nobody has to be looked up: on a partner's records write the
    /// partner's own people, the system and agents, and the agents are known from here.
    static let knownAuthors = """
        -- Whose a record is; leads are of several.
        CREATE VIEW record_owner (record_id, partner_id) AS
        SELECT id, partner_id FROM support_case
        UNION ALL SELECT id, partner_id FROM registration
        UNION ALL SELECT id, partner_id FROM opportunity WHERE partner_id IS NOT NULL;
        CREATE VIEW record_partner (record_id, partner_id) AS
        SELECT record_id, partner_id FROM record_owner
        UNION ALL SELECT lead_id, partner_id FROM lead_share WHERE state IN ('OFFERED', 'ACCEPTED');

        CREATE TRIGGER support_case_keeps_partner BEFORE UPDATE OF partner_id ON support_case
        WHEN NEW.partner_id IS NOT OLD.partner_id
        BEGIN
            SELECT RAISE(ABORT, 'a case stays with its partner');
        END;
        CREATE TRIGGER registration_keeps_partner BEFORE UPDATE OF partner_id ON registration
        WHEN NEW.partner_id IS NOT OLD.partner_id
        BEGIN
            SELECT RAISE(ABORT, 'a registration stays with its partner');
        END;
        CREATE TRIGGER opportunity_keeps_partner BEFORE UPDATE OF partner_id ON opportunity
        WHEN NEW.partner_id IS NOT OLD.partner_id
        BEGIN
            SELECT RAISE(ABORT, 'an opportunity stays with its partner');
        END;

        CREATE TRIGGER comment_is_no_rivals BEFORE INSERT ON comment
        WHEN (SELECT partner_id FROM actor WHERE id = NEW.author_id)
            <> (SELECT partner_id FROM record_owner WHERE record_id = NEW.record_id)
        BEGIN
            SELECT RAISE(ABORT, 'no partner comments on the records of another');
        END;
        CREATE TRIGGER comment_keeps_author BEFORE UPDATE OF kind, author_id, record_id ON comment
        BEGIN
            SELECT RAISE(ABORT, 'a comment stays as it was meant');
        END;
        CREATE TRIGGER comment_author_known AFTER INSERT ON comment
        WHEN NEW.kind = 'ADDITIONAL_COMMENT' AND EXISTS (SELECT 1 FROM agent WHERE id = NEW.author_id)
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT partner_id, NEW.author_id FROM record_partner WHERE record_id = NEW.record_id;
        END;

        -- A partner that is offered a lead later reads what was said before.
        CREATE VIEW lead_author (lead_id, agent_id) AS
        SELECT said.record_id, said.author_id FROM comment AS said JOIN agent ON agent.id = said.author_id
        WHERE said.kind = 'ADDITIONAL_COMMENT';
        CREATE TRIGGER lead_share_authors_known AFTER INSERT ON lead_share WHEN NEW.state IN ('OFFERED', 'ACCEPTED')
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT NEW.partner_id, agent_id FROM lead_author WHERE lead_id = NEW.lead_id;
        END;
        CREATE TRIGGER lead_share_new_authors_known AFTER UPDATE OF state ON lead_share
        WHEN NEW.state IN ('OFFERED', 'ACCEPTED')
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT NEW.partner_id, agent_id FROM lead_author WHERE lead_id = NEW.lead_id;
        END;

        INSERT OR IGNORE INTO known_agent
        SELECT partner_id, agent_id FROM lead_author JOIN record_partner ON record_id = lead_id;
        """
}
