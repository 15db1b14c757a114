import Execution
import Portal
import Testing

@testable import API

@Suite("Subscriptions where one answer is expected")
struct PlainAnswerTests {
    private static let case401 = GlobalID.encode("Case", 401)

    @Test(
        "A subscription is never run as a query, and says that it needs a stream",
        arguments: [
            "recordChanged{sequence}", "leadInboxChanged{sequence}", "commentAdded(subjectId:\"\(case401)\"){body}",
        ])
    func refused(_ field: String) throws {
        let portal = try ServedPortal(Records.all)
        // The second time the plan is known.
        for _ in 1...2 {
            let (outcome, answer) = portal.ask("subscription{\(field)}", as: TestPortal.user)
            #expect(outcome == .needsStream)
            #expect(
                answer == """
                    {"errors":[{"message":"A subscription is answered by a stream of events, not by one answer.",\
                    "extensions":{"code":"STREAM_REQUIRED"}}]}
                    """)
        }
    }

    @Test("Whoever has not signed in may ask for none")
    func anonymous() throws {
        let portal = try ServedPortal(Records.all)
        let (outcome, answer) = portal.ask("subscription{leadInboxChanged{sequence}}", as: .anonymous)
        #expect(outcome == .refused)
        #expect(
            answer == """
                {"errors":[{"message":"Sign in first: send a token.","locations":[{"line":1,"column":14}],\
                "extensions":{"code":"UNAUTHENTICATED","coordinate":"Subscription.leadInboxChanged"}}]}
                """)
    }
}
