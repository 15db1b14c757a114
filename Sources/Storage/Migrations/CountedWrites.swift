extension Migrations {
    /// A number that writing raises while a server runs: two snapshots with the same one answer the same.
    static let writeCounter = """
        CREATE TABLE write_counter (id INTEGER PRIMARY KEY CHECK (id = 1), number INTEGER NOT NULL) STRICT;
        INSERT INTO write_counter VALUES (1, 0);
        """

    /// Programs that look for viruses write beside the server, and know nothing of that number.
    static let scannedFiles = """
        CREATE TRIGGER attachment_scanned AFTER UPDATE OF scan_state ON attachment BEGIN
            UPDATE write_counter SET number = number + 1;
        END;
        """
}
