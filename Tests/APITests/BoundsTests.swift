import Execution
import Testing

@testable import API

@Suite("What one request may ask for")
struct BoundsTests {
    private static let lead = "TGVhZDoyMDI"

    private func answer(_ query: String) throws -> String {
        try TestPortal(Records.all).answer(query, as: TestPortal.user)
    }

    private func filter(depth: Int) -> String {
        String(repeating: "{not:", count: depth - 1) + "{title:{eq:\"a\"}}" + String(repeating: "}", count: depth - 1)
    }

    @Test("Filters stand five deep in each other and no deeper")
    func filterDepth() throws {
        #expect(try !answer("{cases(filter:\(filter(depth: 5))){totalCount}}").contains("\"errors\""))
        let refused = try answer("{cases(filter:\(filter(depth: 6))){totalCount}}")
        #expect(refused.contains("\"path\":[\"cases\"],\"extensions\":{\"code\":\"BAD_USER_INPUT\"}"))
    }

    @Test("Empty objects of a filter count as comparisons do")
    func emptyObjects() throws {
        let objects = { (count: Int) in "{and:[" + repeatElement("{}", count: count).joined(separator: ",") + "]}" }
        #expect(try !answer("{cases(filter:\(objects(49))){totalCount}}").contains("\"errors\""))
        #expect(try answer("{cases(filter:\(objects(50))){totalCount}}").contains("\"code\":\"BAD_USER_INPUT\""))
    }

    @Test("A list that is an argument has at most a hundred values")
    func listedValues() throws {
        let query = { (count: Int) in
            let kinds = repeatElement("COMMENT", count: count).joined(separator: " ")
            return "{lead(id:\"\(Self.lead)\"){activity(kinds:[\(kinds)]){totalCount}}}"
        }
        #expect(try !answer(query(100)).contains("\"errors\""))
        #expect(try answer(query(101)).contains("\"code\":\"BAD_USER_INPUT\""))
    }

    @Test("A selection that grows with every abstract type on its way is refused")
    func planFields() throws {
        let open = String(repeating: "subject{comments{nodes{", count: 5)
        let leaves = (0..<12).map { "a\($0):id" }.joined(separator: " ")
        let close = String(repeating: "}}}", count: 6)
        let query = "{lead(id:\"\(Self.lead)\"){comments{nodes{\(open)\(leaves)\(close)}"
        let error = #expect(throws: FieldRefusal.self) { try answer(query) }
        #expect(error?.code == "QUERY_TOO_COSTLY")
    }

    @Test("The change feed takes a missing number for its standard one")
    func feedWithoutNumber() throws {
        #expect(try !answer("{changes(after:0,first:null){nextSequence}}").contains("\"errors\""))
    }
}
