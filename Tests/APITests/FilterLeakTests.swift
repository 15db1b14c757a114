import GraphQL
import Portal
import SQLite
import Testing

@testable import API
@testable import Execution

/// A filter, an order or a look-up tells no more than the fields do.
@Suite("What a filter may tell")
struct FilterLeakTests {
    /// Case 401 is the user's and about opportunity 302, which a colleague pursues; 402 is about nothing.
    private static let hiddenReference = """
        UPDATE opportunity SET originator_id = 4 WHERE id = 302;
        UPDATE support_case SET opportunity_id = 302 WHERE id = 401;
        """

    private static func hidden(_ filter: String, _ viewer: Viewer, _ changes: String = "") throws -> String {
        let scope = viewer.role == .partnerUser ? "MINE" : "COMPANY"
        let answer = try TestPortal(Records.all + hiddenReference + changes).answer(
            "{cases(scope:\(scope),filter:\(filter)){totalCount nodes{caseNumber}}}", as: viewer)
        return answer
    }

    @Test(
        "A reference to a record that the caller does not see is none",
        arguments: [
            ("{opportunityId:{eq:\"\(GlobalID.encode("Opportunity", 302))\"}}", 0, 1),
            ("{opportunityId:{in:[\"\(GlobalID.encode("Opportunity", 302))\"]}}", 0, 1),
            ("{not:{opportunityId:{eq:\"\(GlobalID.encode("Opportunity", 302))\"}}}", 1, 1),
            ("{opportunityId:{isNull:true}}", 1, 1), ("{opportunityId:{isNull:false}}", 0, 1),
        ])
    func references(_ filter: String, _ forUser: Int, _ forSupervisor: Int) throws {
        let user = try Self.hidden(filter, TestPortal.user)
        #expect(user.hasPrefix(#"{"data":{"cases":{"totalCount":\#(forUser),"#), "\(user)")
        let supervisor = try Self.hidden(filter, TestPortal.supervisor)
        #expect(supervisor.hasPrefix(#"{"data":{"cases":{"totalCount":\#(forSupervisor),"#), "\(supervisor)")
    }

    @Test("A registration that a program made has no user who made it, for the vendor's people too")
    func madeByProgram() throws {
        let portal = try TestPortal(Records.all + "UPDATE registration SET created_by_id = 6 WHERE id = 101;")
        let answer = try portal.answer(
            """
            {none:registrations(scope:ALL,filter:{createdById:{isNull:true}}){nodes{id createdBy{id}}}
             all:registrations(scope:ALL){totalCount}
             some:registrations(scope:ALL,filter:{createdById:{isNull:false}}){totalCount}}
            """, as: TestPortal.admin)
        #expect(
            answer == """
                {"data":{"none":{"nodes":[{"id":"T3Bwb3J0dW5pdHlSZWdpc3RyYXRpb246MTAx","createdBy":null}]},\
                "all":{"totalCount":3},"some":{"totalCount":2}}}
                """)
    }

    @Test("Partners' people cannot order contacts by a company that may be hidden from them")
    func orderByCompany() throws {
        let query = "{contacts(orderBy:[{field:ORGANIZATION}]){totalCount}}"
        let portal = try TestPortal(Records.all)
        for viewer in [TestPortal.user, TestPortal.supervisor, TestPortal.integration] {
            let refusal = #expect(throws: FieldRefusal.self) { try portal.plan(of: query, for: viewer.role) }
            #expect(refusal?.code == "FORBIDDEN_FILTER")
        }
        #expect(try !portal.answer(query, as: TestPortal.admin).contains("errors"))
    }

    @Test("A reference can stand as deep in a filter as anything, for every role", arguments: Role.allCases)
    func depth(_ role: Role) throws {
        if role == .anonymous { return }
        let schema = try Declared.schema()
        let access = Access(schema, role: role.rawValue)
        let portal = try TestPortal(Records.all)
        let viewer = Viewer(
            actorID: 2, partnerID: 1, role: role, rights: Rights(rawValue: .max ^ Rights.readOnly.rawValue))
        for field in try #require(schema.root(of: .query)).fields where access.allows(field.element) {
            guard let filter = field.arguments.first(where: { $0.name == "filter" }) else { continue }
            for member in schema[filter.type.named].inputFields
            where schema[member.type.named].name == "IDFilter" && access.allows(member.element) {
                let innermost = "{\(member.name):{isNull:false},or:[{\(member.name):{in:[\"x\",\"y\"]}},{}]}"
                let query =
                    "{\(field.name)(filter:{and:[{not:{or:[\(innermost),{}]}},{}]}){totalCount nodes{__typename}}}"
                let answer = try portal.answer(query, as: viewer)
                #expect(!answer.contains("errors"), "\(query) \(answer)")
            }
        }
    }

    @Test("An operator that is null is refused; a condition that is null is none")
    func nulls() throws {
        let refused = try Self.hidden("{title:{eq:null}}", TestPortal.supervisor)
        #expect(refused.contains(#""code":"BAD_USER_INPUT""#) && refused.contains("isNull"))
        let inRange = try Self.hidden("{createdAt:{gte:null}}", TestPortal.supervisor)
        #expect(inRange.contains(#""code":"BAD_USER_INPUT""#))
        let all = try Self.hidden("{title:null}", TestPortal.supervisor)
        #expect(all.hasPrefix(#"{"data":{"cases":{"totalCount":2,"#))
        #expect(try Self.hidden("{title:{}}", TestPortal.supervisor) == all)
    }

    @Test(
        "A part of a text is found in capitals or not, whatever the script",
        arguments: ["ВЕСЫ", "весы", "ВеС", "Größe", "GRÖßE"])
    func capitals(_ part: String) throws {
        let answer = try Self.hidden(
            "{title:{contains:\"\(part)\"}}", TestPortal.user,
            "UPDATE support_case SET title = 'Сломались весы, Größe' WHERE id = 401;")
        #expect(answer.contains("CASE-000001"))
    }

    @Test(
        "A program neither filters, nor orders, nor searches by the names of contacts, whatever its scopes",
        arguments: [
            "filter:{displayName:{startsWith:\"A\"}}", "filter:{firstName:{eq:\"A\"}}",
            "orderBy:[{field:DISPLAY_NAME}]",
            "orderBy:[{field:LAST_NAME}]", "search:\"Ann\"",
        ])
    func names(_ argument: String) throws {
        let portal = try TestPortal(Records.all)
        let refusal = #expect(throws: FieldRefusal.self) {
            _ = try portal.answer("{contacts(\(argument)){totalCount}}", as: TestPortal.integration)
        }
        #expect(refusal?.code == "FORBIDDEN_FILTER")
    }

    @Test("A program's list of contacts is in the order of entry, and its cursors hold no names")
    func order() throws {
        let demo = try DemoPortal()
        let program = try #require(demo.viewers.first { $0.role == .integration })
        let silent = Viewer(
            actorID: program.actorID, partnerID: program.partnerID, role: .integration,
            rights: program.rights.subtracting(.contactsPII))
        let answer = try demo.portal.answer(
            "{contacts(first:3){nodes{createdAt displayName} pageInfo{endCursor}}}", as: silent)
        #expect(answer.count(of: #""displayName":null"#) == 3)
        var rows = try demo.portal.connection.prepare("SELECT ?1 ->> '$.data.contacts.pageInfo.endCursor'").rows(
            .text(answer))
        _ = try rows.step()
        let cursor = try #require(Base64URL.decode(rows.text(0).utf8))
        // A fingerprint, a time and an id.
        #expect(cursor.count < 16)
    }

    /// Zeus has entered Dove, and the vendor has taken up Crow.
    private static let entered = """
        INSERT INTO organization
            (id, name, name_key, name_core, tin, tin_check, created_by_partner_id, created_at, updated_at) VALUES
            (21, 'Novelty Dove', 'novelty dove', 'novelty dove', '5001007322', 'VALID', 2, 0, 0),
            (22, 'Novelty Crow', 'novelty crow', 'novelty crow', NULL, NULL, 2, 0, 0),
            (23, 'Novelty Own', 'novelty own', 'novelty own', NULL, NULL, 1, 0, 0);
        UPDATE opportunity SET organization_id = 22 WHERE id = 301;
        """

    @Test("What a rival has just entered is found by its whole TIN only")
    func lookup() throws {
        let portal = try TestPortal(Records.all + Self.entered)
        let byName = "{companyLookup(search:\"novelty\"){name}}"
        #expect(
            try portal.answer(byName, as: TestPortal.user)
                == #"{"data":{"companyLookup":[{"name":"Novelty Crow"},{"name":"Novelty Own"}]}}"#)
        #expect(try portal.answer(byName, as: TestPortal.other).count(of: "Novelty") == 2)
        #expect(try portal.answer(byName, as: TestPortal.agent).count(of: "Novelty") == 3)
        #expect(
            try portal.answer("{companyLookup(search:\"5001007322\"){name}}", as: TestPortal.user)
                == #"{"data":{"companyLookup":[{"name":"Novelty Dove"}]}}"#)
    }
}
