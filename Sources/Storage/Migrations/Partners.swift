extension Migrations {
    /// Sales directions, the partner organizations that work in them, and what their people may do.
    static let partners = """
        CREATE TABLE sales_direction (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            allow_quick_closing INTEGER NOT NULL DEFAULT 0 CHECK (allow_quick_closing IN (0, 1)),
            partner_may_move_stage INTEGER NOT NULL DEFAULT 0 CHECK (partner_may_move_stage IN (0, 1)),
            tin_checksum TEXT NOT NULL DEFAULT 'WARN' CHECK (tin_checksum IN ('OFF', 'WARN', 'STRICT')),
            protection_days INTEGER NOT NULL DEFAULT 90 CHECK (protection_days >= 0)
        ) STRICT;

        CREATE TABLE agent_direction (
            agent_id INTEGER NOT NULL REFERENCES agent (id),
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            PRIMARY KEY (agent_id, sales_direction_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX agent_direction_direction ON agent_direction (sales_direction_id);

        CREATE TABLE partner_organization (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            tin TEXT UNIQUE CHECK (length(tin) IN (9, 10, 12) AND tin NOT GLOB '*[^0-9]*'),
            website TEXT,
            status TEXT NOT NULL DEFAULT 'ACTIVE' CHECK (status IN ('PENDING', 'ACTIVE', 'SUSPENDED', 'INACTIVE')),
            active INTEGER NOT NULL GENERATED ALWAYS AS (status = 'ACTIVE') VIRTUAL,
            parent_id INTEGER REFERENCES partner_organization (id),
            primary_contact_id INTEGER,
            account_manager_id INTEGER REFERENCES agent (id),
            tier TEXT,
            internal_rating INTEGER,
            internal_notes TEXT,
            external_reference TEXT UNIQUE,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            FOREIGN KEY (primary_contact_id, id) REFERENCES partner_user (id, partner_id)
        ) STRICT;
        CREATE INDEX partner_organization_parent ON partner_organization (parent_id);
        CREATE INDEX partner_organization_manager ON partner_organization (account_manager_id);

        -- A partner's rows refer to this pair, so a partner can have rows only in its own directions.
        CREATE TABLE partner_direction (
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            PRIMARY KEY (partner_id, sales_direction_id)
        ) STRICT, WITHOUT ROWID;
        CREATE INDEX partner_direction_direction ON partner_direction (sales_direction_id);

        -- Without an actor the row is the default of everyone in the partner organization.
        CREATE TABLE module_permission (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            actor_id INTEGER,
            module TEXT NOT NULL CHECK (module IN
                ('LEADS', 'CONTACTS', 'SHARED_CONTACTS', 'OPPORTUNITIES', 'REGISTRATIONS', 'CASES', 'DOCUMENTS')),
            can_view INTEGER NOT NULL CHECK (can_view IN (0, 1)),
            can_create INTEGER NOT NULL CHECK (can_create IN (0, 1)),
            can_edit INTEGER NOT NULL CHECK (can_edit IN (0, 1)),
            can_act INTEGER NOT NULL CHECK (can_act IN (0, 1)),
            FOREIGN KEY (actor_id, partner_id) REFERENCES partner_user (id, partner_id)
        ) STRICT;
        CREATE UNIQUE INDEX module_permission_holder
            ON module_permission (partner_id, coalesce(actor_id, 0), module);
        CREATE INDEX module_permission_actor ON module_permission (actor_id);

        -- Agents whose names a partner has learned, because they work or worked on its rows.
        CREATE TABLE known_agent (
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            agent_id INTEGER NOT NULL REFERENCES agent (id),
            PRIMARY KEY (partner_id, agent_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER known_account_manager AFTER INSERT ON partner_organization
        WHEN NEW.account_manager_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.id, NEW.account_manager_id);
        END;
        CREATE TRIGGER known_new_account_manager AFTER UPDATE OF account_manager_id ON partner_organization
        WHEN NEW.account_manager_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.id, NEW.account_manager_id);
        END;
        """
}
