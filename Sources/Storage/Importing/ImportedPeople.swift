import Portal
import SQLite

/// Finding who and what a row names, or making them when they are new.
extension ImportSession {
    func direction(_ name: String, on db: borrowing Connection) throws(RowError) -> Int64 {
        try id("direction \(name)") { () throws(RowError) in
            if let found = try find("SELECT id FROM sales_direction WHERE name = ?1", .text(name), on: db) {
                return found
            }
            return try insert(into: "sales_direction", on: db, ["name": .text(name)])
        }
    }

    /// A partner organization that works in `direction`.
    func partner(_ name: String, in direction: Int64, on db: borrowing Connection) throws(RowError) -> Int64 {
        try id("partner \(name) \(direction)") { () throws(RowError) in
            let found = try find("SELECT id FROM partner_organization WHERE name = ?1", .text(name), on: db)
            let partner =
                if let found { found } else {
                    try insert(
                        into: "partner_organization", on: db,
                        [
                            "name": .text(name), "external_reference": .text(name), "created_at": Value(now),
                            "updated_at": Value(now),
                        ])
                }
            let isMember = try find(
                "SELECT 1 FROM partner_direction WHERE partner_id = ?1 AND sales_direction_id = ?2", .integer(partner),
                .integer(direction), on: db)
            if isMember == nil {
                try insert(
                    into: "partner_direction", on: db,
                    ["partner_id": .integer(partner), "sales_direction_id": .integer(direction)])
            }
            return partner
        }
    }

    /// The user of that e-mail address; nil when there is none.
    func login(_ email: EmailAddress, on db: borrowing Connection) throws(RowError) -> Int64? {
        try find("SELECT actor_id FROM credential WHERE login = ?1", .text(email.key), on: db)
    }

    /// A partner user, told by the e-mail address.
    func user(
        _ name: String, email: EmailAddress, role: Role = .partnerUser, of partner: Int64, on db: borrowing Connection
    ) throws(RowError) -> Int64 {
        try id("user \(email.key)") { () throws(RowError) in
            if let found = try login(email, on: db) { return found }
            let actor = try insert(
                into: "actor", on: db,
                ["kind": "PARTNER_USER", "display_name": .text(name), "partner_id": .integer(partner)])
            let words = name.split(separator: " ", maxSplits: 1)
            try insert(
                into: "partner_user", on: db,
                [
                    "id": .integer(actor), "partner_id": .integer(partner), "role": .text(role.rawValue),
                    "first_name": .text(String(words.first ?? "")),
                    "last_name": .text(words.count > 1 ? String(words[1]) : ""), "email": .text(email.text),
                    "created_at": Value(now), "updated_at": Value(now),
                ])
            try addLogin(actor, email, on: db)
            return actor
        }
    }

    /// An agent of the vendor, told by the e-mail address, who works in `direction`.
    func agent(
        _ name: String, email: EmailAddress, in direction: Int64, on db: borrowing Connection
    ) throws(RowError) -> Int64 {
        try id("agent \(email.key)") { () throws(RowError) in
            if let found = try login(email, on: db) { return found }
            let actor = try insert(
                into: "actor", on: db, ["kind": "AGENT", "display_name": .text(name), "partner_id": nil])
            try insert(
                into: "agent", on: db, ["id": .integer(actor), "email": .text(email.text), "created_at": Value(now)])
            try insert(
                into: "agent_direction", on: db,
                ["agent_id": .integer(actor), "sales_direction_id": .integer(direction)])
            try addLogin(actor, email, on: db)
            return actor
        }
    }

    private func addLogin(_ actor: Int64, _ email: EmailAddress, on db: borrowing Connection) throws(RowError) {
        try insert(into: "credential", on: db, ["actor_id": .integer(actor), "login": .text(email.key)])
    }

    func group(_ name: String, on db: borrowing Connection) throws(RowError) -> Int64 {
        try id("group \(name)") { () throws(RowError) in
            if let found = try find("SELECT id FROM agent_group WHERE name = ?1", .text(name), on: db) { return found }
            return try insert(into: "agent_group", on: db, ["name": .text(name)])
        }
    }

    func organization(_ name: CompanyName, on db: borrowing Connection) throws(RowError) -> Int64? {
        try find("SELECT id FROM organization WHERE name_key = ?1", .text(name.nameKey), on: db)
    }

    /// A new organization; the row's fields `website` and `tin` belong to it.
    func addOrganization(
        _ name: CompanyName, _ row: MappedRow, createdBy partner: Int64? = nil, on db: borrowing Connection
    ) throws(RowError) -> Int64 {
        let website = try row.text("website").map { text throws(RowError) in
            try row.value("website") { () throws(Refusal) in try Website(text) }
        }
        let tin = try row.text("tin").map { text throws(RowError) in
            try row.value("tin") { () throws(Refusal) in try TaxNumber(text) }
        }
        let country = try row.text("country")
        return try insert(
            into: "organization", on: db,
            [
                "name": .text(name.text), "name_key": .text(name.nameKey), "name_core": .text(name.nameCore),
                "website": Value(website?.url), "website_key": Value(website?.key), "tin": Value(tin?.digits),
                "tin_check": Value(tin?.check(country: country).rawValue), "country": Value(country),
                "city": Value(try row.text("city")), "sector": Value(try row.text("sector")),
                "created_by_partner_id": Value(partner), "annual_revenue": Value(try row.decimal("annualRevenue")),
                "employees": Value(try row.integer("employees")), "created_at": Value(now), "updated_at": Value(now),
            ])
    }
}
