extension Migrations {
    /// What registrations, leads, opportunities and cases have in common.
    ///
    /// `record` is their supertype, as `actor` is of people: comments, attachments, touch points and changes refer to it.
    /// Its `type` is the name of the schema's object type. Ids rise with time and are never used again.
    static let records = """
        CREATE TABLE record (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            type TEXT NOT NULL CHECK (type IN ('OpportunityRegistration', 'Lead', 'Opportunity', 'Case')),
            UNIQUE (id, type)
        ) STRICT;
        CREATE TRIGGER record_is_kept BEFORE DELETE ON record
        BEGIN
            SELECT RAISE(ABORT, 'records are never deleted');
        END;

        -- The last number given out of each series of human numbers, such as REG-000001.
        CREATE TABLE counter (
            series TEXT PRIMARY KEY CHECK (series IN ('REG', 'LEAD', 'OPP', 'CASE', 'RECEIPT')),
            last INTEGER NOT NULL DEFAULT 0
        ) STRICT, WITHOUT ROWID;
        INSERT INTO counter (series) VALUES ('REG'), ('LEAD'), ('OPP'), ('CASE'), ('RECEIPT');
        """
}
