import Portal
import Testing

@testable import API

@Suite("Explaining access")
struct AccessExplanationTests {
    /// Global ids of the users 2 and 4.
    private static let uma = "UGFydG5lclVzZXI6Mg"
    private static let sam = "UGFydG5lclVzZXI6NA"

    static let questions: [(arguments: String, viewer: Viewer, allowed: Bool, rule: String, rowScope: String)] = [
        (
            #"type:"Case",field:"internalNotes""#, TestPortal.user, false, "Open to AGENT, ADMIN only.",
            "Those that you made or represent."
        ),
        (
            #"type:"Case",field:"title""#, TestPortal.agent, true, "Open to everyone who is signed in.",
            "Those of your sales directions, and those on your desk, on your reports' and with your teams."
        ),
        (
            #"type:"PartnerUser",field:"phone",id:"\#(uma)""#, TestPortal.user, true,
            "Open to everyone who is signed in, record by record: "
                + "Phone number. Partner users see their own; integrations need the scope `users:read`.",
            "Your company's."
        ),
        (
            #"type:"PartnerUser",field:"phone",id:"\#(sam)""#, TestPortal.user, false,
            "Open to everyone who is signed in, record by record: "
                + "Phone number. Partner users see their own; integrations need the scope `users:read`.",
            "Your company's."
        ),
        (
            #"type:"PartnerUser",field:"displayName",id:"\#(uma)""#, TestPortal.other, false,
            "Open to everyone who is signed in.", "Your company's."
        ),
        (
            #"type:"Organization",field:"name""#, TestPortal.user, true, "Open to everyone who is signed in.",
            "Those that your company brought, and those that a record you see is about, unless only a rival has brought them."
        ),
        (
            #"type:"Contact",field:"id""#, TestPortal.user, true, "Open to everyone who is signed in.",
            "Those that a record you see is about, and those shared with your company by leads it accepted."
        ),
        (
            #"type:"UserCriteria",field:"name""#, TestPortal.admin, true, "Open to ADMIN.", "All of them."
        ),
    ]

    @Test("The rule of the role and that of the record decide together", arguments: questions.indices)
    func explains(_ index: Int) throws {
        let question = Self.questions[index]
        let portal = try TestPortal()
        let answer = try portal.answer(
            "{explainAccess(\(question.arguments)){allowed rule rowScope}}", as: question.viewer)
        #expect(
            answer == """
                {"data":{"explainAccess":{"allowed":\(question.allowed),"rule":"\(question.rule)",\
                "rowScope":"\(question.rowScope)"}}}
                """)
    }

    @Test(
        "There must be such a type and such a field",
        arguments: ["type:\"Cas\",field:\"id\"", "type:\"Case\",field:\"ids\""])
    func unknown(_ arguments: String) throws {
        let portal = try TestPortal()
        let answer = try portal.answer("{explainAccess(\(arguments)){allowed}}", as: TestPortal.user)
        #expect(answer.contains("BAD_USER_INPUT"))
    }
}
