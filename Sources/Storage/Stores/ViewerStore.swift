package import Portal
package import SQLite

/// Finds out who a bearer token belongs to, and what they may do.
///
/// It prepares its statements once and serves one connection.
package struct ViewerStore {
    private let account: Statement
    private let actor: Statement
    private let permissions: Statement
    private let scopes: Statement

    package init(_ connection: borrowing Connection) throws(SQLiteError) {
        account = try connection.prepare(
            """
            SELECT \(Self.columns), coalesce(token.last_used_at, token.created_at)
            FROM access_token AS token \(Self.accounts(of: "token"))
            WHERE token.hash = ?1 AND token.revoked_at IS NULL AND (token.expires_at IS NULL OR token.expires_at > ?2)
                AND (token.kind = 'KEY' OR coalesce(token.last_used_at, token.created_at) > ?3) AND \(Self.isOpen)
            """)
        actor = try connection.prepare(
            """
            SELECT \(Self.columns) FROM (SELECT ?1 AS actor_id) AS asked \(Self.accounts(of: "asked"))
            WHERE \(Self.isOpen)
            """)
        // The user's own rule comes after the company's and so replaces it.
        permissions = try connection.prepare(
            """
            SELECT module, can_view, can_create, can_edit, can_act FROM module_permission
            WHERE partner_id = ?1 AND (actor_id IS NULL OR actor_id = ?2) ORDER BY actor_id IS NOT NULL
            """)
        scopes = try connection.prepare("SELECT value FROM json_each(?1)")
    }

    /// What `viewer` reads of a joined account.
    private static let columns = """
        actor.id, coalesce(actor.partner_id, 0), coalesce(user.role, agent.role, 'INTEGRATION'),
        coalesce(agent.is_manager, 0), coalesce(agent.read_only, 0), account.scopes,
        coalesce(account.rate_limit_per_minute, 0)
        """

    /// Joins the account of `row.actor_id`.
    static func accounts(of row: String) -> String {
        """
        JOIN actor ON actor.id = \(row).actor_id
        LEFT JOIN partner_user AS user ON user.id = actor.id
        LEFT JOIN agent ON agent.id = actor.id
        LEFT JOIN integration_account AS account ON account.id = actor.id
        LEFT JOIN partner_organization AS partner ON partner.id = actor.partner_id
        """
    }

    /// Whether a joined account may be used: it is active, and so is the partner it belongs to.
    static let isOpen = """
        coalesce(user.active AND user.portal_enabled, agent.active, account.active) AND coalesce(partner.active, true)
        """

    /// The viewer of a token; nil when it is unknown, revoked, expired or out of use, or when its account is closed.
    ///
    /// - Parameter hash: SHA-256 of the token's text.
    package func viewer(ofToken hash: [UInt8], at now: Timestamp) throws(SQLiteError) -> Viewer? {
        try holder(ofToken: hash, at: now)?.viewer
    }

    /// The viewer of a token, likewise, and when its use was noted last.
    package func holder(
        ofToken hash: [UInt8], at now: Timestamp
    ) throws(SQLiteError) -> (viewer: Viewer, lastUse: Timestamp)? {
        var rows = account.rows(.blob(hash), Value(now), Value(now.adding(-SessionStore.idleTime)))
        guard try rows.step() else { return nil }
        let lastUse = Timestamp(milliseconds: rows.integer(7))
        return try viewer(rows).map { ($0, lastUse) }
    }

    /// The viewer who signs in as an actor; nil when nobody does, or when their account is closed.
    package func viewer(ofActor id: Int64) throws(SQLiteError) -> Viewer? {
        var rows = actor.rows(.integer(id))
        return try rows.step() ? viewer(rows) : nil
    }

    /// The viewer that a row of `columns` tells of.
    private func viewer(_ rows: borrowing Rows) throws(SQLiteError) -> Viewer? {
        guard let role = Role(rawValue: rows.text(2)) else { return nil }
        let (actor, partner) = (rows.integer(0), rows.integer(1))
        var rights: Rights = []
        if rows.integer(3) != 0 { rights.insert(.manager) }
        if rows.integer(4) != 0 { rights.insert(.readOnly) }
        if partner != 0 { rights.formUnion(try moduleRights(partner: partner, actor: actor)) }
        if role == .integration { rights.formUnion(try scopeRights(rows.text(5))) }
        let requests = rows.integer(6)
        return Viewer(
            actorID: actor, partnerID: partner, role: role, rights: rights,
            requestsPerMinute: requests == 0 ? nil : requests)
    }

    private func moduleRights(partner: Int64, actor: Int64) throws(SQLiteError) -> Rights {
        var rights = PortalModule.standardRights
        var rows = permissions.rows(.integer(partner), .integer(actor))
        while try rows.step() {
            guard let module = PortalModule(rawValue: rows.text(0)) else { continue }
            for (column, permission) in PortalModule.Permission.allCases.enumerated() {
                let right = module.right(permission)
                if rows.integer(Int32(column + 1)) != 0 { rights.insert(right) } else { rights.remove(right) }
            }
        }
        return rights
    }

    private func scopeRights(_ list: String) throws(SQLiteError) -> Rights {
        var rights: Rights = []
        var rows = scopes.rows(.text(list))
        while try rows.step() { rights.formUnion(Rights(scope: rows.text(0))) }
        return rights
    }
}

/// Bearer tokens: only their hashes are kept.
package enum TokenStore {
    /// Remembers a token for the person who signs in with `login`.
    ///
    /// - Parameter hash: SHA-256 of the token's text.
    /// - Returns: False when nobody signs in with that address, or nobody may any more.
    package static func insert(
        _ hash: [UInt8], prefix: String, forLogin login: EmailAddress, at now: Timestamp, in db: borrowing Connection
    ) throws -> Bool {
        try db.transaction { db in
            try db.run(WriteCounter.raise)
            try db.prepare(
                """
                INSERT INTO access_token (hash, actor_id, prefix, created_at)
                SELECT ?1, credential.actor_id, ?2, ?3 FROM credential \(ViewerStore.accounts(of: "credential"))
                WHERE credential.login = ?4 AND \(ViewerStore.isOpen)
                """
            ).execute(.blob(hash), .text(prefix), .integer(now.milliseconds), .text(login.key))
            return db.changes() == 1
        }
    }
}
