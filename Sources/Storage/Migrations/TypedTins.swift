extension Migrations {
    /// The TIN by which a partner has chosen the customer of a case, which it may be shown again.
    static let typedTins = """
        ALTER TABLE support_case ADD COLUMN company_tin TEXT
            CHECK (length(company_tin) IN (9, 10, 12) AND company_tin NOT GLOB '*[^0-9]*')
            CHECK (company_tin IS NULL OR organization_id IS NOT NULL);
        """
}
