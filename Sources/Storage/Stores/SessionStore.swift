package import Portal
package import SQLite

/// What somebody gets for their password: a token that ends by itself.
package enum SessionStore {
    /// Milliseconds after which a session is over, however much it is used.
    package static let lifetime = 14 * Timestamp.day
    /// Milliseconds after which a session that nobody uses is over.
    package static let idleTime = 12 * Timestamp.hour
    /// The most sessions of an account: another one ends the one that was used least lately.
    package static let limit = 100
    /// Milliseconds for which a token's use is not noted again: as much earlier an idle session may end.
    package static let noteInterval = 10 * Timestamp.minute

    /// Begins a session, and forgets those of the account that are over or too many.
    ///
    /// - Returns: When it ends at the latest; nil if the password was changed, or the account closed, since it was compared.
    package static func begin(
        _ token: Token, for verified: VerifiedPassword, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Timestamp? {
        let end = now.adding(lifetime)
        let begun = try db.run(
            """
            INSERT INTO access_token (hash, actor_id, prefix, kind, created_at, expires_at)
            SELECT ?3, credential.actor_id, ?4, 'SESSION', ?5, ?6
            FROM credential \(ViewerStore.accounts(of: "credential"))
            WHERE credential.actor_id = ?1 AND credential.password_hash = ?2 AND \(ViewerStore.isOpen)
            """, .integer(verified.actor), .text(verified.hash), .blob(token.hash), .text(token.beginning), Value(now),
            Value(end))
        guard begun == 1 else { return nil }
        let actor = Value.integer(verified.actor)
        try db.run(
            """
            DELETE FROM access_token WHERE actor_id = ?1 AND kind = 'SESSION' AND hash <> ?2 AND hash NOT IN (
                SELECT hash FROM access_token
                WHERE actor_id = ?1 AND kind = 'SESSION' AND hash <> ?2 AND expires_at > ?3 AND revoked_at IS NULL
                    AND coalesce(last_used_at, created_at) > ?4
                ORDER BY coalesce(last_used_at, created_at) DESC LIMIT ?5)
            """, actor, .blob(token.hash), Value(now), Value(now.adding(-idleTime)), Value(limit - 1))
        try db.run("UPDATE credential SET failed_logins = 0 WHERE actor_id = ?1", actor)
        try db.run("UPDATE partner_user SET last_login_at = ?2 WHERE id = ?1", actor, Value(now))
        return end
    }

    /// Ends what a token is good for.
    ///
    /// - Parameter hash: SHA-256 of its text.
    package static func end(_ hash: [UInt8], at now: Timestamp, in db: borrowing Connection) throws(SQLiteError) {
        try db.run(
            "UPDATE access_token SET revoked_at = ?2 WHERE hash = ?1 AND revoked_at IS NULL", .blob(hash), Value(now))
    }

    /// Ends the sessions of an actor, whose keys stay good.
    ///
    /// - Parameter hash: SHA-256 of the token of one that goes on.
    package static func endAll(
        of actor: Int64, but hash: [UInt8] = [], at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) {
        try db.run(
            """
            UPDATE access_token SET revoked_at = ?3
            WHERE actor_id = ?1 AND hash <> ?2 AND kind = 'SESSION' AND revoked_at IS NULL
            """, .integer(actor), .blob(hash), Value(now))
    }

    /// Notes that a token is in use, unless that was noted lately.
    package static func noteUse(of hash: [UInt8], at now: Timestamp, in db: borrowing Connection) throws(SQLiteError) {
        try db.run(
            "UPDATE access_token SET last_used_at = ?2 WHERE hash = ?1 AND coalesce(last_used_at, created_at) <= ?3",
            .blob(hash), Value(now), Value(now.adding(-noteInterval)))
    }
}
