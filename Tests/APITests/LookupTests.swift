import Portal
import Testing

@testable import API

@Suite("Choosing a company or a colleague")
struct LookupTests {
    @Test(
        "A company is found by three characters of its name or by its whole TIN",
        arguments: [
            ("acm", #"[{"name":"Acme GmbH","tinMasked":null},{"name":"Acme LLC","tinMasked":"77*****893"}]"#),
            ("770 708-38-93", #"[{"name":"Acme LLC","tinMasked":"77*****893"}]"#),
            ("77070838", "[]"),
            ("example", "[]"),
        ])
    func company(_ search: String, _ companies: String) throws {
        let portal = try TestPortal()
        let answer = try portal.answer("{companyLookup(search:\"\(search)\"){name tinMasked}}", as: TestPortal.user)
        #expect(answer == #"{"data":{"companyLookup":\#(companies)}}"#)
    }

    @Test("Two characters are too few")
    func tooShort() throws {
        let portal = try TestPortal()
        let answer = try portal.answer("{companyLookup(search:\"a-c\"){name}}", as: TestPortal.user)
        #expect(answer.hasPrefix(#"{"data":null,"errors":[{"#) && answer.contains("BAD_USER_INPUT"))
    }

    @Test("A program needs the scope registrations:write to look a company up")
    func scope() throws {
        let portal = try TestPortal()
        let answer = try portal.answer("{companyLookup(search:\"acme\"){name}}", as: TestPortal.integration)
        #expect(answer.contains("FORBIDDEN_SCOPE") && answer.contains("registrations:write"))
        let people = try portal.answer("{colleagues{displayName}}", as: TestPortal.integration)
        #expect(people.contains("FORBIDDEN_SCOPE") && people.contains("users:read"), "\(people)")
    }

    @Test("Colleagues are the active people of the caller's own company, their addresses their own")
    func colleagues() throws {
        let portal = try TestPortal()
        #expect(
            try portal.answer("{colleagues{displayName email} one:colleagues(search:\"sup\"){id}}", as: TestPortal.user)
                == """
                {"data":{"colleagues":[{"displayName":"Sam Supervisor","email":null},\
                {"displayName":"Uma User","email":"uma@ares.example"}],"one":[{"id":"UGFydG5lclVzZXI6NA"}]}}
                """)
    }

    @Test("Companies of the same name or domain are candidates for being one")
    func candidates() throws {
        let portal = try TestPortal()
        #expect(
            try portal.answer(
                "{organizations(filter:{name:{startsWith:\"Acme L\"}}){nodes{duplicateCandidates{organization{name} matchedOn score}}}}",
                as: TestPortal.admin) == """
                    {"data":{"organizations":{"nodes":[{"duplicateCandidates":[{"organization":{"name":"Acme GmbH"},\
                    "matchedOn":["name","website"],"score":95}]}]}}}
                    """)
    }

    @Test("A form shows a partner the statuses in which they may open a case, and what they may leave out")
    func form() throws {
        let portal = try TestPortal()
        let answer = try portal.answer("{formSpec(form:CASE){fields{name options mandatory}}}", as: TestPortal.user)
        #expect(answer.contains(#"{"name":"status","options":["NEW","OPEN"],"mandatory":false}"#))
        #expect(
            answer.contains(
                #"{"name":"priority","options":["URGENT","HIGH","MEDIUM","LOW"],"mandatory":false}"#))
        #expect(
            answer.contains(
                #"{"name":"category","options":["SALES","IMPLEMENTATION","SUPPORT","CUSTOMIZATION_SERVICE"],"#
                    + #""mandatory":true}"#))
        #expect(answer.contains(#"{"name":"contactId","options":null,"mandatory":false}"#))
    }

    @Test(
        "An existing company is chosen by its id or by its TIN: one of them has to be for a registration",
        arguments: [("REGISTRATION", "company", true), ("CASE", "organization", false)])
    func alternatives(_ form: String, _ company: String, _ isMandatory: Bool) throws {
        let portal = try TestPortal()
        let answer = try portal.answer(
            "{formSpec(form:\(form)){fields{name alternatives mandatory condition}}}", as: TestPortal.user)
        let rest = #""mandatory":\#(isMandatory),"condition":"!newCompany"}"#
        #expect(
            answer.contains(
                #"{"name":"\#(company).existingId","alternatives":["\#(company).existingTin"],\#(rest)"#))
        #expect(
            answer.contains(
                #"{"name":"\#(company).existingTin","alternatives":["\#(company).existingId"],\#(rest)"#))
    }

    @Test("The vendor's people have to name an opportunity, others may", arguments: Role.allCases)
    func opportunityOfCase(_ role: Role) throws {
        let field = try #require(FormKind.caseForm.fields(for: role).first { $0.name == "opportunityId" })
        #expect(field.isMandatory == [.agent, .admin].contains(role))
    }
}
