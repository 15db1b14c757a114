import Portal
import Testing

@testable import API
@testable import Execution

@Suite("Explained requests")
struct ExplainTests {
    private static let query = "{cases(scope:ALL,first:1){totalCount nodes{comments(last:1){nodes{kind}}}}}"

    private static func body(_ query: String, _ more: String = "") -> String {
        #"{"query":"\#(query)","extensions":{"explain":true}\#(more)}"#
    }

    @Test("An agent is told the plan and each statement with what it did, beside the same answer")
    func explained() throws {
        let portal = try ServedPortal(Records.all)
        let plain = portal.ask(Self.query, as: TestPortal.agent).answer
        let (outcome, response) = portal.respond(to: Self.body(Self.query), as: TestPortal.agent)
        #expect(outcome == .executed && TestPortal.withoutExtensions(response) == plain)
        let explanation = try #require(response.split(separator: #","explain":"#).last)
        let sql = explanation.matches(of: #/"sql":"([^"]*)"/#).map { String($0.1) }
        #expect(sql.count == 3 && sql.allSatisfy { $0.hasPrefix("SELECT ") })
        let plans = explanation.matches(of: #/"queryPlan":\[([^\]]*)\]/#).map { String($0.1) }
        #expect(plans.count == 3 && plans.allSatisfy { $0.contains("t0") }, "\(plans)")
        var rest = String(explanation)
        for text in sql { rest = rest.replacing(text, with: "…") }
        for text in plans { rest = rest.replacing("[\(text)]", with: "[…]") }
        #expect(
            rest == #"{"plan":{"cached":true,"microseconds":0},"steps":["#
                + #"{"path":"cases.totalCount","kind":"count","sql":"…","queryPlan":[…],"runs":1,"rows":1,"microseconds":1},"#
                + #"{"path":"cases.nodes","kind":"rows","sql":"…","queryPlan":[…],"runs":1,"rows":1,"microseconds":2},"#
                + #"{"path":"cases.nodes.comments.nodes","kind":"rows","sql":"…","queryPlan":[…],"runs":1,"rows":0,"#
                + #""microseconds":1}],"microseconds":7}}}"#)
    }

    @Test("A plan that is new has its time")
    func new() throws {
        let portal = try ServedPortal()
        for (isCached, microseconds) in [(false, 1), (true, 0)] {
            let response = portal.respond(to: Self.body("{__typename}"), as: TestPortal.admin).response
            #expect(
                response.hasSuffix(
                    #","explain":{"plan":{"cached":\#(isCached),"microseconds":\#(microseconds)},"steps":[],"microseconds":1}}}"#
                ), "\(response)")
        }
    }

    @Test(
        "Nobody else is told, whatever they ask for",
        arguments: [Viewer.anonymous, TestPortal.user, TestPortal.supervisor, TestPortal.integration])
    func refused(_ viewer: Viewer) throws {
        let portal = try ServedPortal(Records.all)
        for query in [Self.query, "{__typename}", "{", "mutation{acceptLead(id:1){replayed}}"] {
            let (outcome, answer) = portal.send(Self.body(query), as: viewer)
            #expect(outcome == .refused)
            #expect(
                answer
                    == #"{"errors":[{"message":"How a request is answered is told to agents and administrators only."#
                    + #"","extensions":{"code":"FORBIDDEN"}}]}"#)
        }
        let isPlanned = try #require(portal.summaries.first).operation != nil
        #expect(!isPlanned)
        for value in ["false", "null"] {
            let body = #"{"query":"{__typename}","extensions":{"explain":\#(value)}}"#
            #expect(portal.send(body, as: viewer).answer == #"{"data":{"__typename":"Query"}}"#)
        }
    }

    @Test("What is no query is refused before anything is done")
    func others() throws {
        let portal = try ServedPortal(Records.all)
        for (kind, query) in [
            ("mutation", #"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}"#),
            ("subscription", "subscription{recordChanged{__typename}}"),
        ] {
            let (outcome, answer) = portal.send(Self.body(query), as: TestPortal.agent)
            #expect(outcome == .refused)
            #expect(
                answer == #"{"errors":[{"message":"Only a query is explained, and this is a \#(kind).","#
                    + #""extensions":{"code":"BAD_USER_INPUT"}}]}"#)
        }
        #expect(try portal.count("comment") == 3)
    }

    @Test("A wish that is neither true nor false is none", arguments: ["1", #""true""#, "[]", "{}"])
    func malformed(_ value: String) throws {
        let body = #"{"query":"{__typename}","extensions":{"explain":\#(value)}}"#
        let (outcome, answer) = try ServedPortal().send(body, as: TestPortal.agent)
        #expect(outcome == .malformed)
        #expect(
            answer
                == #"{"errors":[{"message":"The member \"explain\" must be true or false.","extensions":{"code":"BAD_REQUEST"}}]}"#
        )
    }

    @Test("What was searched for, and whose token it is, stands nowhere in it")
    func values() throws {
        let portal = try ServedPortal(Records.all)
        let query = #"query($text:String!){cases(scope:ALL,search:$text){totalCount} node(id:\"Q2FzZTo0MDE\"){id}}"#
        let response = portal.respond(
            to: Self.body(query, #","variables":{"text":"unmistakable"}"#), as: TestPortal.agent
        ).response
        #expect(response.contains(#""path":"cases.totalCount""#) && response.contains(#""path":"node""#))
        #expect(!response.contains("unmistakable") && !response.contains("token"), "\(response)")
    }

    @Test("It is charged for what it is: a longer answer")
    func charged() throws {
        let portal = try ServedPortal(Records.all, rates: RateLimits(viewer: 250_000))
        func charge(_ body: String) throws -> (Int64, Int) {
            let response = portal.respond(to: body, as: TestPortal.agent).response
            let summary = try #require(portal.summaries.first)
            let balance = try #require(summary.rate).balance
            portal.pass(milliseconds: 3_600_000)
            return (balance.limit - balance.remaining, response.utf8.count)
        }
        _ = try charge(#"{"query":"\#(Self.query)"}"#)
        let plain = try charge(#"{"query":"\#(Self.query)"}"#)
        let explained = try charge(Self.body(Self.query))
        #expect(explained.1 > plain.1 + 1024)
        #expect(explained.0 == plain.0 + Int64(explained.1 / 1024 - plain.1 / 1024), "\(explained) \(plain)")
    }

    @Test("A query that is stopped is explained, too: that is when it matters")
    func stopped() throws {
        let portal = try ServedPortal(SlowLaneTests.slow(200_000_000), hasLane: true)
        let (outcome, response) = portal.respond(
            to: Self.body("{viewer{salesDirections{name}}}"), as: TestPortal.agent)
        #expect(outcome == .executedWithErrors && response.contains(#""code":"TIMEOUT""#))
        let explanation = try #require(response.split(separator: #","explain":"#).last)
        #expect(explanation.contains(#"{"path":"viewer.salesDirections","kind":"rows","sql":"SELECT "#))
        #expect(
            explanation.contains(#""queryPlan":[""#) && explanation.contains(#""runs":1,"rows":0"#), "\(explanation)")
    }
}
