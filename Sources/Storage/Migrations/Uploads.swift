extension Migrations {
    /// Where the bytes of an attachment are, and what signs the addresses that lead to them.
    static let uploads = """
        -- Name of the file beside the database, random and never a client's; null until the bytes are there, and for
        -- what was stored before there were files. Only attachments of the demo share theirs.
        ALTER TABLE attachment ADD COLUMN file TEXT CHECK
            (file IS NULL OR length(file) = 32 AND file NOT GLOB '*[^0-9a-f]*' AND stored_at IS NOT NULL);
        CREATE INDEX attachment_file ON attachment (file) WHERE file IS NOT NULL;
        -- What nobody may have come back for: never uploaded, or never given to a record.
        CREATE INDEX attachment_unfinished ON attachment (created_at) WHERE stored_at IS NULL OR record_id IS NULL;

        -- One row. Whoever knows the key can make addresses of uploads and downloads, so no answer ever holds it.
        CREATE TABLE server_secret (key BLOB NOT NULL CHECK (length(key) = 32)) STRICT;
        INSERT INTO server_secret VALUES (randomblob(32));
        """
}
