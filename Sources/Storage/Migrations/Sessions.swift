extension Migrations {
    /// What a token is: what somebody got for a password, which ends by itself, or a key that an operator has made.
    static let sessions = """
        ALTER TABLE access_token ADD COLUMN kind TEXT NOT NULL DEFAULT 'KEY' CHECK (kind IN ('SESSION', 'KEY'))
            CHECK (kind = 'KEY' OR expires_at IS NOT NULL);
        """
}
