extension Migrations {
    /// Opportunities that partners register for the vendor's agents to qualify.
    ///
    /// For paging by a key, an orderable column that may be null has a twin that never is (`…_order`), and an enum that
    /// is ordered by meaning has its `…_rank` in the order of the life cycle.
    static let registrations = """
        CREATE TABLE registration (
            id INTEGER PRIMARY KEY,
            type TEXT NOT NULL GENERATED ALWAYS AS ('OpportunityRegistration') VIRTUAL,
            number TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (name <> ''),
            state TEXT NOT NULL CHECK (state IN ('DRAFT', 'SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED', 'QUALIFIED',
                'REJECTED', 'WITHDRAWN', 'EXPIRED')),
            state_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE state WHEN 'DRAFT' THEN 0 WHEN 'SUBMITTED' THEN 1
                WHEN 'IN_REVIEW' THEN 2 WHEN 'ACTION_REQUIRED' THEN 3 WHEN 'QUALIFIED' THEN 4 WHEN 'REJECTED' THEN 5
                WHEN 'WITHDRAWN' THEN 6 ELSE 7 END) VIRTUAL,
            state_reason TEXT,
            partner_id INTEGER NOT NULL,
            sales_direction_id INTEGER NOT NULL,
            product_id INTEGER REFERENCES product (id),
            new_company INTEGER NOT NULL CHECK (new_company IN (0, 1)),
            organization_id INTEGER REFERENCES organization (id),
            -- As typed for a new company; the organization's name once there is one.
            company_name TEXT NOT NULL DEFAULT '',
            company_website TEXT,
            company_website_key TEXT,
            company_tin TEXT CHECK (length(company_tin) IN (9, 10, 12) AND company_tin NOT GLOB '*[^0-9]*'),
            company_tin_check TEXT CHECK (company_tin_check IN ('VALID', 'CHECKSUM_MISMATCH', 'NOT_APPLICABLE')),
            company_country TEXT,
            new_contact INTEGER NOT NULL CHECK (new_contact IN (0, 1)),
            contact_id INTEGER REFERENCES contact (id),
            contact_first_name TEXT,
            contact_last_name TEXT,
            contact_middle_name TEXT,
            contact_email TEXT,
            contact_phone TEXT,
            representative_id INTEGER NOT NULL,
            representative_name TEXT NOT NULL DEFAULT '',
            created_by_id INTEGER NOT NULL REFERENCES actor (id),
            budget TEXT,
            estimated_value INTEGER CHECK (estimated_value >= 0),
            estimated_value_currency TEXT CHECK (estimated_value_currency GLOB '[A-Z][A-Z][A-Z]'),
            estimated_closure_date TEXT CHECK (estimated_closure_date IS date(estimated_closure_date, '+0 days')),
            estimated_closure_date_order TEXT NOT NULL
                GENERATED ALWAYS AS (coalesce(estimated_closure_date, '')) VIRTUAL,
            customer_requirements TEXT,
            submitted_at INTEGER,
            submitted_at_order INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(submitted_at, 0)) VIRTUAL,
            protected_until INTEGER,
            expires_at INTEGER,
            external_reference TEXT,
            receipt_sequence INTEGER UNIQUE,
            receipt_sha256 TEXT CHECK (length(receipt_sha256) = 64),
            assigned_agent_id INTEGER REFERENCES agent (id),
            assigned_group_id INTEGER REFERENCES agent_group (id),
            action_required_message TEXT,
            -- A JSON list of input field names.
            action_required_fields TEXT CHECK (action_required_fields IS NULL OR json_valid(action_required_fields)),
            action_required_due_at INTEGER,
            rejection_reason TEXT CHECK (rejection_reason IN ('DUPLICATE_EXISTING_CUSTOMER', 'ALREADY_REGISTERED',
                'NOT_QUALIFIED', 'INCOMPLETE', 'OUT_OF_TERRITORY', 'CUSTOMER_DECLINED', 'OTHER')),
            rejection_message TEXT,
            internal_rejection_note TEXT,
            conflict_state TEXT NOT NULL DEFAULT 'NONE' CHECK (conflict_state IN ('NONE', 'SUSPECTED', 'CLEARED')),
            score INTEGER,
            waiting_since INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            FOREIGN KEY (id, type) REFERENCES record (id, type),
            FOREIGN KEY (partner_id, sales_direction_id) REFERENCES partner_direction (partner_id, sales_direction_id),
            FOREIGN KEY (representative_id, partner_id) REFERENCES partner_user (id, partner_id),
            CHECK (new_company OR organization_id IS NOT NULL),
            CHECK (organization_id IS NOT NULL OR company_name <> ''),
            CHECK (new_contact OR contact_id IS NOT NULL),
            CHECK ((estimated_value IS NULL) = (estimated_value_currency IS NULL)),
            CHECK (state = 'WITHDRAWN' OR (state = 'DRAFT') = (submitted_at IS NULL)),
            CHECK ((submitted_at IS NULL) = (receipt_sequence IS NULL)),
            CHECK ((submitted_at IS NULL) = (receipt_sha256 IS NULL)),
            CHECK (state NOT IN ('IN_REVIEW', 'ACTION_REQUIRED') OR assigned_agent_id IS NOT NULL),
            CHECK (state <> 'ACTION_REQUIRED'
                OR (action_required_message IS NOT NULL AND action_required_fields IS NOT NULL)),
            CHECK (state <> 'QUALIFIED' OR organization_id IS NOT NULL),
            CHECK (state <> 'REJECTED' OR rejection_reason IS NOT NULL)
        ) STRICT;

        -- One live registration per partner, customer and product.
        CREATE UNIQUE INDEX registration_live_organization
            ON registration (partner_id, organization_id, coalesce(product_id, 0))
            WHERE organization_id IS NOT NULL AND state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED');
        CREATE UNIQUE INDEX registration_live_tin
            ON registration (partner_id, company_tin, coalesce(product_id, 0))
            WHERE company_tin IS NOT NULL AND state IN ('SUBMITTED', 'IN_REVIEW', 'ACTION_REQUIRED');

        -- How each list is reached: a partner's rows, an agent's rows, all rows. The most used hold what decides who sees
        -- the row, so that rows of others are passed over without being read.
        CREATE INDEX registration_partner ON registration (partner_id, id, created_by_id, representative_id);
        CREATE INDEX registration_partner_created
            ON registration (partner_id, created_at, id, created_by_id, representative_id);
        CREATE INDEX registration_partner_updated
            ON registration (partner_id, updated_at, id, created_by_id, representative_id);
        CREATE INDEX registration_partner_submitted ON registration (partner_id, submitted_at_order);
        CREATE INDEX registration_partner_closure ON registration (partner_id, estimated_closure_date_order);
        CREATE INDEX registration_partner_state ON registration (partner_id, state, created_at);
        CREATE INDEX registration_partner_state_rank ON registration (partner_id, state_rank);
        CREATE INDEX registration_partner_name ON registration (partner_id, name);
        CREATE INDEX registration_partner_company ON registration (partner_id, company_name);
        CREATE INDEX registration_partner_representative ON registration (partner_id, representative_name);
        CREATE INDEX registration_partner_reference ON registration (partner_id, external_reference);
        CREATE INDEX registration_created
            ON registration (created_at, id, sales_direction_id, assigned_agent_id, assigned_group_id);
        CREATE INDEX registration_updated ON registration (updated_at);
        CREATE INDEX registration_submitted ON registration (submitted_at_order);
        CREATE INDEX registration_closure ON registration (estimated_closure_date_order);
        CREATE INDEX registration_state ON registration (state, created_at);
        CREATE INDEX registration_state_rank ON registration (state_rank);
        CREATE INDEX registration_name ON registration (name);
        CREATE INDEX registration_company ON registration (company_name);
        CREATE INDEX registration_representative_name ON registration (representative_name);
        CREATE INDEX registration_agent ON registration (assigned_agent_id, created_at);
        CREATE INDEX registration_group ON registration (assigned_group_id, created_at);
        CREATE INDEX registration_created_by ON registration (created_by_id, created_at);
        CREATE INDEX registration_representative ON registration (representative_id, created_at);
        CREATE INDEX registration_organization ON registration (organization_id, partner_id);
        CREATE INDEX registration_contact ON registration (contact_id, partner_id);
        CREATE INDEX registration_product ON registration (product_id);
        CREATE INDEX registration_tin ON registration (company_tin) WHERE company_tin IS NOT NULL;
        CREATE INDEX registration_website ON registration (company_website_key) WHERE company_website_key IS NOT NULL;

        -- What the clock has to look at.
        CREATE INDEX registration_expiring ON registration (expires_at) WHERE state IN ('SUBMITTED', 'IN_REVIEW');
        CREATE INDEX registration_answer_due ON registration (action_required_due_at) WHERE state = 'ACTION_REQUIRED';

        CREATE TRIGGER registration_is_kept BEFORE DELETE ON registration
        BEGIN
            SELECT RAISE(ABORT, 'registrations are withdrawn, never deleted');
        END;
        CREATE TRIGGER registration_agent_known AFTER INSERT ON registration WHEN NEW.assigned_agent_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.assigned_agent_id);
        END;
        CREATE TRIGGER registration_new_agent_known AFTER UPDATE OF assigned_agent_id ON registration
        WHEN NEW.assigned_agent_id IS NOT NULL
        BEGIN
            INSERT OR IGNORE INTO known_agent VALUES (NEW.partner_id, NEW.assigned_agent_id);
        END;
        """
}
