extension Migrations {
    /// What people say and attach to a record, and the calls and meetings about it.
    static let conversation = """
        -- Stored in the order of its records: a page of comments is one seek. Its id is the largest so far plus one.
        CREATE TABLE comment (
            id INTEGER NOT NULL UNIQUE,
            record_id INTEGER NOT NULL REFERENCES record (id),
            kind TEXT NOT NULL CHECK (kind IN ('ADDITIONAL_COMMENT', 'INTERNAL_NOTE')),
            body TEXT NOT NULL,
            author_id INTEGER NOT NULL REFERENCES actor (id),
            edited_at INTEGER,
            -- A deleted comment stays as a tombstone with an empty body.
            deleted_at INTEGER,
            version INTEGER NOT NULL DEFAULT 1,
            created_at INTEGER NOT NULL,
            updated_at INTEGER NOT NULL,
            PRIMARY KEY (record_id, id),
            CHECK ((deleted_at IS NULL) = (body <> ''))
        ) STRICT, WITHOUT ROWID;
        CREATE TABLE comment_mention (
            comment_id INTEGER NOT NULL REFERENCES comment (id),
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            PRIMARY KEY (comment_id, actor_id)
        ) STRICT, WITHOUT ROWID;
        CREATE TRIGGER comment_is_kept BEFORE DELETE ON comment
        BEGIN
            SELECT RAISE(ABORT, 'a deleted comment leaves a tombstone');
        END;

        -- Announced first, without a record when it is meant for one that is still being written; its bytes follow.
        CREATE TABLE attachment (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            record_id INTEGER REFERENCES record (id),
            comment_id INTEGER REFERENCES comment (id),
            file_name TEXT NOT NULL CHECK (file_name <> ''),
            media_type TEXT NOT NULL,
            size INTEGER NOT NULL CHECK (size BETWEEN 0 AND 26214400),
            sha256 TEXT CHECK (length(sha256) = 64),
            -- When the bytes had arrived; until then only the uploader knows of it.
            stored_at INTEGER,
            uploaded_by_id INTEGER NOT NULL REFERENCES actor (id),
            internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
            scan_state TEXT NOT NULL DEFAULT 'PENDING' CHECK (scan_state IN ('PENDING', 'CLEAN', 'INFECTED')),
            created_at INTEGER NOT NULL,
            CHECK ((sha256 IS NULL) = (stored_at IS NULL)),
            CHECK (comment_id IS NULL OR record_id IS NOT NULL)
        ) STRICT;
        CREATE INDEX attachment_record ON attachment (record_id);
        CREATE INDEX attachment_comment ON attachment (comment_id) WHERE comment_id IS NOT NULL;
        CREATE INDEX attachment_uploader ON attachment (uploaded_by_id) WHERE record_id IS NULL;

        CREATE TABLE touch_point (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            record_id INTEGER NOT NULL REFERENCES record (id),
            kind TEXT NOT NULL CHECK (kind IN ('CALL', 'EMAIL', 'MEETING', 'SMS', 'EVENT', 'MILESTONE')),
            at INTEGER NOT NULL,
            title TEXT NOT NULL CHECK (title <> ''),
            detail TEXT,
            actor_id INTEGER NOT NULL REFERENCES actor (id),
            internal INTEGER NOT NULL DEFAULT 0 CHECK (internal IN (0, 1)),
            created_at INTEGER NOT NULL
        ) STRICT;
        CREATE INDEX touch_point_record ON touch_point (record_id, at);
        """
}
