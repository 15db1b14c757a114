extension Migrations {
    /// Partners' cases for the vendor's teams.
    ///
    /// The table is not called `case`, a keyword of SQL. Its clock runs from `created_at`, stands still while
    /// `waiting_since` is set and stops at `resolved_at`; `waited_ms` adds up the time it stood still before that.
    static let cases = """
        -- Which group gets a new case of each category.
        CREATE TABLE assignment_rule (
            category TEXT PRIMARY KEY
                CHECK (category IN ('SALES', 'IMPLEMENTATION', 'SUPPORT', 'CUSTOMIZATION_SERVICE')),
            group_id INTEGER NOT NULL REFERENCES agent_group (id),
            -- Whether the partner's own account manager comes first.
            prefers_account_manager INTEGER NOT NULL DEFAULT 0 CHECK (prefers_account_manager IN (0, 1))
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE support_case (
            id INTEGER PRIMARY KEY,
            type TEXT NOT NULL GENERATED ALWAYS AS ('Case') VIRTUAL,
            case_number TEXT NOT NULL UNIQUE,
            title TEXT NOT NULL CHECK (title <> ''),
            summary TEXT NOT NULL,
            status TEXT NOT NULL CHECK (status IN ('NEW', 'ASSIGNED', 'OPEN', 'IN_PROGRESS', 'WAITING_FOR_CUSTOMER',
                'WAITING_FOR_THIRD_PARTY', 'RESOLVED', 'CLOSED')),
            status_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE status WHEN 'NEW' THEN 0 WHEN 'ASSIGNED' THEN 1
                WHEN 'OPEN' THEN 2 WHEN 'IN_PROGRESS' THEN 3 WHEN 'WAITING_FOR_CUSTOMER' THEN 4
                WHEN 'WAITING_FOR_THIRD_PARTY' THEN 5 WHEN 'RESOLVED' THEN 6 ELSE 7 END) VIRTUAL,
            priority TEXT NOT NULL DEFAULT 'MEDIUM' CHECK (priority IN ('URGENT', 'HIGH', 'MEDIUM', 'LOW')),
            priority_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE priority WHEN 'URGENT' THEN 0 WHEN 'HIGH' THEN 1
                WHEN 'MEDIUM' THEN 2 ELSE 3 END) VIRTUAL,
            category TEXT NOT NULL
                CHECK (category IN ('SALES', 'IMPLEMENTATION', 'SUPPORT', 'CUSTOMIZATION_SERVICE')),
            category_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE category WHEN 'SALES' THEN 0
                WHEN 'IMPLEMENTATION' THEN 1 WHEN 'SUPPORT' THEN 2 ELSE 3 END) VIRTUAL,
            partner_id INTEGER NOT NULL,
            sales_direction_id INTEGER NOT NULL,
            partner_contact_id INTEGER,
            partner_contact_name TEXT NOT NULL DEFAULT '',
            created_by_id INTEGER NOT NULL REFERENCES actor (id),
            organization_id INTEGER REFERENCES organization (id),
            organization_name TEXT NOT NULL DEFAULT '',
            contact_id INTEGER REFERENCES contact (id),
            opportunity_id INTEGER REFERENCES opportunity (id),
            assigned_group_id INTEGER REFERENCES agent_group (id),
            assigned_agent_id INTEGER REFERENCES agent (id),
            resolution TEXT,
            reopen_count INTEGER NOT NULL DEFAULT 0 CHECK (reopen_count >= 0),
            resolved_at INTEGER,
            closed_at INTEGER,
            -- The name of the targets below; without one the case has no targets.
            sla_policy TEXT,
            first_response_target_ms INTEGER CHECK (first_response_target_ms > 0),
            resolution_target_ms INTEGER CHECK (resolution_target_ms > 0),
            -- Within which the vendor's people mean to be done.
            internal_target_ms INTEGER CHECK (internal_target_ms > 0),
            first_response_at INTEGER,
            last_responded_at INTEGER,
            waited_ms INTEGER NOT NULL DEFAULT 0 CHECK (waited_ms >= 0),
            waiting_since INTEGER,
            first_response_due_at INTEGER GENERATED ALWAYS AS (created_at + first_response_target_ms) VIRTUAL,
            resolution_due_at INTEGER GENERATED ALWAYS AS (created_at + resolution_target_ms + waited_ms) VIRTUAL,
            -- Cases without a target come after all others.
            resolution_due_at_order INTEGER NOT NULL GENERATED ALWAYS AS
                (coalesce(created_at + resolution_target_ms + waited_ms, 253402300800000)) VIRTUAL,
            escalation_level INTEGER NOT NULL DEFAULT 0 CHECK (escalation_level >= 0),
            internal_root_cause TEXT,
            internal_notes TEXT,
            time_spent_minutes INTEGER NOT NULL DEFAULT 0 CHECK (time_spent_minutes >= 0),
            external_reference TEXT UNIQUE,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            FOREIGN KEY (id, type) REFERENCES record (id, type),
            FOREIGN KEY (partner_id, sales_direction_id) REFERENCES partner_direction (partner_id, sales_direction_id),
            FOREIGN KEY (partner_contact_id, partner_id) REFERENCES partner_user (id, partner_id),
            CHECK ((sla_policy IS NULL) = (resolution_target_ms IS NULL)),
            CHECK ((sla_policy IS NULL) = (first_response_target_ms IS NULL)),
            CHECK ((status = 'WAITING_FOR_CUSTOMER') = (waiting_since IS NOT NULL)),
            CHECK ((status IN ('RESOLVED', 'CLOSED')) = (resolved_at IS NOT NULL)),
            CHECK ((status = 'CLOSED') = (closed_at IS NOT NULL))
        ) STRICT;

        -- How each list is reached: a partner's rows, an agent's or a group's rows, all rows. The most used hold what
        -- decides who sees the row, so that rows of others are passed over without being read.
        CREATE INDEX support_case_partner ON support_case (partner_id, id, created_by_id, partner_contact_id);
        CREATE INDEX support_case_partner_created
            ON support_case (partner_id, created_at, id, created_by_id, partner_contact_id);
        CREATE INDEX support_case_partner_updated
            ON support_case (partner_id, updated_at, id, created_by_id, partner_contact_id);
        CREATE INDEX support_case_partner_due ON support_case (partner_id, resolution_due_at_order);
        CREATE INDEX support_case_partner_status ON support_case (partner_id, status, created_at);
        CREATE INDEX support_case_partner_status_rank ON support_case (partner_id, status_rank);
        CREATE INDEX support_case_partner_priority ON support_case (partner_id, priority_rank);
        CREATE INDEX support_case_partner_category ON support_case (partner_id, category_rank);
        CREATE INDEX support_case_partner_title ON support_case (partner_id, title);
        CREATE INDEX support_case_partner_organization ON support_case (partner_id, organization_name);
        CREATE INDEX support_case_partner_contact_name ON support_case (partner_id, partner_contact_name);
        CREATE INDEX support_case_created
            ON support_case (created_at, id, sales_direction_id, assigned_agent_id, assigned_group_id);
        CREATE INDEX support_case_updated ON support_case (updated_at);
        CREATE INDEX support_case_due ON support_case (resolution_due_at_order);
        CREATE INDEX support_case_status ON support_case (status, created_at);
        CREATE INDEX support_case_status_rank ON support_case (status_rank);
        CREATE INDEX support_case_priority ON support_case (priority_rank);
        CREATE INDEX support_case_category ON support_case (category_rank);
        CREATE INDEX support_case_title ON support_case (title);
        CREATE INDEX support_case_organization_name ON support_case (organization_name);
        CREATE INDEX support_case_contact_name ON support_case (partner_contact_name);
        CREATE INDEX support_case_agent ON support_case (assigned_agent_id, created_at);
        CREATE INDEX support_case_group ON support_case (assigned_group_id, created_at);
        CREATE INDEX support_case_created_by ON support_case (created_by_id, created_at);
        CREATE INDEX support_case_partner_contact ON support_case (partner_contact_id, created_at);
        CREATE INDEX support_case_organization ON support_case (organization_id, partner_id);
        CREATE INDEX support_case_contact ON support_case (contact_id, partner_id);
        CREATE INDEX support_case_opportunity ON support_case (opportunity_id);

        -- What the clock closes seven days after it was resolved.
        CREATE INDEX support_case_resolved ON support_case (resolved_at) WHERE status = 'RESOLVED';

        CREATE TRIGGER support_case_is_kept BEFORE DELETE ON support_case
        BEGIN
            SELECT RAISE(ABORT, 'cases are closed, never deleted');
        END;
        CREATE TRIGGER support_case_agent_known AFTER INSERT ON support_case WHEN NEW.assigned_agent_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.assigned_agent_id);
        END;
        CREATE TRIGGER support_case_new_agent_known AFTER UPDATE OF assigned_agent_id ON support_case
        WHEN NEW.assigned_agent_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.assigned_agent_id);
        END;
        """
}
