import Portal
import SQLite
import Storage

/// The yardstick's rows: as many as a large portal has, made up, and the same on every machine.
///
/// 2,000 agents, 10,000 customers, 100,000 cases of 10 partners, 300,000 comments.
struct YardstickData {
    /// Someone who asks the yardstick query.
    struct Account {
        let role: Role
        let reach: Reach
        let token: String
    }

    /// Which cases somebody sees.
    enum Reach: CaseIterable {
        case everything
        case onePartner

        /// The `RecordScope` that asks for them.
        var scope: String {
            switch self {
            case .everything: "ALL"
            case .onePartner: "COMPANY"
            }
        }

        /// How many they are.
        var caseCount: Int {
            switch self {
            case .everything: cases
            case .onePartner: cases / partners
            }
        }
    }

    static let cases = 100_000
    static let comments = 300_000
    static let organizations = 10_000
    static let agents = 2_000
    static let partners = 10
    static let directions = 5

    /// The tokens are no secret: they open made-up data.
    static let accounts: [Account] = {
        let dice = Environment.fixed(at: now, seed: 7)
        return [(Role.agent, Reach.everything), (.admin, .everything), (.partnerSupervisor, .onePartner)]
            .map { Account(role: $0, reach: $1, token: Token(from: dice).text) }
    }()

    private static let now = Timestamp(milliseconds: 1_700_000_000_000)
    private static let words =
        """
        partner portal lead case quote budget deal renewal invoice contract region discount approval supplier onboarding \
        export migration outage ticket pricing forecast "quoted" naïve
        """.split(separator: " ").map(String.init)
    private var dice = SplitMix64(seed: 7)

    /// Fills a database that has just been made.
    static func fill(_ connection: borrowing Connection) throws {
        try connection.transaction { connection in
            var data = YardstickData()
            try connection.execute("PRAGMA defer_foreign_keys = ON")
            try data.insertPeople(connection)
            try data.insertOrganizations(connection)
            try data.insertCases(connection)
            try data.insertComments(connection)
        }
        try connection.analyze()
    }

    private static func agent(_ number: Int) -> Int64 { Int64(1 + number) }
    private static func supervisor(_ partner: Int) -> Int64 { Int64(1 + agents + partner) }

    /// Agent 1 works in all sales directions, agent 2 is the administrator.
    private mutating func insertPeople(_ connection: borrowing Connection) throws {
        let actor = try connection.prepare(
            "INSERT INTO actor (id, kind, display_name, partner_id) VALUES (?1, ?2, ?3, ?4)")
        let agent = try connection.prepare("INSERT INTO agent (id, role, email, created_at) VALUES (?1, ?2, ?3, 0)")
        for number in 1...Self.agents {
            let id = Value.integer(Self.agent(number))
            try actor.execute(id, "AGENT", .text("User \(number) \(word())"), .null)
            try agent.execute(id, number == 2 ? "ADMIN" : "AGENT", .text("\(number)@vendor.example"))
        }
        for number in 1...Self.directions {
            try connection.execute(
                """
                INSERT INTO sales_direction (id, name) VALUES (\(number), 'Direction \(number)');
                INSERT INTO agent_direction VALUES (\(Self.agent(1)), \(number));
                """)
        }
        for partner in 1...Self.partners {
            try connection.execute(
                """
                INSERT INTO partner_organization (id, name, created_at, updated_at)
                VALUES (\(partner), 'Partner \(partner)', 0, 0);
                INSERT INTO partner_direction SELECT \(partner), id FROM sales_direction;
                """)
            let id = Self.supervisor(partner)
            try actor.execute(.integer(id), "PARTNER_USER", "Super Visor", .integer(Int64(partner)))
            try connection.execute(
                """
                INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at)
                VALUES (\(id), \(partner), 'PARTNER_SUPERVISOR', 'Super', 'Visor', '\(partner)@partner.example', 0, 0)
                """)
        }
        let token = try connection.prepare(
            "INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES (?1, ?2, 'pt_', 0)")
        for (account, actor) in zip(Self.accounts, [Self.agent(1), Self.agent(2), Self.supervisor(1)]) {
            try token.execute(.blob(Token(account.token)?.hash ?? []), .integer(actor))
        }
    }

    private mutating func insertOrganizations(_ connection: borrowing Connection) throws {
        let organization = try connection.prepare(
            """
            INSERT INTO organization (id, name, name_key, name_core, tin, tin_check, created_at, updated_at)
            VALUES (?1, ?2, ?2, ?2, ?3, 'NOT_APPLICABLE', 0, 0)
            """)
        for number in 1...Self.organizations {
            try organization.execute(
                .integer(Int64(number)), .text("Organization \(number) \(word())"),
                .text(String(1_000_000_000 + number)))
        }
    }

    private mutating func insertCases(_ connection: borrowing Connection) throws {
        let record = try connection.prepare("INSERT INTO record (id, type) VALUES (?1, 'Case')")
        let supportCase = try connection.prepare(
            """
            INSERT INTO support_case (id, case_number, title, summary, status, priority, category, partner_id,
                sales_direction_id, partner_contact_id, partner_contact_name, created_by_id, organization_id,
                organization_name, assigned_agent_id, resolved_at, closed_at, created_at, updated_at)
            SELECT ?1, 'CASE-' || ?1, ?2, ?3, ?4, ?5, 'SUPPORT', ?6, ?7, ?8, 'Super Visor', ?8, ?9,
                (SELECT name FROM organization WHERE id = ?9), ?10,
                CASE WHEN ?4 IN ('RESOLVED', 'CLOSED') THEN ?11 END, CASE WHEN ?4 = 'CLOSED' THEN ?11 END, ?11, ?11
            """)
        for number in 1...Self.cases {
            let partner = 1 + number % Self.partners
            try record.execute(.integer(Int64(number)))
            try supportCase.execute(
                .integer(Int64(number)), text(6), text(25), choice(["OPEN", "IN_PROGRESS", "RESOLVED", "CLOSED"]),
                choice(["URGENT", "HIGH", "MEDIUM", "LOW"]), .integer(Int64(partner)), anyNumber(1...Self.directions),
                .integer(Self.supervisor(partner)), anyNumber(1...Self.organizations),
                .integer(Self.agent(pick(1...Self.agents))),
                .integer(Self.now.milliseconds + Int64(number) * 60_000))
        }
    }

    private mutating func insertComments(_ connection: borrowing Connection) throws {
        let comment = try connection.prepare(
            """
            INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at)
            VALUES (?1, ?2, 'ADDITIONAL_COMMENT', ?3, ?4, ?5, ?5)
            """)
        for number in 1...Self.comments {
            try comment.execute(
                .integer(Int64(number)), anyNumber(1...Self.cases), text(10),
                .integer(Self.agent(pick(1...Self.agents))),
                .integer(Self.now.milliseconds + 6_000_000_000 + Int64(number) * 20_000))
        }
    }

    private mutating func pick(_ range: ClosedRange<Int>) -> Int {
        range.lowerBound + Int(dice.next() % UInt64(range.count))
    }

    private mutating func word() -> String { Self.words[pick(0...Self.words.count - 1)] }

    private mutating func text(_ count: Int) -> Value {
        .text((0..<count).map { _ in word() }.joined(separator: " "))
    }

    private mutating func choice(_ values: [String]) -> Value {
        .text(values[pick(0...values.count - 1)])
    }

    private mutating func anyNumber(_ range: ClosedRange<Int>) -> Value {
        .integer(Int64(pick(range)))
    }
}
