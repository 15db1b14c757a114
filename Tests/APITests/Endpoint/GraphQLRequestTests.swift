import Execution
import Testing

@testable import API

@Suite("The body of a request")
struct GraphQLRequestTests {
    @Test(
        "A member that is given twice is refused, as nobody can tell which is meant",
        arguments: [
            ("query", #"{"query":"{a}","query":"{b}"}"#), ("query", #"{"query":"{a}","qu\u0065ry":"{a}"}"#),
            ("variables", #"{"query":"{a}","variables":{},"variables":{"b":1}}"#),
            ("variables", #"{"variables":null,"query":"{a}","variables":null}"#),
            ("operationName", #"{"query":"{a}","operationName":null,"operationName":"A"}"#),
        ])
    func repeated(_ member: String, _ body: String) {
        let refusal = #expect(throws: FieldRefusal.self) {
            try Array(body.utf8).withUnsafeBytes { _ = try GraphQLRequest($0) }
        }
        #expect(refusal?.code == "BAD_USER_INPUT")
        #expect(refusal?.message == "The member \"\(member)\" is given twice.")
    }

    @Test("It is malformed, though it is JSON")
    func outcome() throws {
        let portal = try ServedPortal()
        let (outcome, answer) = portal.send(#"{"query":"{__typename}","query":"{__typename}"}"#, as: TestPortal.user)
        #expect(outcome == .malformed)
        #expect(answer.contains(#""code":"BAD_USER_INPUT""#))
    }
}
