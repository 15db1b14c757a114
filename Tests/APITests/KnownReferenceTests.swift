import Portal
import SQLite
import Storage
import Testing

@testable import API
@testable import Execution

/// References that are joined without asking whether the other row is seen: seeing this one is why it is.
@Suite("References that vouch for their row")
struct KnownReferenceTests {
    @Test(
        "Whoever sees the row sees the row it refers to, by that row's own visibility",
        arguments: [Role.partnerUser, .partnerSupervisor, .integration])
    func implied(_ role: Role) throws {
        let demo = try DemoPortal()
        let viewer = demo.viewers[role.index]
        let everything = viewer.rights
        // Whoever may see fewer rows must still see what those refer to.
        let rights =
            [everything, []] + PortalModule.allCases.map { everything.subtracting($0.right(.view)) }
            + IntegrationScope.allCases.map { everything.subtracting($0.right) }
        let objects = demo.portal.sources(for: role).objects
        var checked: [String] = []
        for (name, object) in objects.sorted(by: { $0.key < $1.key }) {
            for (field, source) in object.fields.sorted(by: { $0.key < $1.key }) {
                guard case .one(let type, let key, let visibility?) = source, let rows = object.rows else { continue }
                let target = try #require(objects[type]?.rows)
                let seen = "FROM \(rows.table) AS t0 WHERE \(key("t0")) IS NOT NULL AND \(rows.visibility("t0"))"
                let hidden = """
                    \(seen) AND NOT EXISTS (SELECT 1 FROM \(target.table) AS t1
                        WHERE \(target.key("t1")) = \(key("t0")) AND (\(target.visibility("t1"))))
                    """
                #expect(visibility("t1") == "true")
                #expect(try demo.portal.connection.count(seen, viewer) > 0, "\(name).\(field)")
                for rights in rights {
                    #expect(
                        try demo.portal.connection.count(hidden, viewer.with(rights)) == 0,
                        "\(name).\(field) with \(rights)")
                }
                checked.append("\(name).\(field)")
            }
        }
        #expect(
            checked == [
                "Case.assignedAgent", "Case.organization", "Comment.author", "Opportunity.organization",
                "Opportunity.responsible",
                "OpportunityRegistration.assignedAgent", "OpportunityRegistration.organization",
            ])
    }
}

extension Viewer {
    fileprivate func with(_ rights: Rights) -> Viewer {
        Viewer(actorID: actorID, partnerID: partnerID, role: role, rights: rights)
    }
}

extension Connection {
    /// How many rows the rest of a statement finds for the viewer.
    fileprivate borrowing func count(_ rest: String, _ viewer: Viewer) throws -> Int {
        var rows = try prepare("SELECT count(*) \(rest)").rows([
            .integer(viewer.actorID), .integer(viewer.partnerID), .integer(viewer.rights.rawValue),
            .integer(TestPortal.now.milliseconds),
        ])
        return try rows.step() ? Int(rows.integer(0)) : 0
    }
}
