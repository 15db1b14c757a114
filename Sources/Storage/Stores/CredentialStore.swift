package import Portal
package import SQLite

/// What somebody signs in with.
package struct Credential: Sendable {
    package let actor: Int64
    /// The key of an address.
    package let login: String
    /// As crypt(3) wrote it; nil while there is no password.
    package let hash: String?
}

/// An account whose password was right while its hash was this one.
package struct VerifiedPassword: Sendable {
    package let actor: Int64
    let hash: String

    package init(actor: Int64, hash: String) {
        self.actor = actor
        self.hash = hash
    }
}

/// Finds what a password is compared with.
///
/// It prepares its statements once and serves one connection.
package struct CredentialStore {
    private let byLogin: Statement
    private let byActor: Statement

    package init(_ connection: borrowing Connection) throws(SQLiteError) {
        func select(_ column: String) -> String {
            """
            SELECT credential.actor_id, login, password_hash FROM credential
            \(ViewerStore.accounts(of: "credential")) WHERE credential.\(column) = ?1 AND \(ViewerStore.isOpen)
            """
        }
        byLogin = try connection.prepare(select("login"))
        byActor = try connection.prepare(select("actor_id"))
    }

    /// - Returns: Nil when nobody signs in with that address, or nobody may.
    package func credential(ofLogin login: EmailAddress) throws(SQLiteError) -> Credential? {
        try read(byLogin.rows(.text(login.key)))
    }

    package func credential(ofActor id: Int64) throws(SQLiteError) -> Credential? {
        try read(byActor.rows(.integer(id)))
    }

    private func read(_ rows: consuming Rows) throws(SQLiteError) -> Credential? {
        guard try rows.step() else { return nil }
        return Credential(actor: rows.integer(0), login: rows.text(1), hash: rows.optionalText(2))
    }
}

/// Changing passwords; what they are a hash of is never seen here.
extension CredentialStore {
    /// Gives somebody another password in place of the one that they have shown.
    ///
    /// - Returns: False if that is not theirs any more.
    package static func replace(
        _ verified: VerifiedPassword, with hash: String, at now: Timestamp, in db: borrowing Connection
    ) throws(SQLiteError) -> Bool {
        try db.run(
            """
            UPDATE credential SET password_hash = ?3, password_changed_at = ?4, failed_logins = 0
            WHERE actor_id = ?1 AND password_hash = ?2
            """, .integer(verified.actor), .text(verified.hash), .text(hash), Value(now)) == 1
    }

    /// Gives somebody a password that an operator has chosen, which they should replace, and ends their sessions.
    ///
    /// - Returns: False when nobody signs in with that address, or nobody may any more.
    package static func give(
        _ hash: String, toLogin login: EmailAddress, at now: Timestamp, in db: borrowing Connection
    ) throws -> Bool {
        try db.transaction { db in
            let actor = try db.first(
                """
                UPDATE credential SET password_hash = ?2, password_changed_at = NULL, failed_logins = 0
                WHERE actor_id = (SELECT credential.actor_id FROM credential
                    \(ViewerStore.accounts(of: "credential")) WHERE login = ?1 AND \(ViewerStore.isOpen))
                RETURNING actor_id
                """, .text(login.key), .text(hash)
            ) { $0.integer(0) }
            guard let actor else { return false }
            try SessionStore.endAll(of: actor, at: now, in: db)
            try db.run(WriteCounter.raise)
            return true
        }
    }

    /// Counts a wrong password, for administrators to see.
    package static func countFailure(of actor: Int64, in db: borrowing Connection) throws(SQLiteError) {
        try db.run("UPDATE credential SET failed_logins = failed_logins + 1 WHERE actor_id = ?1", .integer(actor))
    }
}
