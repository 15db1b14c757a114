import SQLite
import Storage
import Testing

/// What lies on an agent's desk is counted with each new case, for everybody who could get it.
@Suite("The load of a desk")
struct DeskPlanTests {
    @Test("It is counted from an index alone, and from no record")
    func openCases() throws {
        let connection = try SampleDatabase.open()
        let load = AgentTable.sql(.openCaseCount, of: "desk")
        var rows = try connection.prepare("EXPLAIN QUERY PLAN SELECT \(load) FROM agent AS desk WHERE id = 1").rows()
        var steps: [String] = []
        while try rows.step() { steps.append(rows.text(3)) }
        #expect(
            steps == [
                "SEARCH desk USING INTEGER PRIMARY KEY (rowid=?)", "CORRELATED SCALAR SUBQUERY 1",
                "SEARCH support_case USING COVERING INDEX support_case_open (assigned_agent_id=?)",
            ])
    }
}
