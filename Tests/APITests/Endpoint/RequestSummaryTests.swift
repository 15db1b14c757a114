import Execution
import Portal
import Testing

@testable import API

@Suite("What is to be known of a request")
struct RequestSummaryTests {
    /// Each request, as a line of what is known of it.
    private static func lines(_ bodies: [(String, Viewer)], batchLimit: Int = 1) throws -> [String] {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;", batchLimit: batchLimit)
        return bodies.flatMap { body, viewer in
            let response = portal.respond(to: body, as: viewer).response
            for summary in portal.summaries { #expect(response.contains(#""requestId":"\#(summary.id.text)""#)) }
            return portal.summaries.map(line)
        }
    }

    private static func line(_ summary: RequestSummary) -> String {
        [
            summary.operation.map { "\($0)" }, summary.operationName,
            summary.documentHash.map { String($0, radix: 16) },
            summary.isCacheHit ? "known" : nil, summary.viewer.map { "\($0.role) \($0.actorID)" },
            summary.estimatedCost.map { "estimated \($0)" }, summary.cost.map { "cost \($0)" },
            summary.cost.map { _ in
                "\(summary.reading.statements) statements \(summary.reading.rows) rows \(summary.nanoseconds) ns"
            },
        ].compactMap { $0 }.joined(separator: ", ") + summary.codes.map { " \($0)" }.joined()
    }

    @Test("A query is told by its name and its document, its caller, and what it took")
    func queries() throws {
        let cases = #"{"query":"query Cases{cases(first:5,scope:ALL){totalCount nodes{title}}}"}"#
        let lines = try Self.lines([
            (#"{"query":"{__typename}"}"#, .anonymous), (#"{"query":"{__typename}"}"#, .anonymous),
            (cases, TestPortal.agent), (cases, TestPortal.admin), (cases, TestPortal.agent),
        ])
        #expect(
            lines == [
                "query, query, ecf4edb4, anonymous 0, estimated 1, cost 1, 0 statements 0 rows 1000 ns",
                "query, query, ecf4edb4, known, anonymous 0, estimated 1, cost 1, 0 statements 0 rows 1000 ns",
                "query, Cases, ada955d9, agent 10, estimated 17, cost 14, 2 statements 3 rows 1000 ns",
                "query, Cases, ada955d9, admin 13, estimated 17, cost 14, 2 statements 3 rows 1000 ns",
                "query, Cases, ada955d9, known, agent 10, estimated 17, cost 14, 2 statements 3 rows 1000 ns",
            ])
    }

    @Test("A mutation is told with what its answer took, and a read that is audited as it was")
    func writes() throws {
        let lines = try Self.lines([
            (
                #"{"query":"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body} userErrors{code}}}"}"#,
                TestPortal.user
            ),
            (
                #"{"query":"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}"}"#,
                .anonymous
            ),
            (#"{"query":"{contacts(first:1){nodes{email}}}"}"#, TestPortal.admin),
        ])
        #expect(
            lines == [
                "mutation, mutation, cd2b5c75, partnerUser 2, estimated 113, cost 13, 2 statements 1 rows 1000 ns",
                "anonymous 0 UNAUTHENTICATED",
                "query, query, 33ad6042, admin 13, estimated 3, cost 2, 1 statements 0 rows 1000 ns",
            ])
    }

    @Test("A request that is refused is told as far as it came")
    func refusals() throws {
        let lines = try Self.lines([
            ("{", TestPortal.agent), (#"{"query":"{"}"#, TestPortal.agent),
            (#"{"query":"{a b}"}"#, TestPortal.agent),
            (#"{"query":"{__typename}","operationName":"A"}"#, TestPortal.agent),
            (#"{"query":"query($a:Int!){cases(first:$a){totalCount}}"}"#, TestPortal.agent),
            (#"{"query":"{cases(first:100){nodes{comments(first:100){nodes{id}}}}}"}"#, TestPortal.agent),
            (#"{"query":"{cases(first:1){totalCount}}"}"#, .anonymous),
            (#"{"query":"subscription S{recordChanged{__typename}}"}"#, TestPortal.agent),
            (
                #"{"query":"{__typename}"}"#,
                Viewer(actorID: 99, partnerID: 0, role: .agent, rights: [])
            ),
        ])
        #expect(
            lines == [
                "agent 10 BAD_REQUEST",
                "agent 10 GRAPHQL_PARSE_FAILED",
                "agent 10 GRAPHQL_VALIDATION_FAILED",
                "agent 10 OPERATION_NOT_FOUND",
                "query, query, 14d5ce5e, agent 10 BAD_USER_INPUT",
                "query, query, 48791237, agent 10 QUERY_TOO_COSTLY",
                "query, query, 19e74d0a, anonymous 0, estimated 1, cost 1, 0 statements 0 rows 1000 ns UNAUTHENTICATED",
                "subscription, S, 67b510ea, agent 10, estimated 12 STREAM_REQUIRED",
                " UNAUTHENTICATED",
            ])
    }

    @Test("Each request of a list is told")
    func lists() throws {
        let body =
            #"[{"query":"{"},{"query":"{__typename}"},{"query":"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}"}]"#
        let lines = try Self.lines([(body, TestPortal.user)], batchLimit: 3)
        #expect(
            lines == [
                "partnerUser 2 GRAPHQL_PARSE_FAILED",
                "query, query, ecf4edb4, partnerUser 2, estimated 1, cost 1, 0 statements 0 rows 1000 ns",
                "mutation, mutation, 1c42292c, partnerUser 2, estimated 13, cost 13, 1 statements 1 rows 1000 ns",
            ])
    }
}
