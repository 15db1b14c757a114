import Portal
import SQLite
import Storage
import Testing

@testable import API

/// What the rules say of every caller in every state, asked of the SQL and of `Portal`.
@Suite("What a viewer may do with a record")
struct PermissionTests {
    /// Callers of a role: without rights, with every right, and with each flag that a rule asks for.
    private func viewers(_ role: Role) -> [Viewer] {
        let modules = PortalModule.allCases.map { $0.right(.edit).union($0.right(.act)) }
        let scopes = IntegrationScope.allCases.map(\.right)
        let everything = (modules + scopes).reduce(into: Rights()) { $0.formUnion($1) }
        let rights: [Rights] = [[], everything, .manager, .readOnly, .registrationsWrite, .leadsAccept, .casesWrite]
        return rights.map { Viewer(actorID: 7, partnerID: 1, role: role, rights: $0) }
    }

    private func pairs<A, B>(_ first: [A], _ second: [B]) -> [(A, B)] {
        first.flatMap { one in second.map { (one, $0) } }
    }

    /// The first column of a row that is made from `values`, asked by `viewer`.
    private func ask(_ statement: Statement, as viewer: Viewer, _ values: SQLite.Value...) throws -> String {
        let caller: [SQLite.Value] = [
            .integer(viewer.actorID), .integer(viewer.partnerID), .integer(viewer.rights.rawValue),
            .integer(TestPortal.now.milliseconds),
        ]
        var rows = statement.rows(caller + values)
        _ = try rows.step()
        return rows.text(0)
    }

    private func list(_ names: [some RawRepresentable<String>]) -> String { list(names.map(\.rawValue)) }

    private func list(_ names: [String]) -> String { "[" + names.map { "\"\($0)\"" }.joined(separator: ",") + "]" }

    @Test("Cases: the SQL allows what the state machine allows", arguments: Role.allCases)
    func cases(_ role: Role) throws {
        let portal = try TestPortal()
        let statement = try portal.connection.prepare(
            "SELECT \(CasePermissions.transitions(for: role, of: "t0")) FROM (SELECT ?5 AS status) AS t0")
        for (viewer, status) in pairs(viewers(role), CaseStatus.allCases) {
            #expect(
                try ask(statement, as: viewer, .text(status.rawValue))
                    == list(status.allowed(by: CaseSide(of: viewer))), "\(status)")
        }
    }

    @Test("Leads: the SQL allows what the state machine allows", arguments: Role.allCases)
    func leads(_ role: Role) throws {
        let portal = try TestPortal()
        let statement = try portal.connection.prepare(
            "SELECT \(LeadPermissions.transitions(for: role, of: "t0")) FROM (SELECT ?5 AS state) AS t0")
        for (viewer, state) in pairs(viewers(role), LeadState.allCases) {
            #expect(
                try ask(statement, as: viewer, .text(state.rawValue))
                    == list(state.allowed(by: LeadStanding(of: viewer))), "\(state)")
        }
    }

    @Test("Registrations: the SQL allows what the state machine allows", arguments: Role.allCases)
    func registrations(_ role: Role) throws {
        let portal = try TestPortal()
        let row = """
            (SELECT ?5 AS state, ?6 AS created_by_id, ?7 AS assigned_agent_id, '["budget"]' AS action_required_fields)
            AS t0
            """
        let transitions = try portal.connection.prepare(
            "SELECT \(RegistrationPermissions.transitions(for: role, of: "t0")) FROM \(row)")
        let fields = try portal.connection.prepare(
            """
            SELECT (SELECT json_group_array(value) FROM (SELECT value FROM json_each(
                \(RegistrationPermissions.writableFields(for: role, of: "t0"))) ORDER BY value)) FROM \(row)
            """)
        for (viewer, state) in pairs(viewers(role), RegistrationState.allCases) {
            for (createdBy, assigned) in [(Int64(7), Int64?.none), (8, 7), (8, 8)] {
                let standing = RegistrationStanding(of: viewer, createdBy: createdBy, assignedAgent: assigned)
                let values: (SQLite.Value, SQLite.Value, SQLite.Value) = (
                    .text(state.rawValue), .integer(createdBy), SQLite.Value(assigned)
                )
                #expect(
                    try ask(transitions, as: viewer, values.0, values.1, values.2)
                        == list(state.allowed(by: standing)), "\(state) \(standing)")
                let editable = state.editable(by: standing, unlocked: [.budget]).map(\.rawValue).sorted()
                #expect(
                    try ask(fields, as: viewer, values.0, values.1, values.2) == list(editable),
                    "\(state) \(standing)")
            }
        }
    }

    /// Sales directions with each combination of the switches.
    static let directions: [(id: Int64, rules: OpportunityRules)] = [
        (11, OpportunityRules(allowsQuickClosing: false, partnerMayMoveStage: false)),
        (12, OpportunityRules(allowsQuickClosing: true, partnerMayMoveStage: false)),
        (13, OpportunityRules(allowsQuickClosing: false, partnerMayMoveStage: true)),
        (14, OpportunityRules(allowsQuickClosing: true, partnerMayMoveStage: true)),
    ]

    @Test("Opportunities: the SQL allows what the state machine allows", arguments: Role.allCases)
    func opportunities(_ role: Role) throws {
        let portal = try TestPortal(
            """
            INSERT INTO sales_direction (id, name, allow_quick_closing, partner_may_move_stage)
            VALUES (11, 'a', 0, 0), (12, 'b', 1, 0), (13, 'c', 0, 1), (14, 'd', 1, 1);
            """)
        let row = """
            (SELECT ?5 AS stage, ?6 AS status_reason, ?7 AS sales_direction_id, ?8 AS responsible_id) AS t0
            """
        let statement = try portal.connection.prepare(
            "SELECT \(OpportunityPermissions.transitions(for: role, of: "t0")) FROM \(row)")
        for (viewer, direction) in pairs(viewers(role), Self.directions) {
            try compare(statement, viewer, direction.id, direction.rules)
        }
        // The installation's switch counts for every sales direction.
        try portal.connection.execute(
            "UPDATE system_property SET value = 'true' WHERE name = 'crm.allow.quick.closing'")
        for viewer in viewers(role) { try compare(statement, viewer, 11, Self.directions[1].rules) }
    }

    private func compare(
        _ statement: Statement, _ viewer: Viewer, _ direction: Int64, _ rules: OpportunityRules
    ) throws {
        for (stage, reason) in pairs(OpportunityStage.allCases, OpportunityStatusReason.allCases) {
            for responsible in [Int64?.none, 7, 8] {
                let standing = OpportunityStanding(of: viewer, responsible: responsible)
                let allowed = OpportunityPosition(stage: stage, reason: reason).allowed(by: standing, under: rules)
                let asked = try ask(
                    statement, as: viewer, .text(stage.rawValue), .text(reason.rawValue), .integer(direction),
                    SQLite.Value(responsible))
                // A failed expectation is dear to describe, and there are thousands.
                if asked != list(allowed) { Issue.record("\(stage) \(reason) \(standing): \(asked)") }
            }
        }
    }
}
