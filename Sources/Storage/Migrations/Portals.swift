extension Migrations {
    /// A portal per sales direction, who is let in, and the properties that switch such rules.
    static let portals = """
        CREATE TABLE portal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sales_direction_id INTEGER NOT NULL UNIQUE REFERENCES sales_direction (id),
            path_name TEXT NOT NULL UNIQUE
                CHECK (length(path_name) <= 64 AND path_name NOT GLOB '*[^a-z0-9-]*'
                    AND path_name NOT GLOB '-*' AND path_name NOT GLOB '*-' AND path_name <> ''),
            title TEXT NOT NULL CHECK (title <> ''),
            active INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL
        ) STRICT;

        CREATE TABLE portal_section (
            portal_id INTEGER NOT NULL REFERENCES portal (id),
            module TEXT NOT NULL CHECK (module IN
                ('LEADS', 'CONTACTS', 'SHARED_CONTACTS', 'OPPORTUNITIES', 'REGISTRATIONS', 'CASES', 'DOCUMENTS')),
            title TEXT NOT NULL CHECK (title <> ''),
            position INTEGER NOT NULL,
            enabled INTEGER NOT NULL DEFAULT 1 CHECK (enabled IN (0, 1)),
            PRIMARY KEY (portal_id, module)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE user_criteria (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL UNIQUE CHECK (name <> ''),
            -- A JSON list of role names.
            roles TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(roles)),
            match_all INTEGER NOT NULL DEFAULT 0 CHECK (match_all IN (0, 1))
        ) STRICT;
        CREATE TABLE user_criteria_direction (
            user_criteria_id INTEGER NOT NULL REFERENCES user_criteria (id),
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            PRIMARY KEY (user_criteria_id, sales_direction_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE user_criteria_partner (
            user_criteria_id INTEGER NOT NULL REFERENCES user_criteria (id),
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            PRIMARY KEY (user_criteria_id, partner_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE user_criteria_user (
            user_criteria_id INTEGER NOT NULL REFERENCES user_criteria (id),
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            PRIMARY KEY (user_criteria_id, actor_id)
        ) STRICT, WITHOUT ROWID;

        -- The lesser position wins when several contexts fit; no criteria at all means everyone.
        CREATE TABLE portal_context (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            portal_id INTEGER NOT NULL REFERENCES portal (id),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            position INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX portal_context_portal ON portal_context (portal_id, position);
        CREATE TABLE portal_context_criteria (
            portal_context_id INTEGER NOT NULL REFERENCES portal_context (id),
            user_criteria_id INTEGER NOT NULL REFERENCES user_criteria (id),
            PRIMARY KEY (portal_context_id, user_criteria_id)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE system_property (
            name TEXT PRIMARY KEY,
            value TEXT NOT NULL,
            type TEXT NOT NULL CHECK (type IN ('BOOLEAN', 'INTEGER', 'STRING')),
            description TEXT
        ) STRICT, WITHOUT ROWID;
        INSERT INTO system_property VALUES
            ('portals.portal_context.enable', 'false', 'BOOLEAN',
             'Whether portal contexts limit who may open a portal.'),
            ('crm.sales_direction.default', '', 'STRING',
             'The name of the sales direction of a user who has none.'),
            ('crm.allow.quick.closing', 'false', 'BOOLEAN',
             'Whether an opportunity may be won from any stage in every sales direction.');
        """
}
