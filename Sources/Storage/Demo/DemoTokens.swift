import Portal
import SQLite

extension DemoFilling {
    private static let tokenLifetime = 30 * Timestamp.day

    /// One account per role, all around the first partner, each with a fresh token.
    func insertTokens(from environment: Environment, on db: borrowing Connection) throws -> [Demo.Account] {
        let partner = partners[0]
        let (supervisor, user) = (partner.users[0], partner.users[1])
        let holders: [(Role, Int64, String, String?)] = [
            (.partnerUser, user.id, user.displayName, partner.name),
            (.partnerSupervisor, supervisor.id, supervisor.displayName, partner.name),
            (.agent, agents[1].id, agents[1].displayName, nil), (.admin, admins[0].id, admins[0].displayName, nil),
            (.integration, partner.integration, "\(partner.name) CRM", partner.name),
        ]
        let now = environment.now()
        var accounts: [Demo.Account] = []
        for (role, actor, name, partner) in holders {
            let token = Token(from: environment)
            try rows.insert(
                into: "access_token", on: db,
                [
                    "hash": .blob(token.hash), "actor_id": .integer(actor),
                    "prefix": .text(token.beginning), "created_at": Value(now),
                    "expires_at": Value(now.adding(Self.tokenLifetime)),
                ])
            accounts.append(Demo.Account(role: role, displayName: name, partner: partner, token: token))
        }
        return accounts
    }
}
