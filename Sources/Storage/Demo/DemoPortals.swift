import Portal
import SQLite

extension DemoFilling {
    private static let sectionTitles: [(PortalModule, String)] = [
        (.leads, "Lead inbox"), (.registrations, "Registered opportunities"), (.opportunities, "Opportunities"),
        (.cases, "Cases"), (.contacts, "Contacts"), (.sharedContacts, "Shared contacts"), (.documents, "Documents"),
    ]

    /// One active portal per sales direction; it lets in the direction's people and every supervisor.
    mutating func insertPortals(on db: borrowing Connection) throws {
        let supervisors = try insertCriteria("Supervisors", roles: [.partnerSupervisor], on: db)
        for direction in directions {
            let portal = try rows.insert(
                into: "portal", on: db,
                [
                    "sales_direction_id": .integer(direction.id), "path_name": .text(direction.pathName),
                    "title": .text("\(direction.name) partner portal"), "active": 1, "created_at": Value(beginning),
                    "updated_at": Value(beginning),
                ])
            for (position, (module, title)) in Self.sectionTitles.enumerated() {
                try rows.insert(
                    into: "portal_section", on: db,
                    [
                        "portal_id": .integer(portal), "module": .text(module.rawValue), "title": .text(title),
                        "position": Value(position + 1), "enabled": Value(module != .documents),
                    ])
            }
            let members = try insertCriteria("\(direction.name) partners", roles: [], on: db)
            try rows.insert(
                into: "user_criteria_direction", on: db,
                ["user_criteria_id": .integer(members), "sales_direction_id": .integer(direction.id)])
            for (position, criteria) in [members, supervisors].enumerated() {
                let context = try rows.insert(
                    into: "portal_context", on: db, ["portal_id": .integer(portal), "position": Value(position + 1)])
                try rows.insert(
                    into: "portal_context_criteria", on: db,
                    ["portal_context_id": .integer(context), "user_criteria_id": .integer(criteria)])
            }
        }
    }

    private func insertCriteria(_ name: String, roles: [Role], on db: borrowing Connection) throws -> Int64 {
        try rows.insert(
            into: "user_criteria", on: db,
            ["name": .text(name), "roles": .text(JSONText.list(roles.map(\.rawValue)))])
    }
}
