import Portal
import Testing

@testable import API

@Suite("Batches")
struct BatchTests {
    private static let name = #"{"query":"{__typename}"}"#

    /// A list of requests, and what is answered without the extensions of each answer.
    private static func answers(_ body: String, limit: Int, as viewer: Viewer = .anonymous) throws -> (
        outcome: Endpoint.Outcome, answer: String
    ) {
        let (outcome, response) = try ServedPortal(batchLimit: limit).respond(to: body, as: viewer)
        return (outcome, response.replacing(/,"extensions":\{"requestId":"[0-9a-f]*"(,"cost":\{[^}]*\})?\}/, with: ""))
    }

    @Test("Each request of a list is answered in its place, whatever becomes of the others")
    func places() throws {
        let (outcome, answer) = try Self.answers(
            #" [ {"query":"{__typename}"} , 7, {"query":"{nonsense}"},{"query":"{a:__typename}"}]"#, limit: 4)
        #expect(outcome == .executed)
        #expect(
            answer == """
                [{"data":{"__typename":"Query"}},{"errors":[{"message":"A request is a JSON object.","extensions":{"code":"BAD_REQUEST"}}]},{"errors":[{"message":"Cannot query field \
                \\"nonsense\\" on type \\"Query\\".","locations":[{"line":1,"column":2}],\
                "extensions":{"code":"GRAPHQL_VALIDATION_FAILED"}}]},{"data":{"a":"Query"}}]
                """)
    }

    @Test(
        "A list is refused as a whole when it is none, or has not as many requests as it may",
        arguments: [
            (1, "[\(name)]", Endpoint.Outcome.malformed, "The body is a list: send one request at a time."),
            (2, "[]", .malformed, "The list has no request."),
            (2, "[\(name),\(name),\(name)]", .malformed, "The list has 3 requests: send at most 2 at a time."),
            (2, "[\(name)", .unreadable, "The body is not JSON: stopped at byte 25."),
            (2, "[\(name)]]", .unreadable, "The body is not JSON: stopped at byte 26."),
            (2, "[\(name),]", .unreadable, "The body is not JSON: stopped at byte 26."),
        ])
    func refused(_ limit: Int, _ body: String, _ outcome: Endpoint.Outcome, _ message: String) throws {
        let answer = try Self.answers(body, limit: limit)
        #expect(answer.outcome == outcome)
        #expect(answer.answer == #"{"errors":[{"message":"\#(message)","extensions":{"code":"BAD_REQUEST"}}]}"#)
    }

    @Test("What all requests of a list come to is what the list comes to")
    func outcomes() throws {
        #expect(try Self.answers(#"[{"query":"{"},{"query":"}"}]"#, limit: 2).outcome == .unparsed)
        #expect(try Self.answers(#"[{"query":"{"},{"query":"{nonsense}"}]"#, limit: 2).outcome == .executed)
    }

    @Test("The requests of a list may together cost what one may")
    func cost() throws {
        let costly = #"{"query":"{cases(first:100){nodes{comments(first:58){nodes{id}}}}}"}"#
        let (outcome, answer) = try Self.answers("[\(costly),\(costly),\(Self.name)]", limit: 3, as: TestPortal.agent)
        #expect(outcome == .executed)
        #expect(
            answer == """
                [{"data":{"cases":{"nodes":[]}}},{"errors":[{"message":"The request may answer 6002 nodes, more than \
                3998: ask for at most 66 at cases.","locations":[{"line":1,"column":1}],\
                "extensions":{"code":"QUERY_TOO_COSTLY","cost":6002,"limit":3998,"path":["cases"],"suggestedFirst":66}}]},\
                {"data":{"__typename":"Query"}}]
                """)
    }

    @Test("The requests of a list may together have the database do as much as one may")
    func steps() throws {
        let portal = try ServedPortal(SlowLaneTests.slow(10_000_000), batchLimit: 20)
        #expect(portal.send(SlowLaneTests.body, as: TestPortal.user).outcome == .executed)
        let others = [String](repeating: Self.name, count: 19).joined(separator: ",")
        let (outcome, response) = portal.respond(to: "[\(SlowLaneTests.body),\(others)]", as: TestPortal.user)
        #expect(outcome == .executed)
        #expect(TestPortal.withoutExtensions(response) == "[" + SlowLaneTests.timeout)
        #expect(portal.summaries.map(\.codes) == [["TIMEOUT"]] + [[String]](repeating: [], count: 19))
    }

    @Test("The answers to a list may together be as long as one may: what is behind them is refused")
    func length() throws {
        let portal = try ServedPortal(
            Records.all + "UPDATE comment SET body = hex(zeroblob(\(1 << 20))) WHERE id = 1;", batchLimit: 10)
        let fields = (0..<4).map { "a\($0):comments(first:1){nodes{body}}" }.joined(separator: " ")
        let body = #"{"query":"{node(id:\"Q2FzZTo0MDE\"){... on Case{\#(fields)}}}"}"#
        let (outcome, response) = portal.respond(
            to: "[\(body),\(body),\(Self.name),\(Self.name)]", as: TestPortal.user)
        #expect(outcome == .executed)
        #expect((16 << 20..<17 << 20).contains(response.utf8.count))
        #expect(portal.summaries.map(\.codes) == [[], [], ["QUERY_TOO_COSTLY"], ["QUERY_TOO_COSTLY"]])
    }

    @Test("The mutations of a list are carried out in its order")
    func mutations() throws {
        let portal = try ServedPortal(Records.all, batchLimit: 3)
        let comments = ["one", "two"].map {
            #"{"query":"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"\#($0)\"){comment{body}}}"}"#
        }
        let before = try portal.count("comment")
        let body = "[\(comments[0]),\(Self.name),\(comments[1])]"
        let (outcome, response) = portal.respond(to: body, as: TestPortal.user)
        #expect(outcome == .executed)
        #expect(
            response.matches(of: /"data":\{.*?\}/).map { String($0.0) } == [
                #""data":{"addComment":{"comment":{"body":"one"}"#, #""data":{"__typename":"Query"}"#,
                #""data":{"addComment":{"comment":{"body":"two"}"#,
            ])
        #expect(try portal.count("comment") == before + 2)
        #expect(
            try portal.count("comment WHERE body = 'one' AND id < (SELECT id FROM comment WHERE body = 'two')") == 1)
        #expect(try portal.auditTrail("operation", "ip") == ["addComment|192.0.2.1", "addComment|192.0.2.1"])
    }
}
