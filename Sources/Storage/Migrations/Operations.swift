extension Migrations {
    /// What the server keeps for its own work: replays, the audit trail, mail and webhooks.
    static let operations = """
        -- The stored answer of a mutation, so that the same key is answered the same way. Kept seven days.
        CREATE TABLE idempotency_key (
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            mutation TEXT NOT NULL,
            key TEXT NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
            arguments_hash BLOB NOT NULL CHECK (length(arguments_hash) = 32),
            answer TEXT NOT NULL CHECK (json_valid(answer)),
            created_at INTEGER NOT NULL,
            PRIMARY KEY (actor_id, mutation, key)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX idempotency_key_created ON idempotency_key (created_at);

        CREATE TABLE audit_entry (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT,
            at INTEGER NOT NULL,
            actor_id INTEGER REFERENCES actor (id),
            role TEXT NOT NULL CHECK (role IN
                ('ANONYMOUS', 'PARTNER_USER', 'PARTNER_SUPERVISOR', 'AGENT', 'ADMIN', 'INTEGRATION')),
            operation TEXT NOT NULL,
            subject_type TEXT,
            subject_id INTEGER,
            request_id TEXT NOT NULL,
            ip TEXT,
            outcome TEXT NOT NULL,
            changes TEXT CHECK (changes IS NULL OR json_valid(changes)),
            CHECK ((subject_type IS NULL) = (subject_id IS NULL))
        ) STRICT;
        CREATE INDEX audit_entry_subject ON audit_entry (subject_type, subject_id);
        CREATE TRIGGER audit_entry_is_not_edited BEFORE UPDATE ON audit_entry
        BEGIN
            SELECT RAISE(ABORT, 'the audit trail is append-only');
        END;
        CREATE TRIGGER audit_entry_is_kept BEFORE DELETE ON audit_entry
        BEGIN
            SELECT RAISE(ABORT, 'the audit trail is append-only');
        END;

        CREATE TABLE outbox_message (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL,
            recipient TEXT NOT NULL,
            subject TEXT NOT NULL,
            body TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            sent_at INTEGER
        ) STRICT;
        CREATE INDEX outbox_message_waiting ON outbox_message (id) WHERE sent_at IS NULL;

        CREATE TABLE webhook (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            created_by_id INTEGER NOT NULL REFERENCES actor (id),
            url TEXT NOT NULL,
            -- A JSON list of event names.
            events TEXT NOT NULL CHECK (json_valid(events)),
            state TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (state IN ('ACTIVE', 'PAUSED', 'FAILING')),
            secret TEXT NOT NULL CHECK (length(secret) >= 32),
            -- The last change.sequence that was delivered.
            delivered_sequence INTEGER NOT NULL DEFAULT 0,
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX webhook_partner ON webhook (partner_id);
        CREATE TABLE webhook_delivery (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            webhook_id INTEGER NOT NULL REFERENCES webhook (id),
            event TEXT NOT NULL,
            sequence INTEGER NOT NULL REFERENCES change (sequence),
            attempt INTEGER NOT NULL CHECK (attempt > 0),
            status_code INTEGER,
            error TEXT,
            duration_ms INTEGER,
            at INTEGER NOT NULL,
            next_attempt_at INTEGER,
            UNIQUE (webhook_id, sequence, attempt)
        ) STRICT;
        CREATE INDEX webhook_delivery_webhook ON webhook_delivery (webhook_id);
        CREATE INDEX webhook_delivery_due ON webhook_delivery (next_attempt_at) WHERE next_attempt_at IS NOT NULL;
        """
}
