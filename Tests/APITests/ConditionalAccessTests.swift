import Execution
import GraphQL
import Portal
import SQLite
import Testing

@testable import API

/// Every coordinate and role of the matrix whose code is a condition on the row, held against `AccessOracle`.
@Suite("The conditional codes of the matrix")
struct ConditionalAccessTests {
    /// One conditional code: a field and the role it holds for.
    private struct Cell: Hashable {
        let row: AuthorizationMatrix.Row
        let role: Role

        var code: String { row.codes[role.index] }

        static func == (a: Self, b: Self) -> Bool { a.row.coordinate == b.row.coordinate && a.role == b.role }
        func hash(into hasher: inout Hasher) { hasher.combine(row.coordinate) }

        static func all() throws -> [Cell] {
            try AuthorizationMatrix().rows.flatMap { row in Role.allCases.map { Cell(row: row, role: $0) } }
                .filter { !["R", "-"].contains($0.code) }
        }
    }

    @Test("A value is there where the condition holds, and nowhere else")
    func fields() throws {
        let demo = try DemoPortal(Self.rarities)
        let cells = try Dictionary(grouping: Cell.all(), by: \.row.type)
        for (type, cells) in cells where AccessOracle.tables[type] != nil {
            var met = Instances()
            for viewer in demo.callers {
                let mine = cells.filter { $0.role == viewer.role }
                if !mine.isEmpty { try compare(type, mine, viewer, demo.portal, &met) }
            }
            for cell in cells {
                let name = "\(cell.row.coordinate) for \(cell.role)"
                #expect(met.open.contains(cell), "\(name): no row on which the condition holds")
                #expect(met.closed.contains(cell), "\(name): no row on which the condition fails")
            }
            #expect(met.untried == [], "\(type): rules of rows that no row fails alone")
        }
    }

    /// What the data had to show.
    private struct Instances {
        var open: Set<Cell> = []
        var closed: Set<Cell> = []
        /// By role, the numbers of the rules of rows.
        var rules: Set<[Int]> = []
        /// Those that alone kept a row away.
        var tried: Set<[Int]> = []

        var untried: [[Int]] { rules.subtracting(tried).sorted { $0.lexicographicallyPrecedes($1) } }
    }

    /// An address without what makes it one viewer's.
    private func withoutSignature(_ value: String) -> String {
        value.hasPrefix("/attachments/") ? String(value.prefix { $0 != "?" }) : value
    }

    /// Compares what the caller is answered with what is stored and what the oracle says of it.
    private func compare(
        _ type: String, _ cells: [Cell], _ viewer: Viewer, _ portal: borrowing TestPortal,
        _ met: inout Instances
    ) throws {
        let oracle = AccessOracle(viewer: viewer)
        let rows = try #require(oracle.exists(type), "\(type): no oracle")
        let rules = try cells.map { try #require(oracle.isOpen($0.row.coordinate, $0.code), "\($0.row.coordinate)") }
        let question = try Questions(type, cells.map(\.row.field))
        let truths = try question.sample(rows + rules, in: portal)
        let stored = try question.answers(truths.keys, in: portal, as: TestPortal.admin)
        let answers = try question.answers(truths.keys, in: portal, as: viewer)
        let reachable = try question.reachable(from: stored, in: portal, by: oracle)
        if rows != ["true"] { met.rules.formUnion(rows.indices.map { [viewer.role.index, $0] }) }
        for (id, truth) in truths {
            let failed = rows.indices.filter { !truth[$0] }
            if failed.count == 1 { met.tried.insert([viewer.role.index, failed[0]]) }
            let exists = !truth[..<rows.count].contains(false)
            #expect((answers[id] != nil) == exists, "\(type) \(id) for \(viewer)")
            for (cell, (rule, isOpen)) in zip(cells, zip(rules, truth[rows.count...])) {
                let value = stored[id]?[cell.row.field] ?? []
                let expected = (exists && isOpen ? value.filter(reachable.contains) : []).map(withoutSignature)
                let found = (answers[id]?[cell.row.field] ?? []).map(withoutSignature)
                if found != expected {
                    Issue.record("\(cell.row.coordinate) of \(id) for \(viewer): \(found), not \(expected)")
                }
                if !expected.isEmpty { met.open.insert(cell) }
                // A rule about rows fails where there is no row.
                let isClosed = rule == "true" ? !exists : exists && !isOpen
                if isClosed, !value.isEmpty { met.closed.insert(cell) }
            }
        }
    }

    /// What the demo has none of, and what the rules of a lead's life keep it from having: an offer that names a customer
    /// and a winner, which only the conditions on the fields then hold back.
    ///
    /// And some of a partner's cases are about a company that only a rival has entered.
    private static let rarities = """
        PRAGMA ignore_check_constraints = ON;
        UPDATE contact SET middle_name = 'Middle';
        UPDATE registration SET contact_middle_name = 'Middle';
        UPDATE partner_user SET middle_name = 'Middle';
        UPDATE lead_share SET decline_reason = 'OTHER', decline_message = 'No', responded_at = 1;
        INSERT INTO access_token (hash, actor_id, prefix, created_at, last_used_at)
            SELECT randomblob(32), id, 'rare', 1, 1 FROM integration_account;
        UPDATE comment SET edited_at = 1, deleted_at = 1;
        INSERT INTO webhook (partner_id, created_by_id, url, events, secret, created_at)
            SELECT partner_id, id, 'https://hooks.example', '[]', printf('%032d', id), 0 FROM partner_user;
        INSERT INTO webhook (partner_id, created_by_id, url, events, secret, created_at)
            SELECT 2, id, 'https://hooks.example', '[]', printf('%032d', id), 0 FROM integration_account;
        INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at)
            SELECT 1000000 + lead_id, lead_id, 'ADDITIONAL_COMMENT', 'A rival''s', partner_user.id, 0, 0
            FROM lead_share JOIN partner_user ON partner_user.partner_id = lead_share.partner_id
            WHERE lead_share.partner_id <> 1 GROUP BY lead_id;
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field)
            SELECT record_id, 'Lead', 0, author_id, 'FIELD_CHANGE', 'UPDATED', 'name' FROM comment WHERE id > 1000000;
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field)
            SELECT id, 'Lead', 0, (SELECT min(id) FROM agent), 'FIELD_CHANGE', 'UPDATED', 'contactEmail' FROM lead;
        INSERT OR IGNORE INTO comment_mention SELECT id, author_id FROM comment;
        UPDATE webhook_delivery SET status_code = 500, error = 'No', duration_ms = 1, next_attempt_at = 1;
        UPDATE lead SET (organization_id, contact_id) =
                (SELECT organization_id, contact_id FROM lead WHERE accepted_by_id = 1 AND contact_id IS NOT NULL LIMIT 1),
            accepted_by_id = (SELECT partner_id FROM lead_share WHERE lead_id = lead.id AND partner_id <> 1),
            accepted_by_user_id = (SELECT id FROM partner_user WHERE partner_id <> 1), accepted_at = 1
            WHERE state = 'SHARED' AND id IN (SELECT lead_id FROM lead_share WHERE partner_id = 1 AND state = 'OFFERED');
        UPDATE opportunity SET lead_id =
                (SELECT lead_id FROM lead_share JOIN lead ON lead.id = lead_id AND lead.state = 'SHARED'
                    WHERE lead_share.partner_id = 1 AND lead_share.state = 'OFFERED' LIMIT 1)
            WHERE id = (SELECT max(id) FROM opportunity WHERE partner_id = 1 AND lead_id IS NULL);
        INSERT INTO organization (id, name, name_key, name_core, website, website_key, tin, tin_check, country, city,
            sector, parent_id, created_by_partner_id, created_at, updated_at)
            SELECT 1000000, 'Cask', 'cask', 'cask', 'https://cask.example', 'cask.example', '500100732', 'VALID', 'IE',
                'Cork', 'Casks', 1, 2, 0, 0;
        UPDATE support_case SET organization_id = 1000000 WHERE partner_id = 1 AND id % 3 = 0;
        PRAGMA ignore_check_constraints = OFF;
        """

    // MARK: Lists and doors

    /// What opens a coordinate that is not a value of a row.
    private enum Gate {
        /// A scope, without which asking is refused.
        case scope(Rights, needs: String)
        /// The list holds the rows of a table that fulfil a condition, in which `:me` and `:company` stand for the caller's.
        case members(of: String, String)
    }

    private static let gates: [String: Gate] = [
        "Query.companyLookup": .scope(.registrationsWrite, needs: "registrations:write"),
        "OrganizationRef.id": .scope(.registrationsWrite, needs: "registrations:write"),
        "OrganizationRef.name": .scope(.registrationsWrite, needs: "registrations:write"),
        "OrganizationRef.tinMasked": .scope(.registrationsWrite, needs: "registrations:write"),
        "OrganizationRef.city": .scope(.registrationsWrite, needs: "registrations:write"),
        "PartnerOrganization.users": .scope(.usersRead, needs: "users:read"),
        "Mutation.registerOpportunity": .scope(.registrationsWrite, needs: "registrations:write"),
        "Mutation.acceptLead": .scope(.leadsAccept, needs: "leads:accept"),
        "Mutation.createCase": .scope(.casesWrite, needs: "cases:write"),
        "Mutation.addComment": .scope(.commentsWrite, needs: "comments:write"),
        "Mutation.addAttachment": .scope(.commentsWrite, needs: "comments:write"),
        "Query.webhooks": .members(of: "webhook", "partner_id = :company AND created_by_id = :me"),
        "PartnerOrganization.integrationAccounts": .members(of: "integration_account", "id = :me"),
        "PartnerOrganization.modulePermissions": .members(
            of: "module_permission", "partner_id = :company AND (actor_id IS NULL OR actor_id = :me)"),
    ]

    @Test("A door opens to its scope, a list holds the caller's own, and no condition goes without a rule")
    func doors() throws {
        let demo = try DemoPortal(Self.rarities)
        for cell in try Cell.all() where AccessOracle.tables[cell.row.type] == nil {
            let coordinate = cell.row.coordinate
            for viewer in demo.callers where viewer.role == cell.role {
                let gate = try #require(Self.gates[coordinate], "\(coordinate): no oracle")
                switch gate {
                case .scope(let right, let scope):
                    let answer = try demo.portal.knock(at: cell.row.type, cell.row.field, as: viewer)
                    let isRefused = answer.contains("FORBIDDEN") && answer.contains(#""needed":"\#(scope)""#)
                    #expect(isRefused == !viewer.rights.isSuperset(of: right), "\(coordinate) \(viewer) \(answer)")
                case .members(let table, let condition):
                    if coordinate == "Query.webhooks", !viewer.rights.contains(.webhooksManage) { continue }
                    let own = condition.replacing(":company", with: "\(viewer.partnerID)")
                        .replacing(":me", with: "\(viewer.actorID)")
                    let counts = try demo.portal.numbers("SELECT sum(\(own)), count(*) FROM \(table)")
                    let answer = try demo.portal.knock(at: cell.row.type, cell.row.field, as: viewer)
                    #expect(
                        answer.count(of: "found") == counts[0] && counts[0] > 0, "\(coordinate) \(viewer) \(answer)")
                    #expect(counts[0] < counts[1], "\(coordinate): nothing is held back")
                }
            }
        }
    }
}
