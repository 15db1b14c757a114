import Portal
import SQLite

/// Someone who works for the vendor.
struct DemoAgent {
    let id: Int64
    let displayName: String
}

extension DemoFilling {
    static let agentCount = 20
    /// Long before anything else happened.
    var beginning: Timestamp { now.adding(-700 * Timestamp.day) }

    /// Four groups of five, each led by its first member, and two administrators.
    mutating func insertAgents(on db: borrowing Connection) throws {
        for (category, name) in zip(CaseCategory.allCases, Self.groupNames) {
            let group = try rows.insert(
                into: "agent_group", on: db, ["name": .text(name), "category": .text(category.rawValue)])
            groups.append(group)
            try rows.insert(
                into: "assignment_rule", on: db,
                [
                    "category": .text(category.rawValue), "group_id": .integer(group),
                    "prefers_account_manager": Value(category == .sales),
                ])
        }
        let perGroup = Self.agentCount / groups.count
        for (position, group) in groups.enumerated() {
            var leader: Int64?
            for member in 0..<perGroup {
                let agent = try insertAgent(
                    position * perGroup + member, role: .agent, isManager: member == 0, manager: leader, on: db)
                try rows.insert(
                    into: "agent_group_member", on: db, ["group_id": .integer(group), "agent_id": .integer(agent.id)])
                leader = leader ?? agent.id
                agents.append(agent)
            }
        }
        admins = [
            try insertAgent(Self.agentCount, role: .admin, isManager: false, manager: nil, on: db),
            try insertAgent(Self.agentCount + 1, role: .admin, readOnly: true, isManager: false, manager: nil, on: db),
        ]
    }

    private static let groupNames = ["Partner Account Managers", "Business Analysts", "Support Team", "Tech Team"]

    private mutating func insertAgent(
        _ index: Int, role: Role, readOnly: Bool = false, isManager: Bool, manager: Int64?, on db: borrowing Connection
    ) throws -> DemoAgent {
        let person = DemoPerson(index, at: "vendor.example")
        let id = try insertActor("AGENT", person.displayName, partner: nil, on: db)
        try rows.insert(
            into: "agent", on: db,
            [
                "id": .integer(id), "role": .text(role.rawValue), "email": .text(person.email),
                "phone": .text(person.phone), "is_manager": Value(isManager), "read_only": Value(readOnly),
                "manager_id": Value(manager), "created_at": Value(beginning),
            ])
        try insertCredential(of: id, login: person.email, on: db)
        return DemoAgent(id: id, displayName: person.displayName)
    }

    mutating func insertActor(
        _ kind: String, _ displayName: String, partner: Int64?, on db: borrowing Connection
    ) throws -> Int64 {
        try rows.insert(
            into: "actor", on: db,
            ["kind": .text(kind), "display_name": .text(displayName), "partner_id": Value(partner)])
    }

    /// Without a password: the demo signs in by token.
    mutating func insertCredential(of actor: Int64, login: String, on db: borrowing Connection) throws {
        try rows.insert(into: "credential", on: db, ["actor_id": .integer(actor), "login": .text(login)])
    }
}

/// The n-th of a thousand people, all of different names.
struct DemoPerson {
    let first: String
    let last: String
    let email: String
    let phone: String

    init(_ index: Int, at host: String) {
        let (firsts, lasts) = (DemoWords.firstNames, DemoWords.lastNames)
        first = firsts[index % firsts.count]
        last = lasts[(index * 11 + index / firsts.count) % lasts.count]
        email = "\(first).\(last)@\(host)".lowercased()
        phone = "+44 7700 900\(String(1_000 + index * 7 % 1_000).dropFirst())"
    }

    var displayName: String { "\(first) \(last)" }
}
