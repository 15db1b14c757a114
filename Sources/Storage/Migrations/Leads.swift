extension Migrations {
    /// The vendor's leads and their offers to partners.
    static let leads = """
        CREATE TABLE lead (
            id INTEGER PRIMARY KEY,
            type TEXT NOT NULL GENERATED ALWAYS AS ('Lead') VIRTUAL,
            number TEXT NOT NULL UNIQUE,
            name TEXT NOT NULL CHECK (name <> ''),
            state TEXT NOT NULL CHECK (state IN ('NEW', 'ASSIGNED', 'SHARED', 'ACCEPTED', 'CONVERTED', 'DISQUALIFIED',
                'RECALLED', 'EXPIRED')),
            state_rank INTEGER NOT NULL GENERATED ALWAYS AS (CASE state WHEN 'NEW' THEN 0 WHEN 'ASSIGNED' THEN 1
                WHEN 'SHARED' THEN 2 WHEN 'ACCEPTED' THEN 3 WHEN 'CONVERTED' THEN 4 WHEN 'DISQUALIFIED' THEN 5
                WHEN 'RECALLED' THEN 6 ELSE 7 END) VIRTUAL,
            source TEXT NOT NULL CHECK (source IN ('SELF_GENERATION', 'EMAIL', 'CALL', 'CHAT', 'VENDOR', 'PARTNER',
                'WEBSITE_FORM', 'SOCIAL_MEDIA')),
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            product_id INTEGER REFERENCES product (id),
            company_name TEXT,
            company_name_order TEXT NOT NULL GENERATED ALWAYS AS (coalesce(company_name, '')) VIRTUAL,
            city TEXT,
            need TEXT,
            estimated_value INTEGER CHECK (estimated_value >= 0),
            estimated_value_currency TEXT CHECK (estimated_value_currency GLOB '[A-Z][A-Z][A-Z]'),
            company_website TEXT,
            company_tin TEXT CHECK (length(company_tin) IN (9, 10, 12) AND company_tin NOT GLOB '*[^0-9]*'),
            contact_name TEXT,
            contact_email TEXT,
            contact_phone TEXT,
            organization_id INTEGER REFERENCES organization (id),
            contact_id INTEGER REFERENCES contact (id),
            registration_id INTEGER UNIQUE REFERENCES registration (id),
            accepted_by_id INTEGER,
            accepted_by_user_id INTEGER REFERENCES actor (id),
            accepted_at INTEGER,
            expires_at INTEGER,
            expires_at_order INTEGER NOT NULL GENERATED ALWAYS AS (coalesce(expires_at, 253402300800000)) VIRTUAL,
            owner_id INTEGER REFERENCES agent (id),
            created_by_id INTEGER NOT NULL REFERENCES actor (id),
            score INTEGER,
            internal_notes TEXT,
            campaign TEXT,
            external_reference TEXT UNIQUE,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            FOREIGN KEY (id, type) REFERENCES record (id, type),
            -- Only a partner it was offered to can have accepted it: first the lead, then its shares, then who accepted.
            FOREIGN KEY (id, accepted_by_id) REFERENCES lead_share (lead_id, partner_id),
            CHECK ((estimated_value IS NULL) = (estimated_value_currency IS NULL)),
            CHECK ((accepted_by_id IS NULL) = (accepted_at IS NULL)),
            CHECK (state <> 'ACCEPTED' OR accepted_by_id IS NOT NULL),
            CHECK (accepted_by_id IS NULL OR state IN ('ACCEPTED', 'CONVERTED', 'DISQUALIFIED'))
        ) STRICT;
        CREATE INDEX lead_created ON lead (created_at, id, sales_direction_id, owner_id);
        CREATE INDEX lead_updated ON lead (updated_at);
        CREATE INDEX lead_expires ON lead (expires_at_order);
        CREATE INDEX lead_state ON lead (state, created_at);
        CREATE INDEX lead_state_rank ON lead (state_rank);
        CREATE INDEX lead_name ON lead (name);
        CREATE INDEX lead_company ON lead (company_name_order);
        CREATE INDEX lead_direction ON lead (sales_direction_id);
        CREATE INDEX lead_product ON lead (product_id);
        CREATE INDEX lead_owner ON lead (owner_id, created_at);
        CREATE INDEX lead_accepted_by ON lead (accepted_by_id, accepted_at);
        CREATE INDEX lead_accepted_by_user ON lead (accepted_by_user_id);
        CREATE INDEX lead_organization ON lead (organization_id, accepted_by_id);
        CREATE INDEX lead_contact ON lead (contact_id, accepted_by_id);
        CREATE INDEX lead_expiring ON lead (expires_at) WHERE state = 'SHARED';

        CREATE TABLE lead_share (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            lead_id INTEGER NOT NULL REFERENCES lead (id),
            partner_id INTEGER NOT NULL REFERENCES partner_organization (id),
            state TEXT NOT NULL
                CHECK (state IN ('OFFERED', 'ACCEPTED', 'DECLINED', 'TAKEN', 'RECALLED', 'EXPIRED')),
            shared_at INTEGER NOT NULL,
            responded_at INTEGER,
            decline_reason TEXT CHECK (decline_reason IN ('NO_CAPACITY', 'NOT_OUR_FOCUS', 'CUSTOMER_PROBLEM_UNCLEAR',
                'NEXT_STEPS_UNCLEAR', 'DUPLICATE_OF_OWN_REGISTRATION', 'OTHER')),
            decline_message TEXT,
            UNIQUE (lead_id, partner_id),
            CHECK (state <> 'DECLINED' OR decline_reason IS NOT NULL)
        ) STRICT;
        CREATE INDEX lead_share_partner ON lead_share (partner_id, state, lead_id);
        -- A lead is accepted once.
        CREATE UNIQUE INDEX lead_share_accepted ON lead_share (lead_id) WHERE state = 'ACCEPTED';

        CREATE TRIGGER lead_is_kept BEFORE DELETE ON lead
        BEGIN
            SELECT RAISE(ABORT, 'leads are disqualified, never deleted');
        END;
        """
}
