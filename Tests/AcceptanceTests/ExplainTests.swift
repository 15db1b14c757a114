import Foundation
import Testing

@Suite("Explained requests, over a socket")
struct ExplainTests {
    private static let body =
        #"{"query":"{cases(scope:ALL,first:2){nodes{title}}}","extensions":{"explain":true}}"#
    private static let path =
        "/graphql?query={cases(scope:ALL,first:2){nodes{title}}}&extensions=%7B%22explain%22:true%7D"

    private struct Answer: Decodable {
        struct Extensions: Decodable { let explain: Explanation? }
        let extensions: Extensions
    }

    private struct Explanation: Decodable {
        struct Plan: Decodable {
            let cached: Bool
            let microseconds: Int
        }
        struct Step: Decodable {
            let path: String
            let kind: String
            let sql: String
            let queryPlan: [String]
            let runs: Int
            let rows: Int
            let microseconds: Int
        }
        let plan: Plan
        let steps: [Step]
        let microseconds: Int
    }

    private static func explanation(in text: String) throws -> Explanation {
        try #require(try JSONDecoder().decode(Answer.self, from: Data(text.utf8)).extensions.explain)
    }

    @Test("By POST, by GET and as an event, it is told what was done, and nobody keeps it")
    func told() throws {
        let server = try RunningServer(["--demo", "--loops", "1"])
        let token = try server.token(of: "AGENT")
        let client = try server.client()
        let posted = try Self.explanation(in: client.post(Self.body, token: token).body)
        #expect(!posted.plan.cached && posted.plan.microseconds > 0)
        let step = try #require(posted.steps.first)
        #expect(posted.steps.count == 1 && step.path == "cases.nodes" && step.kind == "rows")
        #expect(step.sql.hasPrefix("SELECT ") && !step.queryPlan.isEmpty && step.runs == 1 && step.rows == 2)
        #expect((0...posted.microseconds).contains(step.microseconds))
        let authorization = "Authorization: Bearer \(token)"
        let answer = client.get(Self.path, fields: [authorization, "If-None-Match: *"])
        #expect(answer.status == 200 && answer.fields("ETag").isEmpty)
        #expect(answer.fields("Cache-Control") == ["private, no-cache"])
        let read = try Self.explanation(in: answer.body)
        #expect(read.plan.cached && read.plan.microseconds == 0 && read.steps.map(\.sql) == [step.sql])
        let event = client.post(Self.body, token: token, fields: ["Accept: text/event-stream"])
        #expect(event.body.contains(#""explain":{"plan":{"cached":true,"#), "\(event.body)")
    }

    @Test("Partners are refused, with the statuses of every refusal")
    func refused() throws {
        let server = try RunningServer(["--demo"])
        let client = try server.client()
        for role in ["PARTNER_USER", "PARTNER_SUPERVISOR", "INTEGRATION"] {
            let token = try server.token(of: role)
            let answer = client.post(Self.body, token: token)
            #expect(answer.status == 200)
            #expect(
                answer.error == "How a request is answered is told to agents and administrators only. FORBIDDEN")
            let draft = client.post(
                Self.body, token: token, fields: ["Accept: application/graphql-response+json"])
            #expect(draft.status == 400)
        }
        let anonymous = client.post(Self.body)
        #expect(anonymous.error?.hasSuffix(" FORBIDDEN") == true)
    }
}
