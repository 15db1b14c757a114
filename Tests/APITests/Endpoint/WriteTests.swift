import Portal
import Testing

@testable import API

@Suite("Between a mutation's request and its turn to be written")
struct WriteTests {
    private static let question =
        #"mutation{createCase(input:{title:"Stuck",summary:"Again.",category:SUPPORT}){case{title} userErrors{code}}}"#

    /// The loop has looked the caller up a moment ago, so that only the writer can notice.
    private func ask(as viewer: Viewer, after change: String) throws -> (outcome: Endpoint.Outcome, answer: String) {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        #expect(portal.ask("{__typename}", as: viewer).outcome == .executed)
        try portal.change(change)
        return portal.ask(Self.question, as: viewer)
    }

    @Test(
        "an account that was closed can no longer write",
        arguments: [
            "UPDATE partner_user SET active = 0", "UPDATE partner_user SET portal_enabled = 0",
            "UPDATE partner_organization SET status = 'SUSPENDED'", "UPDATE access_token SET revoked_at = 1",
        ])
    func closed(_ change: String) throws {
        let (outcome, answer) = try ask(as: TestPortal.user, after: change)
        #expect(outcome == .unauthenticated)
        #expect(
            answer == """
                {"errors":[{"message":"The bearer token is wrong, expired or revoked.",\
                "extensions":{"code":"UNAUTHENTICATED"}}]}
                """)
    }

    @Test("a right that was taken away is gone")
    func rights() throws {
        let (outcome, answer) = try ask(
            as: TestPortal.user,
            after: """
                INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act)
                VALUES (1, 'CASES', 1, 0, 1, 1)
                """)
        #expect(outcome == .executed)
        #expect(answer.contains(#""code":"MODULE_FORBIDDEN""#))
    }

    @Test("another role has to ask again, as the request was compiled for the old one")
    func role() throws {
        let (outcome, answer) = try ask(
            as: TestPortal.user, after: "UPDATE partner_user SET role = 'PARTNER_SUPERVISOR' WHERE id = 2")
        #expect(outcome == .refused)
        #expect(
            answer == """
                {"errors":[{"message":"Your role was changed in the meantime: ask again.",\
                "extensions":{"code":"FORBIDDEN"}}]}
                """)
    }

    @Test("nothing was changed: it is carried out")
    func unchanged() throws {
        let (outcome, answer) = try ask(as: TestPortal.user, after: "")
        #expect(outcome == .executed)
        #expect(answer == #"{"data":{"createCase":{"case":{"title":"Stuck"},"userErrors":[]}}}"#)
    }

    @Test("A full queue takes no mutation, and says that it is overloaded")
    func overloaded() throws {
        let portal = try ServedPortal(capacity: 0)
        let (outcome, answer) = portal.ask(Self.question, as: TestPortal.user)
        #expect(outcome == .overloaded)
        #expect(
            answer == """
                {"errors":[{"message":"Too many changes are waiting. Try again later.",\
                "extensions":{"code":"OVERLOADED"}}]}
                """)
    }
}
