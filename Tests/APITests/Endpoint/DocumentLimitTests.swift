import Execution
import Portal
import Testing

@testable import API

/// How much of a document is answered by the standard limits, and of what plans are kept.
@Suite("Limits of documents, as they are served")
struct DocumentLimitTests {
    private let portal: ServedPortal

    init() throws { portal = try ServedPortal() }

    /// The code of the only error; nil if there is none.
    private func code(_ query: String) -> String? {
        let answer = portal.ask(query, as: TestPortal.user).answer
        return answer.firstMatch(of: #/^\{"errors":\[\{"message":"[^"]*".*"extensions":\{"code":"([A-Z_]+)"\}\}\]\}$/#)
            .map { String($0.1) }
    }

    @Test("15,000 tokens are answered, one more is refused")
    func tokens() {
        // Five are braces and the field around.
        let query = { (count: Int) in "{viewer{\(String(repeating: "role ", count: count - 5))}}" }
        #expect(
            portal.ask(query(15_000), as: TestPortal.user).answer == #"{"data":{"viewer":{"role":"PARTNER_USER"}}}"#)
        #expect(code(query(15_001)) == "QUERY_TOO_LARGE")
    }

    @Test("Introspection is answered down to 20 levels of fields, one more is refused")
    func depth() {
        let query = { (levels: Int) in
            let types = levels - 5
            let inner = String(repeating: "ofType{", count: types) + "name" + String(repeating: "}", count: types)
            return "{__schema{types{fields{type{\(inner)}}}}}"
        }
        let (outcome, answer) = portal.ask(query(20), as: TestPortal.user)
        #expect(outcome == .executed)
        #expect(answer.contains(#""fields":[{"type":{"ofType":{"ofType":"#))
        #expect(code(query(21)) == "QUERY_TOO_DEEP")
    }

    /// Whether the plan of a document is known already.
    private func isKnown(_ query: String) -> Bool {
        _ = portal.ask(query, as: TestPortal.user)
        return portal.summaries.last?.isCacheHit == true
    }

    @Test("A thousand plans are kept, the latest used, whatever else is asked that is not valid")
    func plans() throws {
        func ask(_ numbers: Range<Int>) { for number in numbers { #expect(!isKnown("{a\(number):__typename}")) } }
        let first = "{first:__typename}"
        #expect(!isKnown(first))
        ask(0..<999)
        #expect(isKnown(first))
        for number in 0..<400 {
            #expect(code("{a\(number)") == "GRAPHQL_PARSE_FAILED")
            #expect(code("{a\(number)}") == "GRAPHQL_VALIDATION_FAILED")
            let many = portal.send(
                #"{"query":"{a\#(number):__typename}","operationName":"Other"}"#, as: TestPortal.user)
            #expect(many.outcome == .refused && many.answer.contains("OPERATION_NOT_FOUND"))
        }
        #expect(isKnown(first))
        #expect(isKnown("{a0:__typename}"))
        // As many others as there is room for beside the two that were used last: the others were used before.
        ask(1000..<1998)
        #expect(isKnown("{a0:__typename}") && isKnown(first))
        ask(2000..<3000)
        #expect(!isKnown(first))
    }
}
