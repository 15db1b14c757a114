extension Migrations {
    /// What became of qualified registrations and accepted leads.
    static let opportunities = """
        CREATE TABLE opportunity (
            id INTEGER PRIMARY KEY,
            type TEXT NOT NULL GENERATED ALWAYS AS ('Opportunity') VIRTUAL,
            number TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (name <> ''),
            stage TEXT NOT NULL CHECK (stage IN ('DEMAND_GENERATION', 'QUALIFICATION', 'PROPOSAL', 'DECISION',
                'CONTRACT', 'CLOSED')),
            stage_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE stage WHEN 'DEMAND_GENERATION' THEN 0
                WHEN 'QUALIFICATION' THEN 1 WHEN 'PROPOSAL' THEN 2 WHEN 'DECISION' THEN 3 WHEN 'CONTRACT' THEN 4
                ELSE 5 END) VIRTUAL,
            customer_stage TEXT,
            status TEXT NOT NULL CHECK (status IN ('OPEN', 'WON', 'LOST')),
            status_rank INTEGER NOT NULL GENERATED ALWAYS AS
                (CASE status WHEN 'OPEN' THEN 0 WHEN 'WON' THEN 1 ELSE 2 END) VIRTUAL,
            status_reason TEXT NOT NULL,
            source TEXT NOT NULL CHECK (source IN ('REGISTRATION', 'SHARED_LEAD', 'DIRECT', 'IMPORT')),
            partner_id INTEGER,
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            product_id INTEGER REFERENCES product (id),
            organization_id INTEGER REFERENCES organization (id),
            organization_name TEXT NOT NULL DEFAULT '',
            contact_id INTEGER REFERENCES contact (id),
            representative_id INTEGER,
            -- Who brought it: the creator of its registration, the user who accepted its lead, else who entered it.
            originator_id INTEGER NOT NULL REFERENCES actor (id),
            registration_id INTEGER UNIQUE REFERENCES registration (id),
            lead_id INTEGER UNIQUE REFERENCES lead (id),
            estimated_value INTEGER CHECK (estimated_value >= 0),
            estimated_value_currency TEXT CHECK (estimated_value_currency GLOB '[A-Z][A-Z][A-Z]'),
            estimated_value_order INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(estimated_value, -1)) VIRTUAL,
            close_value INTEGER CHECK (close_value >= 0),
            close_value_currency TEXT CHECK (close_value_currency GLOB '[A-Z][A-Z][A-Z]'),
            estimated_closure_date TEXT CHECK (estimated_closure_date IS date(estimated_closure_date, '+0 days')),
            estimated_closure_date_order TEXT NOT NULL
                GENERATED ALWAYS AS (coalesce(estimated_closure_date, '')) VIRTUAL,
            engaged_at INTEGER,
            closed_at INTEGER,
            closed_at_order INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(closed_at, 0)) VIRTUAL,
            next_step TEXT,
            protected_until INTEGER,
            external_reference TEXT,
            responsible_id INTEGER REFERENCES agent (id),
            probability INTEGER CHECK (probability BETWEEN 0 AND 100),
            forecast_category TEXT,
            margin_percent INTEGER,
            discount_percent INTEGER,
            -- A JSON list of names.
            competitors TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(competitors)),
            internal_notes TEXT,
            loss_analysis TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            FOREIGN KEY (id, type) REFERENCES record (id, type),
            FOREIGN KEY (partner_id, sales_direction_id) REFERENCES partner_direction (partner_id, sales_direction_id),
            FOREIGN KEY (representative_id, partner_id) REFERENCES partner_user (id, partner_id),
            CHECK ((status = 'OPEN' AND status_reason IN ('IN_PROGRESS', 'ON_HOLD'))
                OR (status = 'WON' AND status_reason = 'WON')
                OR (status = 'LOST' AND status_reason IN ('LOST_TO_COMPETITION', 'LOST_PRICE', 'LOST_NO_BUDGET',
                    'LOST_NO_DECISION', 'CANCELED', 'DUPLICATE'))),
            CHECK ((status = 'OPEN') = (closed_at IS NULL)),
            CHECK (status <> 'WON' OR close_value IS NOT NULL),
            CHECK ((estimated_value IS NULL) = (estimated_value_currency IS NULL)),
            CHECK ((close_value IS NULL) = (close_value_currency IS NULL)),
            CHECK (source <> 'REGISTRATION' OR registration_id IS NOT NULL),
            CHECK (source <> 'SHARED_LEAD' OR lead_id IS NOT NULL),
            CHECK (representative_id IS NULL OR partner_id IS NOT NULL)
        ) STRICT;

        -- How each list is reached: a partner's rows, an agent's rows, all rows. The most used hold what decides who sees
        -- the row, so that rows of others are passed over without being read.
        CREATE INDEX opportunity_partner ON opportunity (partner_id, id, originator_id, representative_id);
        CREATE INDEX opportunity_partner_created
            ON opportunity (partner_id, created_at, id, originator_id, representative_id);
        CREATE INDEX opportunity_partner_updated
            ON opportunity (partner_id, updated_at, id, originator_id, representative_id);
        CREATE INDEX opportunity_partner_closure ON opportunity (partner_id, estimated_closure_date_order);
        CREATE INDEX opportunity_partner_closed ON opportunity (partner_id, closed_at_order);
        CREATE INDEX opportunity_partner_value ON opportunity (partner_id, estimated_value_order);
        CREATE INDEX opportunity_partner_stage ON opportunity (partner_id, stage, created_at);
        CREATE INDEX opportunity_partner_stage_rank ON opportunity (partner_id, stage_rank);
        CREATE INDEX opportunity_partner_status ON opportunity (partner_id, status, created_at);
        CREATE INDEX opportunity_partner_status_rank ON opportunity (partner_id, status_rank);
        CREATE INDEX opportunity_partner_name ON opportunity (partner_id, name);
        CREATE INDEX opportunity_partner_organization ON opportunity (partner_id, organization_name);
        CREATE INDEX opportunity_partner_reference ON opportunity (partner_id, external_reference);
        CREATE INDEX opportunity_created ON opportunity (created_at, id, sales_direction_id, responsible_id);
        CREATE INDEX opportunity_updated ON opportunity (updated_at);
        CREATE INDEX opportunity_closure ON opportunity (estimated_closure_date_order);
        CREATE INDEX opportunity_closed ON opportunity (closed_at_order);
        CREATE INDEX opportunity_value ON opportunity (estimated_value_order);
        CREATE INDEX opportunity_stage ON opportunity (stage, created_at);
        CREATE INDEX opportunity_stage_rank ON opportunity (stage_rank);
        CREATE INDEX opportunity_status ON opportunity (status, created_at);
        CREATE INDEX opportunity_status_rank ON opportunity (status_rank);
        CREATE INDEX opportunity_name ON opportunity (name);
        CREATE INDEX opportunity_organization_name ON opportunity (organization_name);
        CREATE INDEX opportunity_responsible ON opportunity (responsible_id, created_at);
        CREATE INDEX opportunity_originator ON opportunity (originator_id, created_at);
        CREATE INDEX opportunity_representative ON opportunity (representative_id, created_at);
        CREATE INDEX opportunity_organization ON opportunity (organization_id, partner_id);
        CREATE INDEX opportunity_contact ON opportunity (contact_id, partner_id);
        CREATE INDEX opportunity_product ON opportunity (product_id);

        CREATE TRIGGER opportunity_is_kept BEFORE DELETE ON opportunity
        BEGIN
            SELECT RAISE(ABORT, 'opportunities are closed, never deleted');
        END;
        CREATE TRIGGER opportunity_agent_known AFTER INSERT ON opportunity
        WHEN NEW.responsible_id IS NOT NULL AND NEW.partner_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.responsible_id);
        END;
        CREATE TRIGGER opportunity_new_agent_known AFTER UPDATE OF responsible_id, partner_id ON opportunity
        WHEN NEW.responsible_id IS NOT NULL AND NEW.partner_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.responsible_id);
        END;
        """
}
