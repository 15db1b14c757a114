import Portal
import SQLite

/// A sales direction with what is sold in it.
struct DemoDirection {
    let id: Int64
    let name: String
    let pathName: String
    var products: [DemoProduct] = []
}

struct DemoProduct {
    let id: Int64
    let name: String
    /// Ten-thousandths of a euro.
    let price: Int64
}

/// A partner organization and its people.
struct DemoPartner {
    let id: Int64
    let name: String
    /// Positions in `DemoFilling.directions`.
    let directions: [Int]
    let accountManager: DemoAgent
    /// The first is the supervisor.
    var users: [DemoUser] = []
    var integration: Int64 = 0
}

struct DemoUser {
    let id: Int64
    let displayName: String
}

extension DemoFilling {
    private static let directionNames = [("Workplace", "workplace"), ("Cloud", "cloud"), ("Data", "data")]
    private static let productNames = [
        ["Desk", "Flow", "Forms", "Archive"], ["Host", "Backup", "Edge"], ["Lake", "Chart"],
    ]
    /// Name, host, tier, positions of its directions, number of users.
    private static let partnerNames: [(String, String, String, [Int], Int)] = [
        ("Brightwater Consulting", "brightwater.example", "Gold", [0, 1], 7),
        ("Compass & Kite", "compass-kite.example", "Silver", [1], 7),
        ("Ninth Bridge Systems", "ninth-bridge.example", "Gold", [2], 7),
        ("Paper Lantern IT", "paper-lantern.example", "Bronze", [0, 2], 7),
        ("Tidewell Partners", "tidewell.example", "Silver", [1, 2], 6),
        ("Yellow Door Software", "yellow-door.example", "Bronze", [0], 6),
    ]
    static let scopes = [
        "registrations:read", "registrations:write", "leads:read", "leads:accept", "cases:read", "cases:write",
        "comments:write", "contacts:pii", "users:read", "attachments:read", "webhooks:manage",
    ]

    mutating func insertPartners(on db: borrowing Connection) throws {
        for (position, (name, pathName)) in Self.directionNames.enumerated() {
            let id = try rows.insert(
                into: "sales_direction", on: db, ["name": .text(name), "allow_quick_closing": Value(position == 2)])
            directions.append(DemoDirection(id: id, name: name, pathName: pathName))
            try insertProducts(of: position, on: db)
        }
        for (position, agent) in agents.enumerated() {
            for direction in Set([position % directions.count, position / 3 % directions.count]).sorted() {
                try rows.insert(
                    into: "agent_direction", on: db,
                    ["agent_id": .integer(agent.id), "sales_direction_id": .integer(directions[direction].id)])
            }
        }
        var nextPerson = Self.agentCount + 2
        for (position, description) in Self.partnerNames.enumerated() {
            partners.append(try insertPartner(position, description, firstPerson: nextPerson, on: db))
            nextPerson += description.4
        }
    }

    private mutating func insertProducts(of direction: Int, on db: borrowing Connection) throws {
        for (position, name) in Self.productNames[direction].enumerated() {
            let price = Int64(4_900 + 3_500 * position + 1_100 * direction) * 10_000
            let id = try rows.insert(
                into: "product", on: db,
                [
                    "sales_direction_id": .integer(directions[direction].id), "name": .text("Portico \(name)"),
                    "series": .text(directions[direction].name), "list_price": .integer(price),
                    "floor_price": .integer(price / 5 * 4), "currency": "EUR",
                ])
            directions[direction].products.append(DemoProduct(id: id, name: "Portico \(name)", price: price))
        }
    }

    private mutating func insertPartner(
        _ position: Int, _ description: (String, String, String, [Int], Int), firstPerson: Int,
        on db: borrowing Connection
    ) throws -> DemoPartner {
        let (name, host, tier, itsDirections, userCount) = description
        let manager = agents[position % (Self.agentCount / groups.count)]
        let taxNumber = try DemoCompany.taxNumber(900 + position, country: "DE")
        let id = try rows.insert(
            into: "partner_organization", on: db,
            [
                "name": .text(name), "tin": .text(taxNumber.digits), "website": .text("https://www.\(host)"),
                "account_manager_id": .integer(manager.id), "tier": .text(tier),
                "internal_rating": Value(5 - position % 4),
                "internal_notes": position == 1 ? "Wants to extend to a second direction." : nil,
                "created_at": Value(beginning), "updated_at": Value(beginning),
            ])
        var partner = DemoPartner(id: id, name: name, directions: itsDirections, accountManager: manager)
        for direction in itsDirections {
            try rows.insert(
                into: "partner_direction", on: db,
                ["partner_id": .integer(id), "sales_direction_id": .integer(directions[direction].id)])
        }
        for user in 0..<userCount {
            let person = DemoPerson(firstPerson + user, at: host)
            partner.users.append(try insertUser(person, of: partner, position: user, on: db))
        }
        partner.integration = try insertIntegration(of: partner, position, on: db)
        try db.prepare("UPDATE partner_organization SET primary_contact_id = ?1 WHERE id = ?2")
            .execute(.integer(partner.users[0].id), .integer(id))
        try insertPermissions(of: partner, on: db)
        return partner
    }

    private mutating func insertUser(
        _ person: DemoPerson, of partner: DemoPartner, position: Int, on db: borrowing Connection
    ) throws -> DemoUser {
        let id = try insertActor("PARTNER_USER", person.displayName, partner: partner.id, on: db)
        let role = position == 0 ? Role.partnerSupervisor : .partnerUser
        let invited = beginning.adding(Int64(position) * 9 * Timestamp.day)
        try rows.insert(
            into: "partner_user", on: db,
            [
                "id": .integer(id), "partner_id": .integer(partner.id), "role": .text(role.rawValue),
                "first_name": .text(person.first), "last_name": .text(person.last), "email": .text(person.email),
                "phone": .text(person.phone), "last_login_at": Value(dice.instant(daysBefore: 1...20, now)),
                "invited_at": Value(invited), "created_at": Value(invited), "updated_at": Value(invited),
            ])
        try insertCredential(of: id, login: person.email, on: db)
        return DemoUser(id: id, displayName: person.displayName)
    }

    /// The first partner's program may do everything, those of the others only read.
    private mutating func insertIntegration(
        of partner: DemoPartner, _ position: Int, on db: borrowing Connection
    ) throws -> Int64 {
        let scopes = position == 0 ? Self.scopes : Self.scopes.filter { $0.hasSuffix(":read") }
        let id = try insertActor("INTEGRATION", "\(partner.name) CRM", partner: partner.id, on: db)
        try rows.insert(
            into: "integration_account", on: db,
            [
                "id": .integer(id), "partner_id": .integer(partner.id), "scopes": .text(JSONText.list(scopes)),
                "created_at": Value(beginning),
            ])
        return id
    }

    /// Everyone may do everything but edit opportunities; the last user of each partner only looks at leads.
    private mutating func insertPermissions(of partner: DemoPartner, on db: borrowing Connection) throws {
        for module in PortalModule.allCases {
            let isOpportunities = module == .opportunities
            try insertPermission(partner.id, actor: nil, module, edit: !isOpportunities, act: true, on: db)
        }
        if let last = partner.users.last {
            try insertPermission(partner.id, actor: last.id, .leads, edit: false, act: false, on: db)
        }
    }

    private mutating func insertPermission(
        _ partner: Int64, actor: Int64?, _ module: PortalModule, edit: Bool, act: Bool, on db: borrowing Connection
    ) throws {
        try rows.insert(
            into: "module_permission", on: db,
            [
                "partner_id": .integer(partner), "actor_id": Value(actor), "module": .text(module.rawValue),
                "can_view": 1, "can_create": Value(edit), "can_edit": Value(edit), "can_act": Value(act),
            ])
    }
}
