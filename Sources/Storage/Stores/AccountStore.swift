package import Portal
package import SQLite

/// Why an account cannot be made.
package enum AccountError: Error, Equatable {
    /// Somebody signs in with this address already.
    case emailTaken
    /// No partner organization has this name.
    case unknownPartner
}

/// Accounts of people and programs.
package enum AccountStore {
    /// Adds someone who can sign in; the first administrator of a new database comes this way.
    ///
    /// - Parameters:
    ///   - name: A person's name, the family name last, or a program's.
    ///   - partner: Name of the partner organization; nil for the vendor's people.
    /// - Throws: `AccountError`; `SQLiteError`, also when the role and the partner do not go together.
    package static func add(
        _ email: EmailAddress, name: String, role: Role, partner: String?, at now: Timestamp,
        in db: borrowing Connection
    ) throws {
        try db.transaction { db in
            try db.run(WriteCounter.raise)
            var partnerID: Int64?
            if let partner {
                partnerID = try db.first("SELECT id FROM partner_organization WHERE name = ?1", .text(partner)) {
                    $0.integer(0)
                }
                if partnerID == nil { throw AccountError.unknownPartner }
            }
            let actor = try db.insert(
                into: "actor",
                ["kind": .text(kind(of: role)), "display_name": .text(name), "partner_id": Value(partnerID)])
            try addSubtype(actor, email, name, role, partnerID, now, in: db)
            do throws(SQLiteError) {
                try db.insert(into: "credential", ["actor_id": .integer(actor), "login": .text(email.key)])
            } catch {
                if case .notUnique = error.reason { throw AccountError.emailTaken }
                throw error
            }
        }
    }

    private static func kind(of role: Role) -> String {
        switch role {
        case .anonymous: "SYSTEM"
        case .partnerUser, .partnerSupervisor: "PARTNER_USER"
        case .agent, .admin: "AGENT"
        case .integration: "INTEGRATION"
        }
    }

    private static func addSubtype(
        _ actor: Int64, _ email: EmailAddress, _ name: String, _ role: Role, _ partner: Int64?, _ now: Timestamp,
        in db: borrowing Connection
    ) throws(SQLiteError) {
        switch role {
        case .anonymous: return
        case .partnerUser, .partnerSupervisor:
            let words = name.split(separator: " ")
            try db.insert(
                into: "partner_user",
                [
                    "id": .integer(actor), "partner_id": Value(partner), "role": .text(role.rawValue),
                    "first_name": .text(words.dropLast().joined(separator: " ")),
                    "last_name": .text(String(words.last ?? "")), "email": .text(email.text),
                    "created_at": Value(now), "updated_at": Value(now),
                ])
        case .agent, .admin:
            try db.insert(
                into: "agent",
                [
                    "id": .integer(actor), "role": .text(role.rawValue), "email": .text(email.text),
                    "created_at": Value(now),
                ])
        case .integration:
            let scopes = IntegrationScope.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ",")
            try db.insert(
                into: "integration_account",
                [
                    "id": .integer(actor), "partner_id": Value(partner), "scopes": .text("[\(scopes)]"),
                    "created_at": Value(now),
                ])
        }
    }
}
