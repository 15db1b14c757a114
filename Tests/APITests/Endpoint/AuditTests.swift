import Execution
import GraphQL
import Portal
import Testing

@testable import API

@Suite("The audit trail")
struct AuditTests {
    /// `Records` with what a writer has to know of their numbers.
    private static let records = Records.all + "UPDATE counter SET last = 1000;"

    @Test("Each mutation leaves one entry, however it ends, about the record that it makes or that it was given")
    func mutations() throws {
        let portal = try ServedPortal(Self.records)
        let lead = GlobalID.encode("Lead", 201)
        let accept = #"mutation{acceptLead(id:"\#(lead)",idempotencyKey:"k"){userErrors{code} replayed}}"#
        let questions = [
            (accept, TestPortal.user), (accept, TestPortal.user), (accept, TestPortal.other),
            (
                #"mutation{createCase(input:{title:"Stuck",summary:"Again.",category:SUPPORT}){userErrors{code}}}"#,
                TestPortal.user
            ),
            (
                #"mutation{createCase(input:{title:" ",summary:"Again.",category:SUPPORT}){userErrors{code}}}"#,
                TestPortal.user
            ),
            (#"mutation{addComment(subjectId:"x",body:"Hm."){userErrors{code}}}"#, TestPortal.agent),
            (#"mutation{acceptLead(id:"\#(lead)"){userErrors{code}}}"#, TestPortal.integration),
        ]
        #expect(
            questions.map { portal.ask($0.0, as: $0.1).answer } == [
                #"{"data":{"acceptLead":{"userErrors":[],"replayed":false}}}"#,
                #"{"data":{"acceptLead":{"userErrors":[],"replayed":true}}}"#,
                #"{"data":{"acceptLead":{"userErrors":[{"code":"LEAD_ALREADY_ACCEPTED"}],"replayed":false}}}"#,
                #"{"data":{"createCase":{"userErrors":[]}}}"#,
                #"{"data":{"createCase":{"userErrors":[{"code":"REQUIRED"}]}}}"#,
                #"{"data":{"addComment":{"userErrors":[{"code":"NOT_FOUND"}]}}}"#,
                """
                {"data":{"acceptLead":null},"errors":[{"message":"The account lacks the scope leads:accept.",\
                "locations":[{"line":1,"column":10}],"path":["acceptLead"],"extensions":{"code":"FORBIDDEN",\
                "needed":"leads:accept"}}]}
                """,
            ])
        let now = TestPortal.now.milliseconds
        #expect(
            try portal.auditTrail(
                "at", "actor_id", "role", "operation", "subject_type", "subject_id", "outcome", "ip", "changes") == [
                    "\(now)|2|PARTNER_USER|acceptLead|Lead|201|OK|192.0.2.1",
                    "\(now)|2|PARTNER_USER|acceptLead|Lead|201|REPLAYED|192.0.2.1",
                    "\(now)|5|PARTNER_USER|acceptLead|Lead|201|LEAD_ALREADY_ACCEPTED|192.0.2.1",
                    "\(now)|2|PARTNER_USER|createCase|Case|403|OK|192.0.2.1",
                    "\(now)|2|PARTNER_USER|createCase|REQUIRED|192.0.2.1",
                    "\(now)|10|AGENT|addComment|NOT_FOUND|192.0.2.1",
                    "\(now)|6|INTEGRATION|acceptLead|Lead|201|FORBIDDEN|192.0.2.1",
                ])
        #expect(portal.failures.all == [])
    }

    @Test("Of several mutations in one request a refused one leaves its entry and nothing else")
    func several() throws {
        let portal = try ServedPortal(Self.records)
        let known = GlobalID.encode("Case", 401)
        let unknown = GlobalID.encode("Case", 999)
        let answer = portal.ask(
            """
            mutation{a:addComment(subjectId:"\(known)",body:"One"){comment{body} userErrors{code}}
              b:addComment(subjectId:"\(unknown)",body:"Two"){comment{body} userErrors{code}}
              c:addComment(subjectId:"\(known)",body:"Three"){comment{body} userErrors{code}}}
            """, as: TestPortal.user
        ).answer
        #expect(
            answer == """
                {"data":{"a":{"comment":{"body":"One"},"userErrors":[]},"b":{"comment":null,\
                "userErrors":[{"code":"NOT_FOUND"}]},"c":{"comment":{"body":"Three"},"userErrors":[]}}}
                """)
        #expect(
            try portal.auditTrail("operation", "subject_id", "outcome") == [
                "addComment|401|OK", "addComment|999|NOT_FOUND", "addComment|401|OK",
            ])
    }

    @Test(
        "An administrator's question leaves one entry with the personal data that it selects, and none without",
        arguments: [
            (
                "query People{contacts{nodes{id displayName mail:email}}}",
                [("People", #""Contact.displayName","Contact.email""#)]
            ),
            (
                "{registrations{nodes{contactPhone createdBy{email} ...More}}} fragment More on Node{... on Lead{id}}",
                [("query", #""OpportunityRegistration.contactPhone","PartnerUser.email""#)]
            ),
            (
                #"{nodes(ids:[]){... on Agent{phone} ... on Lead{contactName}}}"#,
                [("query", #""Agent.phone","Lead.contactName""#)]
            ),
            ("{agents{nodes{displayName phone @skip(if:true)}}}", []),
            ("{cases{nodes{title assignedAgent{displayName}}} __type(name:\"Contact\"){name}}", []),
        ])
    func reads(_ query: String, _ entries: [(name: String, fields: String)]) throws {
        let portal = try ServedPortal(Records.all)
        #expect(portal.ask(query, as: TestPortal.admin).answer.hasPrefix(#"{"data":{""#))
        let found = try portal.auditTrail(
            "actor_id", "role", "operation", "subject_id", "outcome", "ip", "changes")
        #expect(found == entries.map { "13|ADMIN|\($0.name)|OK|192.0.2.1|{\"read\":[\($0.fields)]}" })
    }

    @Test(
        "Nobody else's reading is entered",
        arguments: [(TestPortal.user, "Ann"), (TestPortal.supervisor, "Bob"), (TestPortal.agent, "Ann")])
    func others(_ viewer: Viewer, _ name: String) throws {
        let portal = try ServedPortal(Records.all)
        #expect(portal.ask("{registrations{nodes{contactFirstName}}}", as: viewer).answer.contains(name))
        #expect(try portal.auditTrail("operation") == [])
    }

    @Test("What an administrator reads in a mutation's answer stands in the mutation's entry")
    func readsOfMutations() throws {
        let portal = try ServedPortal(Self.records)
        let answer = portal.ask(
            #"mutation{addComment(subjectId:"\#(GlobalID.encode("Case", 401))",body:"Hm."){comment{author{... on Agent{email}}}}}"#,
            as: TestPortal.admin
        ).answer
        #expect(answer == #"{"data":{"addComment":{"comment":{"author":{"email":"ada@vendor.example"}}}}}"#)
        #expect(
            try portal.auditTrail("operation", "outcome", "changes") == [#"addComment|OK|{"read":["Agent.email"]}"#])
    }

    @Test("A read that finds no place in the queue is not answered")
    func overload() throws {
        let portal = try ServedPortal(capacity: 0)
        let (outcome, answer) = portal.ask("query Phones{agents{nodes{phone}}}", as: TestPortal.admin)
        #expect(outcome == .overloaded)
        #expect(
            answer == """
                {"errors":[{"message":"Too many changes are waiting. Try again later.",\
                "extensions":{"code":"OVERLOADED"}}]}
                """)
        #expect(try portal.auditTrail("operation") == [])
        #expect(portal.ask("{agents{nodes{displayName}}}", as: TestPortal.admin).outcome == .executed)
    }

    @Test("Nor is one that cannot be entered")
    func failure() throws {
        let portal = try ServedPortal(
            """
            CREATE TRIGGER full BEFORE INSERT ON audit_entry
                BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
            """)
        let name = String(repeating: "PhonesOf", count: 32)
        let (outcome, answer) = portal.ask("query \(name){agents{nodes{phone}}}", as: TestPortal.admin)
        #expect(outcome == .failed)
        #expect(answer.hasPrefix(#"{"errors":[{"message":"Something failed on our side."#))
        #expect(!answer.contains("agents"))
        let failures = portal.failures.all
        #expect(failures.count == 1)
        #expect(failures.first?.contains("the disk is full") == true)
        #expect(
            failures.first?.hasSuffix(", so that actor 13 was not given Agent.phone by \(name.prefix(255))") == true,
            "\(failures)")
    }

    @Test("Addresses and phone numbers of people are personal data, wherever the schema has them")
    func schema() throws {
        let schema = try Declared.schema()
        let fields = schema.types.flatMap(\.fields)
        let reaching = fields.filter { ["EmailAddress", "PhoneNumber"].contains(schema[$0.type.named].name) }
        #expect(reaching.count == 11)
        for field in reaching { #expect(field.directives.contains { $0.name == "personal" }, "\(field.coordinate)") }
    }
}
