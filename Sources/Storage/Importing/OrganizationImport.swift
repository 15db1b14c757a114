import Portal
import SQLite

/// Companies, told by their names; a parent may come before or after its children.
struct OrganizationImport: ImportTarget {
    static let fields = [
        "name", "website", "tin", "country", "city", "sector", "parent", "annualRevenue", "employees",
    ]
    static let required = ["name"]
    static let reference = "name"

    private let session: ImportSession
    private var parents: [(line: Int, child: Int64, parent: String)] = []

    init(_ session: ImportSession) {
        self.session = session
    }

    mutating func take(_ rows: [MappedRow], on db: borrowing Connection) throws(RowError) -> Bool {
        let row = rows[0]
        let name = try row.value("name") { () throws(Refusal) in try CompanyName(row.reference) }
        if try session.organization(name, on: db) != nil { return false }
        let id = try session.addOrganization(name, row, on: db)
        if let parent = try row.text("parent") { parents.append((row.line, id, parent)) }
        return true
    }

    mutating func finish(on db: borrowing Connection) throws(RowError) -> [RefusedRow] {
        var refused: [RefusedRow] = []
        for (line, child, name) in parents {
            let parent = (try? CompanyName(name)).map(\.nameKey) ?? ""
            let found = try session.find(
                """
                UPDATE organization SET parent_id = (SELECT id FROM organization WHERE name_key = ?1) WHERE id = ?2
                RETURNING parent_id
                """, .text(parent), .integer(child), on: db)
            if found == nil {
                refused.append(RefusedRow(line: line, field: "parent", reason: "there is no organization «\(name)»"))
            }
        }
        return refused
    }
}
