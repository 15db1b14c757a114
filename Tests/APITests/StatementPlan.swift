import Portal
import SQLite

/// How SQLite means to run one statement.
struct StatementPlan {
    /// Tables that grow with use, so that reading one of them whole is never a matter of course.
    static let large: Set<String> = [
        "support_case", "registration", "opportunity", "lead", "lead_share", "comment", "change", "organization",
        "contact", "touch_point", "attachment", "audit_entry", "outbox_message", "webhook_delivery",
    ]

    /// What names one row, the rows of one partner, or a handful.
    private static let narrowKeys: Set<String> = [
        "rowid", "id", "partner_id", "accepted_by_id", "accepted_by_user_id", "created_by_partner_id", "created_by_id",
        "originator_id", "record_id", "webhook_id", "lead_id", "shared_from_lead_id", "organization_id", "contact_id",
        "number",
        "case_number", "company_tin", "name", "display_name",
    ]

    let sql: String
    private let steps: [String]
    /// The tables by what the statement calls their rows.
    private let tables: [String: String]

    init(_ sql: String, on connection: borrowing Connection) throws {
        self.sql = sql
        var rows = try connection.prepare("EXPLAIN QUERY PLAN " + sql).rows()
        var steps: [String] = []
        while try rows.step() { steps.append(rows.text(3)) }
        self.steps = steps
        tables = Self.aliases(in: sql)
    }

    /// The steps that look at more of a large table than has to be.
    ///
    /// A partner's statement reaches every such table by a key that others' rows do not share. A list of the vendor's may
    /// walk the index of its order and stop when the page is full.
    func scans(for role: Role, mayWalk row: String? = nil) -> [String] {
        // SQLite sees for itself that there is nothing to look at.
        if sql.contains("(false)") { return [] }
        return steps.filter { step in
            let words = step.split(separator: " ").map(String.init)
            guard let verb = words.first, ["SCAN", "SEARCH"].contains(verb), words.count > 1 else { return false }
            guard Self.large.contains(tables[words[1]] ?? words[1]) else { return false }
            if step.contains("USING AUTOMATIC") { return true }
            if verb == "SEARCH" { return role.isPartnerSide && !Self.narrowKeys.contains(Self.key(of: step)) }
            return role.isPartnerSide || words[1] != row || steps.contains("USE TEMP B-TREE FOR ORDER BY")
        }
    }

    /// The column of which a step wants one value, or the rows after one; empty if it wants a range of another column.
    private static func key(of step: String) -> String {
        if step.contains("rowid=?") { return "rowid" }
        let terms = step.drop { $0 != "(" }.dropFirst()
        let column = terms.prefix { $0.isLetter || $0 == "_" }
        return column == "rowid" || terms.dropFirst(column.count).hasPrefix("=?") ? String(column) : ""
    }

    /// What the rows of a statement are called: `support_case AS t0`.
    private static func aliases(in sql: String) -> [String: String] {
        let words = sql.split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        var tables: [String: String] = [:]
        for (index, word) in words.enumerated() where word == "AS" && index > 0 && index + 1 < words.count {
            tables[words[index + 1]] = words[index - 1]
        }
        return tables
    }
}

extension Role {
    /// Whoever sees the rows of one partner at most.
    var isPartnerSide: Bool { ![.agent, .admin].contains(self) }
}
