import Execution
import GraphQL
import Portal
import Testing

@testable import API

@Suite("The cost of requests to the portal")
struct CostTests {
    private func response(_ query: String, _ changes: String = "") throws -> String {
        try ServedPortal(Records.all + changes).respond(to: "{\"query\":\"\(query)\"}", as: TestPortal.agent).response
    }

    @Test("An answer says what it was estimated to cost, and what it did cost")
    func answer() throws {
        let response = try self.response("{cases(scope:ALL,first:2){nodes{caseNumber organization{name}}}}")
        let requestID = #/"requestId":"[0-9a-f]{16}"/#
        #expect(
            response.replacing(requestID, with: "ID")
                == #"{"data":{"cases":{"nodes":[{"caseNumber":"CASE-000002","organization":null},"#
                + #"{"caseNumber":"CASE-000001","organization":null}]}},"#
                + #""extensions":{ID,"cost":{"estimated":6,"actual":6,"limit":10000}}}"#)
    }

    @Test("A request that may cost too much is refused, with a page size that fits")
    func refusal() throws {
        let response = try self.response("{cases(first:100){nodes{comments(first:100){nodes{author{displayName}}}}}}")
        #expect(
            response.replacing(#/"requestId":"[0-9a-f]{16}"/#, with: "ID")
                == #"{"errors":[{"message":"The request may answer 20202 nodes, more than 10000: "#
                + #"ask for at most 49 at cases.","locations":[{"line":1,"column":1}],"extensions":{"code":"QUERY_TOO_COSTLY","cost":20202,"limit":10000,"#
                + #""path":["cases"],"suggestedFirst":49}}],"extensions":{ID}}"#)
    }

    @Test("The events of a page of the change feed count as many as were asked for")
    func feed() throws {
        let response = try self.response("{changes(after:0,first:3){events{node{id}}}}")
        #expect(response.contains(#""cost":{"estimated":58,"actual":58,"limit":10000}"#), "\(response)")
        let refused = try self.response("{changes(after:0,first:1000){events{node{...on Case{comments{nodes{id}}}}}}}")
        #expect(refused.contains(#""path":["changes"],"suggestedFirst":"#), "\(refused)")
    }

    @Test("A mutation that may cost too much changes nothing")
    func mutation() throws {
        let portal = try ServedPortal(Records.all)
        let record = "Q2FzZTo0MDE"
        let before = try portal.count("comment")
        let fields = "comment{subject{...on Case{comments(first:100){nodes{author{displayName}}}}}}"
        let calls = (0..<50).map {
            "a\($0):addComment(subjectId:\"\(record)\",body:\"x\"){\(fields) userErrors{message}}"
        }
        let refused = portal.ask("mutation{\(calls.joined(separator: " "))}", as: TestPortal.user)
        #expect(refused.answer.contains("QUERY_TOO_COSTLY"), "\(refused.answer)")
        #expect(try portal.count("comment") == before)
    }

    static let states: [(coordinates: [String], values: Int)] = [
        (
            ["OpportunityRegistrationConnection.summary", "Dashboard.registrationsByState"],
            RegistrationState.allCases.count
        ),
        (["OpportunityConnection.summary", "Dashboard.opportunitiesByStage"], OpportunityStage.allCases.count),
        (["CaseConnection.summary"], CaseStatus.allCases.count),
        (["Viewer.permissions", "Viewer.menu", "Portal.sections"], PortalModule.allCases.count),
    ]

    @Test("A page of the change feed assumes as many events as it can have")
    func events() throws {
        let schema = try Declared.schema()
        let page = try #require(schema.type(named: "ChangePage"))
        #expect(page.fields.first { $0.name == "events" }?.assumedSize == Lists.maximumEvents)
    }

    @Test("A list with an item for each value of an enum assumes as many", arguments: states)
    func enums(_ test: (coordinates: [String], values: Int)) throws {
        let fields = try Declared.schema().types.flatMap(\.fields)
        for coordinate in test.coordinates {
            let field = try #require(fields.first { $0.coordinate.description == coordinate })
            #expect(field.assumedSize == Int64(test.values), "\(coordinate)")
        }
    }
}
