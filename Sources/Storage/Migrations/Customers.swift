extension Migrations {
    /// Whom the vendor and its partners sell to, and what.
    ///
    /// Money is an integer of ten-thousandths, beside it the ISO 4217 code of its currency.
    static let customers = """
        CREATE TABLE product (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            sales_direction_id INTEGER NOT NULL REFERENCES sales_direction (id),
            name TEXT NOT NULL CHECK (name <> ''),
            series TEXT,
            list_price INTEGER CHECK (list_price >= 0),
            floor_price INTEGER CHECK (floor_price >= 0),
            currency TEXT CHECK (currency GLOB '[A-Z][A-Z][A-Z]'),
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            UNIQUE (sales_direction_id, name),
            CHECK (currency IS NOT NULL OR (list_price IS NULL AND floor_price IS NULL))
        ) STRICT;

        CREATE TABLE organization (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL CHECK (name <> ''),
            -- Folded as Portal.CompanyName does; two organizations never share one.
            name_key TEXT NOT NULL UNIQUE CHECK (name_key <> ''),
            -- name_key without legal forms: equal cores are candidates only.
            name_core TEXT NOT NULL,
            website TEXT,
            website_key TEXT UNIQUE,
            tin TEXT UNIQUE CHECK (length(tin) IN (9, 10, 12) AND tin NOT GLOB '*[^0-9]*'),
            tin_check TEXT CHECK (tin_check IN ('VALID', 'CHECKSUM_MISMATCH', 'NOT_APPLICABLE')),
            country TEXT,
            city TEXT,
            sector TEXT,
            parent_id INTEGER REFERENCES organization (id),
            created_by_partner_id INTEGER REFERENCES partner_organization (id),
            account_owner_id INTEGER REFERENCES agent (id),
            annual_revenue INTEGER,
            employees INTEGER CHECK (employees >= 0),
            internal_notes TEXT,
            active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            CHECK ((website IS NULL) = (website_key IS NULL)),
            CHECK ((tin IS NULL) = (tin_check IS NULL))
        ) STRICT;
        CREATE INDEX organization_name ON organization (name);
        CREATE INDEX organization_created ON organization (created_at);
        CREATE INDEX organization_updated ON organization (updated_at);
        CREATE INDEX organization_name_core ON organization (name_core);
        CREATE INDEX organization_parent ON organization (parent_id);
        CREATE INDEX organization_created_by_partner ON organization (created_by_partner_id);

        CREATE TABLE contact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            organization_id INTEGER REFERENCES organization (id),
            first_name TEXT NOT NULL,
            last_name TEXT NOT NULL,
            middle_name TEXT,
            display_name TEXT NOT NULL GENERATED ALWAYS AS (trim(first_name || ' ' || last_name)) VIRTUAL,
            email TEXT CHECK (length(email) <= 254),
            phone TEXT,
            -- E.164, when the phone number could be understood.
            phone_key TEXT,
            job_title TEXT,
            shared_from_lead_id INTEGER REFERENCES lead (id),
            created_by_partner_id INTEGER REFERENCES partner_organization (id),
            marketing_consent INTEGER CHECK (marketing_consent IN (0, 1)),
            internal_notes TEXT,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            CHECK (first_name <> '' OR last_name <> '')
        ) STRICT;
        CREATE INDEX contact_name ON contact (display_name);
        CREATE INDEX contact_created ON contact (created_at);
        CREATE INDEX contact_updated ON contact (updated_at);
        CREATE INDEX contact_organization ON contact (organization_id, display_name);
        CREATE INDEX contact_created_by_partner ON contact (created_by_partner_id, display_name);
        CREATE INDEX contact_shared_from_lead ON contact (shared_from_lead_id);
        """
}
