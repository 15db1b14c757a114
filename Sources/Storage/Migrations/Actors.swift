extension Migrations {
    /// Whoever can do something, and how they prove who they are.
    ///
    /// `actor` is the supertype: a row of `partner_user`, `agent` or `integration_account` has the id of its actor, so
    /// that every "who" column has one table to refer to. The subtype's fixed `kind` in the foreign key keeps the two in
    /// step. Times are milliseconds since 1970 (UTC), here and everywhere.
    static let actors = """
        CREATE TABLE actor (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            kind TEXT NOT NULL CHECK (kind IN ('SYSTEM', 'PARTNER_USER', 'AGENT', 'INTEGRATION')),
            display_name TEXT NOT NULL CHECK (display_name <> ''),
            -- The partner organization the actor belongs to; vendor people and the system have none.
            partner_id INTEGER REFERENCES partner_organization (id),
            CHECK ((partner_id IS NOT NULL) = (kind IN ('PARTNER_USER', 'INTEGRATION'))),
            UNIQUE (id, kind),
            UNIQUE (id, kind, partner_id)
        ) STRICT;
        INSERT INTO actor (id, kind, display_name) VALUES (1, 'SYSTEM', 'Portico');
        CREATE INDEX actor_partner ON actor (partner_id, display_name);

        CREATE TABLE partner_user (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL GENERATED ALWAYS AS ('PARTNER_USER') VIRTUAL,
            partner_id INTEGER NOT NULL,
            role TEXT NOT NULL CHECK (role IN ('PARTNER_USER', 'PARTNER_SUPERVISOR')),
            first_name TEXT NOT NULL,
            last_name TEXT NOT NULL,
            middle_name TEXT,
            email TEXT NOT NULL CHECK (length(email) <= 254),
            phone TEXT,
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            portal_enabled INTEGER NOT NULL DEFAULT 1 CHECK (portal_enabled IN (0, 1)),
            last_login_at INTEGER,
            invited_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            UNIQUE (id, partner_id),
            FOREIGN KEY (id, kind, partner_id) REFERENCES actor (id, kind, partner_id)
        ) STRICT;
        CREATE INDEX partner_user_partner ON partner_user (partner_id, active);

        CREATE TABLE agent (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL GENERATED ALWAYS AS ('AGENT') VIRTUAL,
            role TEXT NOT NULL DEFAULT 'AGENT' CHECK (role IN ('AGENT', 'ADMIN')),
            email TEXT NOT NULL CHECK (length(email) <= 254),
            phone TEXT,
            is_manager INTEGER NOT NULL DEFAULT 0 CHECK (is_manager IN (0, 1)),
            -- An administrator who may only look (crm_read_admin).
            read_only INTEGER NOT NULL DEFAULT 0 CHECK (read_only IN (0, 1)),
            manager_id INTEGER REFERENCES agent (id),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            created_at INTEGER NOT NULL,
            FOREIGN KEY (id, kind) REFERENCES actor (id, kind)
        ) STRICT;
        CREATE INDEX agent_manager ON agent (manager_id);

        CREATE TABLE agent_group (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE,
            category TEXT CHECK (category IN ('SALES', 'IMPLEMENTATION', 'SUPPORT', 'CUSTOMIZATION_SERVICE'))
        ) STRICT;
        CREATE TABLE agent_group_member (
            group_id INTEGER NOT NULL REFERENCES agent_group (id),
            agent_id INTEGER NOT NULL REFERENCES agent (id),
            PRIMARY KEY (group_id, agent_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX agent_group_member_agent ON agent_group_member (agent_id);

        CREATE TABLE integration_account (
            id INTEGER PRIMARY KEY,
            kind TEXT NOT NULL GENERATED ALWAYS AS ('INTEGRATION') VIRTUAL,
            partner_id INTEGER NOT NULL,
            -- A JSON list such as ["registrations:read"].
            scopes TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(scopes)),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            rate_limit_per_minute INTEGER NOT NULL DEFAULT 600 CHECK (rate_limit_per_minute > 0),
            created_at INTEGER NOT NULL,
            FOREIGN KEY (id, kind, partner_id) REFERENCES actor (id, kind, partner_id)
        ) STRICT;
        CREATE INDEX integration_account_partner ON integration_account (partner_id);

        -- The user name is the e-mail address, folded to lower case; it is unique over partner and vendor people.
        CREATE TABLE credential (
            actor_id INTEGER PRIMARY KEY REFERENCES actor (id),
            login TEXT NOT NULL UNIQUE CHECK (login = lower(login)),
            -- As crypt(3) wrote it; null until the first password is set.
            password_hash TEXT,
            password_changed_at INTEGER,
            failed_logins INTEGER NOT NULL DEFAULT 0,
            first_failure_at INTEGER,
            locked_until INTEGER
        ) STRICT;

        -- Only the SHA-256 of a token is kept.
        CREATE TABLE access_token (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            prefix TEXT NOT NULL,
            created_at INTEGER NOT NULL,
            expires_at INTEGER,
            last_used_at INTEGER,
            revoked_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX access_token_actor ON access_token (actor_id);

        -- The link in an invitation or a password mail: good once, for a while.
        CREATE TABLE password_link (
            hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            purpose TEXT NOT NULL CHECK (purpose IN ('INVITE', 'PASSWORD_RESET')),
            created_at INTEGER NOT NULL,
            expires_at INTEGER NOT NULL,
            used_at INTEGER
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX password_link_actor ON password_link (actor_id);
        """
}
