import Dispatch
import Execution
import Portal
import SQLite
import Storage
import Synchronization
import Testing

@testable import API

@Suite("A mutation on its way to the disk")
struct WriteTests {
    private static let question =
        #"mutation{createCase(input:{title:"Stuck",summary:"Again.",category:SUPPORT}){case{title} userErrors{code}}}"#

    /// The loop has looked the caller up a moment ago, so that only the writer can notice.
    private func ask(as viewer: Viewer, after change: String) throws -> (outcome: Endpoint.Outcome, answer: String) {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        #expect(portal.ask("{__typename}", as: viewer).outcome == .executed)
        try portal.change(change)
        return portal.ask(Self.question, as: viewer)
    }

    @Test(
        "An account that was closed since the request was put in the queue can no longer write",
        arguments: [
            "UPDATE partner_user SET active = 0", "UPDATE partner_user SET portal_enabled = 0",
            "UPDATE partner_organization SET status = 'SUSPENDED'", "UPDATE access_token SET revoked_at = 1",
        ])
    func closed(_ change: String) throws {
        let (outcome, answer) = try ask(as: TestPortal.user, after: change)
        #expect(outcome == .unauthenticated)
        #expect(
            answer == """
                {"errors":[{"message":"The bearer token is wrong, expired or revoked.",\
                "extensions":{"code":"UNAUTHENTICATED"}}]}
                """)
    }

    @Test("Mutations that would write more than others can wait for are refused before any is carried out")
    func tooMuch() throws {
        let portal = try ServedPortal()
        func answer(_ count: Int, _ length: Int) -> String {
            let calls = (0..<count).map {
                "a\($0):createCase(input:{title:\"t\",summary:$s,category:SUPPORT}){case{id} userErrors{code}}"
            }
            return portal.send(
                #"{"query":"mutation($s:String!){\#(calls.joined(separator: " ").replacing("\"", with: "\\\""))}","#
                    + #""variables":{"s":"\#(String(repeating: "x", count: length))"}}"#, as: TestPortal.user
            ).answer
        }
        let refused = answer(14, 19_000)
        #expect(refused.contains("QUERY_TOO_COSTLY") && !refused.contains("data"), "\(refused)")
        let done = answer(13, 19_000)
        #expect(done.ranges(of: #""case":{"id":"#).count == 13, "\(done)")
    }

    @Test("Whose request writes little does not wait for all that somebody else has sent before")
    func turns() throws {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        let (isReached, isOpen, isAnswered) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        try portal.writer.findUnused([]) { _ in
            isReached.signal()
            isOpen.wait()
        }
        isReached.wait()
        let answers = Mutex<[String]>([])
        func send(_ count: Int, _ length: Int, as viewer: Viewer) {
            let calls = (0..<count).map { #"a\#($0):addComment(subjectId:\"Q2FzZTo0MDE\",body:$b){userErrors{code}}"# }
            let body =
                #"{"query":"mutation($b:String!){\#(calls.joined(separator: " "))}","#
                + #""variables":{"b":"\#(String(repeating: "x", count: length))"}}"#
            let authorization = Array("Bearer \(ServedPortal.token(of: viewer))".utf8)
            let outcome = Array(body.utf8).withUnsafeBytes { body in
                authorization.withUnsafeBytes { authorization in
                    portal.endpoint.answer(body, authorization: authorization) { outcome, _, _ in
                        answers.withLock { $0.append("\(viewer.role) \(outcome)") }
                        isAnswered.signal()
                    }
                }
            }
            #expect(outcome == .deferred)
        }
        for _ in 0..<3 { send(13, 19_000, as: TestPortal.user) }
        send(1, 10, as: TestPortal.agent)
        isOpen.signal()
        for _ in 0..<4 { isAnswered.wait() }
        #expect(
            answers.withLock { $0 } == ["agent executed"] + [String](repeating: "partnerUser executed", count: 3))
    }

    @Test("Of the changes that may wait half are one caller's at most; another's are still taken")
    func share() throws {
        let portal = try ServedPortal(capacity: 4)
        let (isReached, isOpen, isAnswered) = (
            DispatchSemaphore(value: 0), DispatchSemaphore(value: 0), DispatchSemaphore(value: 0)
        )
        try portal.writer.findUnused([]) { _ in
            isReached.signal()
            isOpen.wait()
        }
        isReached.wait()
        func send(as viewer: Viewer) -> Endpoint.Outcome {
            let authorization = Array("Bearer \(ServedPortal.token(of: viewer))".utf8)
            return Array(#"{"query":"mutation{signOut{userErrors{code}}}"}"#.utf8).withUnsafeBytes { body in
                authorization.withUnsafeBytes { authorization in
                    portal.endpoint.answer(body, authorization: authorization) { _, _, _ in isAnswered.signal() }
                }
            }
        }
        #expect((0..<3).map { _ in send(as: TestPortal.user) } == [.deferred, .deferred, .rateLimited])
        let refusal = String(decoding: portal.endpoint.response, as: UTF8.self)
        #expect(
            TestPortal.withoutExtensions(refusal)
                == #"{"errors":[{"message":"Too many changes of yours are still waiting. Try again in a second.","extensions":{"code":"RATE_LIMITED","retryAfter":1}}]}"#
        )
        #expect(send(as: TestPortal.agent) == .deferred)
        isOpen.signal()
        for _ in 0..<3 { isAnswered.wait() }
    }

    @Test("A right that was taken away since then is gone")
    func rights() throws {
        let (outcome, answer) = try ask(
            as: TestPortal.user,
            after: """
                INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act)
                VALUES (1, 'CASES', 1, 0, 1, 1)
                """)
        #expect(outcome == .executedWithErrors)
        #expect(answer.contains(#""code":"MODULE_FORBIDDEN""#))
    }

    @Test("Whoever has another role since then has to ask again, as the request was compiled for the old one")
    func role() throws {
        let (outcome, answer) = try ask(
            as: TestPortal.user, after: "UPDATE partner_user SET role = 'PARTNER_SUPERVISOR' WHERE id = 2")
        #expect(outcome == .refused)
        #expect(
            answer == """
                {"errors":[{"message":"Your role was changed in the meantime: ask again.",\
                "extensions":{"code":"FORBIDDEN"}}]}
                """)
    }

    @Test("When nothing was changed it is carried out")
    func unchanged() throws {
        let (outcome, answer) = try ask(as: TestPortal.user, after: "")
        #expect(outcome == .executed)
        #expect(answer == #"{"data":{"createCase":{"case":{"title":"Stuck"},"userErrors":[]}}}"#)
    }

    @Test(
        "What is asked of the answer in vain is refused before the mutation runs",
        arguments: [
            ("comments(first: 101)", "PAGE_SIZE_INVALID", #""first\" is 101; a page has 0 to 100 items."#),
            ("comments(last: $size)", "PAGE_SIZE_INVALID", #""last\" is -1; a page has 0 to 100 items."#),
            ("comments(first: 1, last: 1)", "PAGE_SIZE_INVALID", #"s \"first\" and \"last\" exclude each other."#),
            (#"comments(after: \"x\")"#, "CURSOR_INVALID", #" \"after\" is not a cursor of this list in this order."#),
        ])
    func answerRefused(_ list: String, _ code: String, _ reason: String) throws {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        let before = try portal.count("support_case")
        let ask = { (directive: String) in
            let question = """
                mutation(\u{24}size: Int = -1, \u{24}asked: Boolean!) {createCase(input:{title:\\"Stuck\\",summary:\\"Again.\\",\
                category:SUPPORT}){case{title \(list)\(directive){totalCount}} x:case{comments(last:\u{24}size)@include(if:\u{24}asked){totalCount}}}}
                """
            return portal.send(#"{"query":"\#(question)","variables":{"asked":false}}"#, as: TestPortal.user)
        }
        let (outcome, answer) = ask("")
        #expect(outcome == .refused)
        #expect(answer.hasPrefix(#"{"errors":[{"message":"Argument"#) && answer.contains(reason), "\(answer)")
        #expect(
            answer.hasSuffix(#","locations":[{"line":1,"column":125}],"extensions":{"code":"\#(code)"}}]}"#),
            "\(answer)")
        #expect(try portal.count("support_case") == before)
        #expect(ask(" @include(if: $asked)").answer == #"{"data":{"createCase":{"case":{"title":"Stuck"},"x":{}}}}"#)
        #expect(try portal.count("support_case") == before + 1)
    }

    @Test("What is asked in vain of a part of the answer that is left out is no reason to refuse the mutation")
    func unreadList() throws {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        let question = """
            mutation(\u{24}asked: Boolean!) {createCase(input:{title:\\"Stuck\\",summary:\\"Again.\\",category:SUPPORT}){\
            case @include(if: \u{24}asked) {title organization {cases(first: 101) {totalCount}}} replayed}}
            """
        let ask = { (isAsked: Bool) in
            portal.send(#"{"query":"\#(question)","variables":{"asked":\#(isAsked)}}"#, as: TestPortal.user)
        }
        let (outcome, answer) = ask(true)
        #expect(outcome == .refused)
        #expect(answer.contains(#""code":"PAGE_SIZE_INVALID""#), "\(answer)")
        #expect(ask(false).answer == #"{"data":{"createCase":{"replayed":false}}}"#)
    }

    @Test(
        "Of too many files is said that they are too many, and not of each that it is unknown",
        arguments: [
            (
                "createCase", "CreateCaseInput",
                #"{"title":"a","summary":"b","category":"SUPPORT","attachmentIds":FILES}"#
            ),
            (
                "registerOpportunity", "RegisterOpportunityInput",
                #"{"name":"a","company":{"new":{"name":"b","website":"b.example","tin":"500100732"}},"contact":{"new":{"firstName":"c","#
                    + #""lastName":"d"}},"representativeId":"USER","attachmentIds":FILES}"#
            ),
        ])
    func tooManyFiles(_ mutation: String, _ input: String, _ variable: String) throws {
        let portal = try ServedPortal()
        let files = "[\(Array(repeating: #""x""#, count: 9_000).joined(separator: ","))]"
        let variable = variable.replacing("FILES", with: files)
            .replacing("USER", with: GlobalID.encode("PartnerUser", TestPortal.user.actorID))
        let (_, answer) = portal.send(
            #"{"query":"mutation($i:\#(input)!){\#(mutation)(input:$i){userErrors{code field details}}}","#
                + #""variables":{"i":\#(variable)}}"#, as: TestPortal.user)
        #expect(
            answer == #"{"data":{"\#(mutation)":{"userErrors":[{"code":"TOO_LONG","field":["input","attachmentIds"],"#
                + #""details":{"maximum":50}}]}}}"#)
    }

    @Test("A full queue takes no mutation, and says that it is overloaded")
    func overloaded() throws {
        let portal = try ServedPortal(capacity: 0)
        let (outcome, answer) = portal.ask(Self.question, as: TestPortal.user)
        #expect(outcome == .overloaded)
        #expect(
            answer == """
                {"errors":[{"message":"Too many changes are waiting. Try again later.",\
                "extensions":{"code":"OVERLOADED"}}]}
                """)
    }

    @Test("Once the database has lost the transaction no other mutation of the request is carried out")
    func lostTransaction() throws {
        let portal = try ServedPortal(
            Records.all + """
                UPDATE counter SET last = 1000;
                CREATE TRIGGER full BEFORE UPDATE ON lead
                    BEGIN SELECT RAISE(ROLLBACK, 'the disk is full'); END;
                """)
        let subject = GlobalID.encode("Case", 401)
        let (_, answer) = portal.ask(
            """
            mutation{a:acceptLead(id:"\(GlobalID.encode("Lead", 201))"){userErrors{code}}
              b:addComment(subjectId:"\(subject)",body:"Two"){userErrors{code}}}
            """, as: TestPortal.user)
        #expect(answer.hasPrefix(#"{"errors":[{"message":"Something failed on our side."#), "\(answer)")
        #expect(try portal.count("comment WHERE body = 'Two'") == 0)
        #expect(try portal.count("audit_entry") == 0)
        let (_, next) = portal.ask(
            #"mutation{addComment(subjectId:"\#(subject)",body:"Three"){userErrors{code}}}"#, as: TestPortal.user)
        #expect(next == #"{"data":{"addComment":{"userErrors":[]}}}"#)
    }

    @Test("An answer that takes too much reading is cut off; what was written stays, and what follows is carried out")
    func expensiveAnswer() throws {
        let portal = try ServedPortal(
            Records.all + """
                WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < 8000)
                INSERT INTO comment (id, record_id, kind, body, author_id, created_at, updated_at)
                    SELECT 100 + n, 401, 'ADDITIONAL_COMMENT', 'many', 2, n, n FROM numbers;
                UPDATE support_case SET organization_id = 1 WHERE id = 401;
                """)
        let subject = GlobalID.encode("Case", 401)
        // Either company may be null, so that the answer could go on past the first.
        let (_, answer) = portal.ask(
            """
            mutation{a:addComment(subjectId:"\(subject)",body:"One"){comment{body subject{... on Case{
                x:organization{...Costly} y:organization{...Costly}}}}}
              b:addComment(subjectId:"\(subject)",body:"Two"){comment{body}}}
            fragment Costly on Organization{cases(first:1){nodes{comments(first:100){nodes{subject{... on Case{
                p:comments{totalCount} q:comments{totalCount} r:comments{totalCount} s:comments{totalCount}}}}}}}}
            """, as: TestPortal.user)
        let data = #"{"a":{"comment":{"body":"One","subject":{"x":null,"y":null}}},"b":{"comment":{"body":"Two"}}}"#
        #expect(answer.hasPrefix("{\"data\":\(data),\"errors\":[{\"message\":"), "\(answer.prefix(500))")
        #expect(answer.count(of: #""message":"#) == 1)
        #expect(answer.count(of: #""code":"TIMEOUT""#) == 1)
        #expect(try portal.count("comment WHERE body IN ('One', 'Two')") == 2)
        #expect(try portal.count("audit_entry") == 2)
    }

    @Test(
        "A mutation that is refused after it began leaves nothing, alone or beside others",
        arguments: ["", #"b:addComment(subjectId:"x",body:"Hm."){userErrors{code}}"#])
    func refused(_ other: String) throws {
        // Somebody withdraws the registration as soon as its lead is there, which ending it finds out.
        let portal = try ServedPortal(
            Records.all + """
                UPDATE counter SET last = 1000;
                UPDATE registration SET organization_id = 1, contact_last_name = 'Newco' WHERE id = 101;
                CREATE TRIGGER overtaken AFTER INSERT ON lead
                    BEGIN UPDATE registration SET state = 'WITHDRAWN' WHERE id = 101; END;
                """)
        let registration = GlobalID.encode("OpportunityRegistration", 101)
        let (_, answer) = portal.ask(
            """
            mutation{a:qualifyRegistration(id:"\(registration)",expectedVersion:1,input:{})
              {userErrors{code field}}\(other)}
            """, as: TestPortal.admin)
        #expect(
            answer.hasPrefix(#"{"data":{"a":{"userErrors":[{"code":"INVALID_TRANSITION","field":["id"]}]}"#),
            "\(answer)")
        let connection = try portal.database.connectForReading()
        var rows = try connection.prepare(
            "SELECT (SELECT max(id) FROM record), (SELECT max(last) FROM counter)"
        ).rows()
        #expect(try rows.step())
        #expect(rows.integer(0) == 402)
        #expect(rows.integer(1) == 1000)
    }

    @Test("What is wrong with a company and with the rest of a form is told at once, and nothing is added")
    func allAtOnce() throws {
        let portal = try ServedPortal(Records.all + "UPDATE counter SET last = 1000;")
        let (_, answer) = portal.ask(
            """
            mutation{createCase(input:{title:" ",summary:"Again.",category:SUPPORT,organization:{newName:"BOLT"},
              contactId:"\(GlobalID.encode("Contact", 99))"}){case{title} userErrors{code field}}}
            """, as: TestPortal.user)
        #expect(
            answer == """
                {"data":{"createCase":{"case":null,"userErrors":[{"code":"REQUIRED","field":["input","title"]},\
                {"code":"DUPLICATE_COMPANY_NAME","field":["input","organization","newName"]},\
                {"code":"NOT_FOUND","field":["input","contactId"]}]}}}
                """)
        #expect(try portal.count("organization") == 3)
        #expect(try portal.count("support_case") == 2)
    }
}
