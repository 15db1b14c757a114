import Execution
import Portal
import Testing

@testable import API

@Suite("A lead on offer to several partners")
struct RivalTests {
    /// Someone of either partner, and an agent, have commented on the lead; comment 71 is the rival's.
    private static let conversation = """
        INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at) VALUES
            (70, 201, 'ADDITIONAL_COMMENT', 'ours', 2, 1, 1), (71, 201, 'ADDITIONAL_COMMENT', 'theirs', 5, 1, 1),
            (72, 201, 'ADDITIONAL_COMMENT', 'vendor', 10, 1, 1);
        """

    private func answer(_ query: String) throws -> String {
        try TestPortal(Records.all + Self.conversation).answer(query, as: TestPortal.user)
    }

    @Test("A partner reads its own comments and the vendor's, and no other partner's")
    func comments() throws {
        let lead = GlobalID.encode("Lead", 201)
        let answer = try answer("{lead(id:\"\(lead)\"){comments{totalCount nodes{body}}}}")
        #expect(
            answer.hasPrefix(
                #"{"data":{"lead":{"comments":{"totalCount":2,"nodes":[{"body":"ours"},{"body":"vendor"}]}}}"#))
    }

    @Test("Nor on a way that comes back to the lead from what belongs to it")
    func roundabout() throws {
        let lead = GlobalID.encode("Lead", 201)
        let answer = try answer(
            "{lead(id:\"\(lead)\"){comments(first:1){nodes{subject{comments{totalCount nodes{body}}}}}}}")
        #expect(
            answer.hasPrefix(
                #"{"data":{"lead":{"comments":{"nodes":[{"subject":{"comments":"#
                    + #"{"totalCount":2,"nodes":[{"body":"ours"},{"body":"vendor"}]}}}]}}}"#))
    }

    @Test("Nor does its id find it")
    func node() throws {
        let answer = try answer("{node(id:\"\(GlobalID.encode("Comment", 71))\"){id}}")
        #expect(answer.hasPrefix(#"{"data":{"node":null}"#))
        #expect(!answer.contains("\"errors\""))
    }
}

@Suite("A company that another partner has entered")
struct RivalCompanyTests {
    /// Organization 3, Bolt, is Zeus's; Ares has chosen it by its TIN, in a draft and in a case.
    private static let chosen = """
        UPDATE organization SET created_by_partner_id = 2, website = 'https://bolt.example', website_key = 'bolt.example', tin = '500100732',
            tin_check = 'VALID', city = 'Cork', created_at = 5 WHERE id = 3;
        UPDATE registration SET organization_id = 3, new_company = 0, company_tin = '500100732' WHERE id = 102;
        UPDATE support_case SET organization_id = 3 WHERE id = 401;
        """

    /// The company on every way to it that a partner has.
    private static let question = """
        {case(id:"\(GlobalID.encode("Case", 401))"){companyName organization{...C}}
        registration(id:"\(GlobalID.encode("OpportunityRegistration", 102))"){companyName companyWebsite organization{...C}}
        node(id:"\(GlobalID.encode("Organization", 3))"){...C}
        organization(id:"\(GlobalID.encode("Organization", 3))"){...C}
        organizations(filter:{createdAt:{gte:"1970-01-01T00:00:00.005Z"}}){nodes{...C}}
        companyLookup(search:"Bolt"){name}} fragment C on Organization{website createdAt}
        """

    private func answer(after change: String, as viewer: Viewer = TestPortal.supervisor) throws -> String {
        try TestPortal(Records.all + Self.chosen + change).answer(Self.question, as: viewer)
    }

    private static let seen = #"{"website":"https://bolt.example","createdAt":"1970-01-01T00:00:00.005Z"}"#

    @Test(
        "Whoever chose it by its TIN reads its name, but neither what the rival typed nor when",
        arguments: [TestPortal.supervisor, TestPortal.integration])
    func unseen(_ viewer: Viewer) throws {
        let viewer = Viewer(
            actorID: viewer.actorID, partnerID: viewer.partnerID, role: viewer.role,
            rights: viewer.rights.union([.casesRead, .registrationsWrite]))
        let answer = try answer(after: "", as: viewer)
        #expect(
            answer == """
                {"data":{"case":{"companyName":"Bolt","organization":null},\
                "registration":{"companyName":"Bolt","companyWebsite":null,"organization":null},\
                "node":null,"organization":null,"organizations":{"nodes":[]},"companyLookup":[]}}
                """)
    }

    @Test(
        "It is seen once the vendor has taken it up, or if it was the vendor's",
        arguments: [
            "UPDATE opportunity SET organization_id = 3 WHERE id = 302",
            "UPDATE lead SET organization_id = 3 WHERE id = 203",
            "UPDATE organization SET created_by_partner_id = NULL WHERE id = 3",
            "UPDATE organization SET created_by_partner_id = 1 WHERE id = 3",
        ])
    func takenUp(_ change: String) throws {
        let answer = try answer(after: change)
        #expect(
            answer == """
                {"data":{"case":{"companyName":"Bolt","organization":\(Self.seen)},\
                "registration":{"companyName":"Bolt","companyWebsite":null,"organization":\(Self.seen)},\
                "node":\(Self.seen),"organization":\(Self.seen),"organizations":{"nodes":[\(Self.seen)]},\
                "companyLookup":[{"name":"Bolt"}]}}
                """)
    }
}
