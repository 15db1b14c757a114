import Execution
import Portal
import Testing

@testable import API

@Suite("The body of a request")
struct GraphQLRequestTests {
    @Test(
        "A member that is given twice is refused, as nobody can tell which is meant",
        arguments: [
            ("query", #"{"query":"{a}","query":"{b}"}"#), ("query", #"{"query":"{a}","qu\u0065ry":"{a}"}"#),
            ("variables", #"{"query":"{a}","variables":{},"variables":{"b":1}}"#),
            ("variables", #"{"variables":null,"query":"{a}","variables":null}"#),
            ("operationName", #"{"query":"{a}","operationName":null,"operationName":"A"}"#),
            ("onError", #"{"query":"{a}","onError":"NULL","onError":"NULL"}"#),
        ])
    func repeated(_ member: String, _ body: String) {
        let refusal = #expect(throws: MalformedRequest.self) {
            try Array(body.utf8).withUnsafeBytes { _ = try GraphQLRequest($0) }
        }
        #expect(refusal?.isJSON == true)
        #expect(refusal?.refusal == .badRequest("The member \"\(member)\" is given twice."))
    }

    @Test(
        "A member that an object in the request has twice is told, and where the second is",
        arguments: [
            (#"{"query":"{a}","variables":{"b":1,"b":2}}"#, "b", 38),
            (#"{"query":"{a}","variables":{"b":1,"\u0062":{"c":[]}}}"#, "b", 43),
            (#"{"query":"{a}","variables":{"a":1,"b":[{"c":1,"d":[1,2],"c":1,"d":3}]}}"#, "c", 60),
            (#"{"query":"{a}","extensions":{"a\"":{},"a\"":{}}}"#, "a\"", 44), (#"{"x":{"y":1,"y":1}}"#, "y", 16),
        ])
    func repeatedWithin(_ body: String, _ member: String, _ offset: Int) {
        let refusal = #expect(throws: MalformedRequest.self) {
            try Array(body.utf8).withUnsafeBytes { _ = try GraphQLRequest($0) }
        }
        #expect(refusal?.isJSON == true)
        #expect(
            refusal?.refusal.message
                == "The body has an object with the member \"\(member)\" twice: stopped at byte \(offset).")
    }

    @Test(
        "A string with more than thirty combining marks in a row is refused, before anyone compares it",
        arguments: [
            (#"{"query":"{__typename}","K":1}"#, 24), (#"{"query":"{__typename}","variables":{"K":1}}"#, 37),
            (#"{"query":"{__typename}","variables":{"a":["K"]}}"#, 42), (#"{"operationName":"K","query":"{a}"}"#, 17),
        ])
    func marks(_ body: String, _ offset: Int) {
        let raw = (0..<31).map { $0 % 2 == 0 ? "\u{301}" : "\u{316}" }.joined()
        let escaped = (0..<31).map { $0 % 2 == 0 ? #"\u0301"# : #"\u0316"# }.joined()
        for marks in [raw, escaped] {
            let body = Array(body.replacing("K", with: "a" + marks).utf8)
            let refusal = #expect(throws: MalformedRequest.self) {
                try body.withUnsafeBytes { _ = try GraphQLRequest($0) }
            }
            #expect(refusal?.isJSON == true)
            #expect(
                refusal?.refusal
                    == .badRequest(
                        "The body has a string with more than 30 combining marks in a row: stopped at byte \(offset + 1)."
                    ))
        }
    }

    @Test(
        "Variables have 32 objects and lists in each other, a request 10,000 values, and what is more has a code of its own",
        arguments: [
            (nested(32), nil), (nested(33), "VARIABLES_TOO_DEEP"),
            // The object is one of them.
            (list(9_998), nil), (list(9_999), "VARIABLES_TOO_LARGE"),
        ])
    func tooMuch(_ variables: String, _ code: String?) throws {
        let portal = try ServedPortal()
        let (outcome, answer) = portal.send(
            #"{"query":"{__typename}","variables":\#(variables)}"#, as: TestPortal.user)
        let found = answer.firstMatch(of: #/"extensions":\{"code":"([A-Z_]+)"\}/#).map { String($0.1) }
        #expect(found == code, "\(answer)")
        #expect(outcome == (code == nil ? .executed : .malformed))
        do throws(MalformedRequest) {
            _ = try RequestParameters.body { "\($0)" == "variables" ? [Array(variables.utf8)] : [] }
            #expect(code == nil)
        } catch { #expect(error.refusal.code == code) }
    }

    /// Variables of so many objects and lists inside each other, and a number in them.
    private static func nested(_ depth: Int) -> String {
        let lists = depth - 1
        return #"{"a":"# + String(repeating: "[", count: lists) + "1" + String(repeating: "]", count: lists) + "}"
    }

    /// Variables with a list of so many numbers.
    private static func list(_ count: Int) -> String {
        #"{"a":["# + [String](repeating: "1", count: count).joined(separator: ",") + "]}"
    }

    @Test("A number beyond all bounds is JSON, and fits no type")
    func infinite() throws {
        let portal = try ServedPortal()
        let ask = { (variables: String) in
            portal.send(
                #"{"query":"query($n:Int){cases(first:$n){totalCount}}","variables":\#(variables)}"#,
                as: TestPortal.agent
            ).answer
        }
        #expect(ask(#"{"m":1e999}"#) == #"{"data":{"cases":{"totalCount":0}}}"#)
        #expect(
            ask(#"{"n":-1\#(String(repeating: "0", count: 310))}"#)
                == #"{"errors":[{"message":"Variable \"$n\" got invalid value -Infinity; Int cannot represent"#
                + #" non 32-bit signed integer value: -Infinity","locations":[{"line":1,"column":7}],"#
                + #""extensions":{"code":"BAD_USER_INPUT"}}]}"#)
    }

    @Test(
        "The member onError decides what an error does, of a query as of a mutation",
        arguments: [
            (
                #"{"query":"{viewer{role} cases(first:-1){totalCount}}","onError":"HALT"}"#,
                #"{"data":null,"errors":[{"message":"Argument \"fir"#
                    + #"st\" is -1; a page has 0 to 100 items.","locations":[{"line":1,"column":15}],"path":["cases"]"#
                    + #","extensions":{"code":"PAGE_SIZE_INVALID"}}]}"#
            ),
            (
                #"{"onError":"NULL","query":"mutation{createCase(input:{title:\"a\",summary:\"b\",category:SUPPORT})"#
                    + #"{replayed} __typename}"}"#,
                #"{"data":{"createCase":null,"__typename":"Mutation"},"errors":[{"message":"The module CASES does n"#
                    + #"ot let you do this.","locations":[{"line":1,"column":10}],"path":["createCase"],"extensions":"#
                    + #"{"code":"MODULE_FORBIDDEN","module":"CASES","needed":"canCreate"}}]}"#
            ),
            (
                #"{"query":"{viewer{role}}","onError":"null"}"#,
                #"{"errors":[{"message":"\"onError\" must be one of \"NULL\", \"PROPAGATE\", or \"HALT\", but got: "#
                    + #"\"null\".","extensions":{"code":"BAD_REQUEST"}}]}"#
            ),
            (
                #"{"query":"{viewer{role}}","onError":null,"operationName":null,"variables":null}"#,
                #"{"data":{"viewer":{"role":"PARTNER_USER"}}}"#
            ),
        ])
    func onError(_ body: String, _ expected: String) throws {
        let portal = try ServedPortal(
            """
            INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act)
            VALUES (1, 'CASES', 1, 0, 1, 1)
            """)
        let answer = portal.send(body, as: TestPortal.user).answer
        #expect(answer == expected)
    }

    @Test("It is malformed, though it is JSON")
    func outcome() throws {
        let portal = try ServedPortal()
        let (outcome, answer) = portal.send(#"{"query":"{__typename}","query":"{__typename}"}"#, as: TestPortal.user)
        #expect(outcome == .malformed)
        #expect(
            answer
                == #"{"errors":[{"message":"The member \"query\" is given twice.","extensions":{"code":"BAD_REQUEST"}}]}"#
        )
    }

    @Test(
        "What is refused for the caller's role says where it stands",
        arguments: [
            (#"{ contacts(search: \"a\") { totalCount } }"#, TestPortal.integration, "FORBIDDEN_FILTER", 12),
            (
                "mutation { qualifyRegistration(id: 1, input: {}, expectedVersion: 1) { replayed } }", TestPortal.user,
                "FORBIDDEN", 12
            ),
        ])
    func location(_ query: String, _ viewer: Viewer, _ code: String, _ column: Int) throws {
        let portal = try ServedPortal()
        let (outcome, answer) = portal.send(#"{"query":"\#(query)"}"#, as: viewer)
        #expect(outcome == .refused)
        #expect(answer.contains(#""code":"\#(code)""#), "\(answer)")
        #expect(answer.contains(#""locations":[{"line":1,"column":\#(column)}]"#), "\(answer)")
    }

    @Test("What is wrong with variables is told in few words, however many mistakes there are")
    func manyMistakes() throws {
        let portal = try ServedPortal()
        let members = (0..<2000).map { #""titl\#($0)":1"# }.joined(separator: ",")
        let (outcome, answer) = portal.send(
            #"{"query":"query($v:CaseFilter){cases(filter:$v){totalCount}}","variables":{"v":{\#(members)}}}"#,
            as: TestPortal.user)
        #expect(outcome == .refused)
        #expect(answer.split(separator: #"{"message":"#).count == 21)
        #expect(answer.utf8.count < 20_000)
    }

    @Test("Suggestions for variables name only what introspection shows to the role")
    func suggestions() throws {
        let portal = try ServedPortal()
        let body = #"{"query":"query($v:AgentFilter){agents(filter:$v){totalCount}}","variables":{"v":{"isManage":1}}}"#
        let sentence = #"Field \"isManage\" is not defined by type \"AgentFilter\"."#
        let (_, partners) = portal.send(body, as: TestPortal.user)
        #expect(partners.contains(sentence + #"",""#), "\(partners)")
        let (_, agents) = portal.send(body, as: TestPortal.agent)
        #expect(agents.contains(sentence + #" Did you mean \"isManager\"?"#), "\(agents)")
    }
}
