import Execution
import Portal
import SQLite
import Storage
import Testing

@testable import API

@Suite("A partner's lists of customers")
struct CustomerListTests {
    @Test("They hold every row that the partner sees one by one, and no other")
    func same() throws {
        let demo = try DemoPortal()
        for viewer in demo.viewers where viewer.partnerID != 0 {
            let role = viewer.role
            for (table, oneByOne, listed) in [
                (
                    "organization", OrganizationTable.visibility(for: role, of: "t0"),
                    OrganizationTable.visibilityInList(for: role, of: "t0")
                ),
                (
                    "contact", ContactTable.visibility(for: role, of: "t0"),
                    ContactTable.visibilityInList(for: role, of: "t0")
                ),
            ] {
                let statement = try demo.portal.connection.prepare(
                    """
                    SELECT sum(\(oneByOne)), sum(coalesce(\(listed), 0)), sum(coalesce(\(oneByOne), 0) = coalesce(\(listed), 0)),
                        count(*) FROM \(table) AS t0
                    """)
                let context = viewer.context(at: TestPortal.now)
                var rows = statement.rows([
                    .integer(context.actor), .integer(context.partner), .integer(context.rights),
                ])
                #expect(try rows.step())
                #expect(rows.integer(0) > 0 && rows.integer(0) < rows.integer(3), "\(role) \(table)")
                #expect(rows.integer(0) == rows.integer(1) && rows.integer(2) == rows.integer(3), "\(role) \(table)")
            }
        }
    }
}
