import Execution
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
