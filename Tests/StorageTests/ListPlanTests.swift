import Portal
import SQLite
import Storage
import Testing

@Suite("How lists are read")
struct ListPlanTests {
    static let tables: [any ScopedTable.Type] = [CaseTable.self, RegistrationTable.self, OpportunityTable.self]

    /// A list that a role may ask for.
    struct List: Sendable {
        let role: Role
        let scope: RecordScope

        init(_ role: Role, _ scope: RecordScope) {
            self.role = role
            self.scope = scope
        }
    }

    static let lists = [
        List(.partnerUser, .mine), List(.partnerSupervisor, .mine), List(.partnerSupervisor, .company),
        List(.integration, .company), List(.agent, .mine), List(.agent, .all), List(.admin, .mine), List(.admin, .all),
    ]

    @Test("The newest rows of a list come from an index, without sorting", arguments: tables, lists)
    func newestFirst(_ table: any ScopedTable.Type, _ list: List) throws {
        let plan = try plan(of: table, list, orderedBy: "created_at")
        #expect(plan.contains { $0.hasPrefix("SEARCH r0 USING INDEX") || $0.hasPrefix("SCAN r0 USING INDEX") })
        #expect(!plan.contains("USE TEMP B-TREE FOR ORDER BY"))
    }

    static let caseOrders = [
        "id", "title", "status_rank", "priority_rank", "category_rank", "organization_name", "partner_contact_name",
        "resolution_due_at_order", "created_at", "updated_at",
    ]

    @Test("Every order of cases has its index for partners and for administrators", arguments: caseOrders)
    func everyOrder(_ order: String) throws {
        for list in [List(.partnerUser, .mine), List(.partnerSupervisor, .company), List(.admin, .all)] {
            let plan = try plan(of: CaseTable.self, list, orderedBy: order)
            #expect(!plan.contains("USE TEMP B-TREE FOR ORDER BY"), "\(list.role)")
        }
    }

    @Test("A partner's leads are found through its offers")
    func leads() throws {
        let plan = try plan(of: LeadTable.self, List(.partnerSupervisor, .company), orderedBy: "created_at")
        #expect(plan.contains("SEARCH r0 USING INTEGER PRIMARY KEY (rowid=?)"))
    }

    private func plan(
        of table: any ScopedTable.Type, _ list: List, orderedBy order: String
    ) throws -> [String] {
        let connection = try SampleDatabase.open()
        let inScope = table.scope(list.scope, for: list.role, of: "r0") ?? "this list is not allowed"
        var rows = try connection.prepare(
            """
            EXPLAIN QUERY PLAN SELECT r0.version FROM \(table.name) AS r0
            WHERE \(table.visibility(for: list.role, of: "r0")) AND \(inScope)
            ORDER BY r0.\(order) DESC, r0.id DESC LIMIT 21
            """
        ).rows()
        var steps: [String] = []
        while try rows.step() { steps.append(rows.text(3)) }
        return steps
    }
}
