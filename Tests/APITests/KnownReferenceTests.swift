import Portal
import SQLite
import Storage
import Testing

@testable import API
@testable import Execution

/// References that are joined without asking all that decides whether the other row is seen: seeing this one is why it is.
@Suite("References that vouch for their row")
struct KnownReferenceTests {
    @Test(
        "What is asked of the row referred to, for whoever sees this one, comes to that row's own visibility",
        arguments: [Role.partnerUser, .partnerSupervisor, .integration])
    func implied(_ role: Role) throws {
        let demo = try DemoPortal()
        let viewer = demo.viewers[role.index]
        let everything = viewer.rights
        // Whoever may see fewer rows must still see what those refer to.
        let rights =
            [everything, []] + PortalModule.allCases.map { everything.subtracting($0.right(.view)) }
            + IntegrationScope.allCases.map { everything.subtracting($0.right) }
        let sources = demo.portal.sources(for: role)
        let objects = sources.objects
        var checked: [String] = []
        for (name, object) in objects.sorted(by: { $0.key < $1.key }) {
            for (field, source) in object.fields.sorted(by: { $0.key < $1.key }) {
                guard case .one(let type, let key, let visibility?) = source, let rows = object.rows else { continue }
                let target = try #require(objects[type]?.rows ?? sources.abstracts[type]?.rows)
                let seen = "FROM \(rows.table) AS t0 WHERE \(key("t0")) IS NOT NULL AND \(rows.visibility("t0"))"
                let misjudged = """
                    \(seen) AND NOT EXISTS (SELECT 1 FROM \(target.table) AS t1
                        WHERE \(target.key("t1")) = \(key("t0")) AND (\(target.visibility("t1"))) = (\(visibility("t1"))))
                    """
                #expect(try demo.portal.connection.count(seen, viewer) > 0, "\(name).\(field)")
                for rights in rights {
                    #expect(
                        try demo.portal.connection.count(misjudged, viewer.with(rights)) == 0,
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

    @Test(
        "A partner reads who wrote on a lead, also before it was asked; who wrote after it lost the lead it never learns"
    )
    func laterPartner() throws {
        let portal = try ServedPortal(
            Records.all + """
                INSERT INTO actor (id, kind, display_name)
                    VALUES (21, 'AGENT', 'Una'), (22, 'AGENT', 'Duo'), (23, 'AGENT', 'Tre');
                INSERT INTO agent (id, role, email, created_at) VALUES (21, 'AGENT', 'una@vendor.example', 0),
                    (22, 'AGENT', 'duo@vendor.example', 0), (23, 'AGENT', 'tre@vendor.example', 0);
                UPDATE lead_share SET state = 'RECALLED' WHERE lead_id = 201 AND partner_id = 1;
                INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at) VALUES
                    (11, 201, 'ADDITIONAL_COMMENT', 'Call them.', 21, 0, 0),
                    (12, 201, 'INTERNAL_NOTE', 'Ares is slow.', 22, 0, 0),
                    (13, 203, 'ADDITIONAL_COMMENT', 'Well done.', 23, 0, 0);
                """)
        let names = ([21, 22, 23] as [Int64]).map { #"a\#($0):node(id:"\#(GlobalID.encode("Agent", $0))"){...Name}"# }
        let question = """
            {lead:node(id:"\(GlobalID.encode("Lead", 201))"){... on HasActivity{comments{nodes{body author{...Name}}}}}
            \(names.joined(separator: " "))} fragment Name on Agent{displayName}
            """
        let una = #"{"displayName":"Una"}"#
        let said = #"{"comments":{"nodes":[{"body":"Call them.","author":\#(una)}]}}"#
        let ask = { portal.ask(question, as: TestPortal.supervisor).answer }
        #expect(ask() == #"{"data":{"lead":null,"a21":null,"a22":null,"a23":null}}"#)
        try portal.change("UPDATE lead_share SET state = 'OFFERED' WHERE lead_id = 201 AND partner_id = 1")
        #expect(ask() == #"{"data":{"lead":\#(said),"a21":\#(una),"a22":null,"a23":null}}"#)
    }

    @Test(
        "What it rests on is the database's to keep",
        arguments: [
            (
                "INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at) "
                    + "VALUES (9, 401, 'ADDITIONAL_COMMENT', 'Ha!', 5, 0, 0)",
                "no partner comments on the records of another"
            ),
            ("UPDATE comment SET kind = 'ADDITIONAL_COMMENT' WHERE id = 2", "a comment stays as it was meant"),
            ("UPDATE opportunity SET partner_id = 2 WHERE id = 301", "an opportunity stays with its partner"),
            ("UPDATE support_case SET partner_id = 2 WHERE id = 401", "a case stays with its partner"),
            ("UPDATE registration SET partner_id = 2 WHERE id = 101", "a registration stays with its partner"),
        ])
    func invariants(_ change: String, _ refusal: String) throws {
        let portal = try ServedPortal(Records.all)
        let error = #expect(throws: SQLiteError.self) { try portal.change(change) }
        #expect(error?.message.contains(refusal) == true, "\(String(describing: error))")
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
