extension Migrations {
    /// The one log of what happened to records, written in the transaction that changes them.
    ///
    /// It serves *Updates*, state histories, activity feeds and change events. Rows are added, never edited. `kind` is
    /// an `ActivityKind` of the schema, or `CREATED` for the first row of a record; `type` is its `ChangeType`, without
    /// `ACCESS_LOST`, which depends on who is looking.
    static let changes = """
        CREATE TABLE change (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            record_id INTEGER NOT NULL,
            record_type TEXT NOT NULL,
            at INTEGER NOT NULL,
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            kind TEXT NOT NULL CHECK (kind IN
                ('CREATED', 'COMMENT', 'FIELD_CHANGE', 'STATE_CHANGE', 'ATTACHMENT', 'TOUCH_POINT')),
            type TEXT NOT NULL CHECK (type IN ('CREATED', 'UPDATED', 'DELETED')),
            -- The schema's name of the field, such as estimatedValue; its values are JSON.
            field TEXT,
            old_value TEXT CHECK (old_value IS NULL OR json_valid(old_value)),
            new_value TEXT CHECK (new_value IS NULL OR json_valid(new_value)),
            -- The comment, attachment or touch point.
            ref_id INTEGER,
            -- Set for what partners never see: internal notes, and fields that are denied to them.
            internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
            request_id TEXT,
            reason TEXT,
            FOREIGN KEY (record_id, record_type) REFERENCES record (id, type),
            CHECK ((kind IN ('COMMENT', 'ATTACHMENT', 'TOUCH_POINT')) = (ref_id IS NOT NULL)),
            CHECK ((kind IN ('FIELD_CHANGE', 'STATE_CHANGE')) = (field IS NOT NULL))
        ) STRICT;
        CREATE INDEX change_record ON change (record_id, sequence);

        CREATE TRIGGER change_is_not_edited BEFORE UPDATE ON change
        BEGIN
            SELECT RAISE(ABORT, 'the change log is append-only');
        END;
        CREATE TRIGGER change_is_kept BEFORE DELETE ON change
        BEGIN
            SELECT RAISE(ABORT, 'the change log is append-only');
        END;
        -- Whoever reads the change reads the name of the agent who made it.
        CREATE TRIGGER change_agent_known AFTER INSERT ON change
        WHEN NOT NEW.internal AND EXISTS (SELECT 1 FROM agent WHERE id = NEW.actor_id)
        BEGIN
            INSERT OR IGNORE INTO known_agent
            SELECT partner_id, NEW.actor_id
              FROM (SELECT CASE NEW.record_type
                           WHEN 'Case' THEN (SELECT partner_id FROM support_case WHERE id = NEW.record_id)
                           WHEN 'OpportunityRegistration'
                           THEN (SELECT partner_id FROM registration WHERE id = NEW.record_id)
                           WHEN 'Opportunity' THEN (SELECT partner_id FROM opportunity WHERE id = NEW.record_id)
                           ELSE (SELECT accepted_by_id FROM lead WHERE id = NEW.record_id)
                           END AS partner_id)
             WHERE partner_id IS NOT NULL;
        END;
        """
}
