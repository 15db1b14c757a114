import Portal
import Testing

@testable import API

@Suite("Records")
struct RecordTests {
    @Test("Words about a state are told only in that state")
    func registrations() throws {
        let portal = try TestPortal(Records.registrations)
        let answer = try portal.answer(
            """
            {registrations(scope:COMPANY){nodes{number companyWebsite rejectionReason actionRequired{message editableFields}
              estimatedValue{amount currency} receipt{sequence} allowedTransitions viewerRelation
              viewerCan{update comment transitions writableFields}}
              summary{key count total} totalCount}}
            """, as: TestPortal.supervisor)
        #expect(
            answer == """
                {"data":{"registrations":{"nodes":[{"number":"REG-000002","companyWebsite":null,"rejectionReason":null,\
                "actionRequired":{"message":"Name the budget.","editableFields":["budget"]},\
                "estimatedValue":{"amount":"2.5","currency":"EUR"},"receipt":{"sequence":3},\
                "allowedTransitions":["IN_REVIEW","WITHDRAWN"],"viewerRelation":"CREATOR",\
                "viewerCan":{"update":true,"comment":true,"transitions":["IN_REVIEW","WITHDRAWN"],\
                "writableFields":["budget","externalReference"]}},{"number":"REG-000001",\
                "companyWebsite":"https://newco.example","rejectionReason":null,"actionRequired":null,\
                "estimatedValue":{"amount":"1.5","currency":"EUR"},"receipt":{"sequence":2},\
                "allowedTransitions":["WITHDRAWN"],"viewerRelation":"COLLEAGUE",\
                "viewerCan":{"update":true,"comment":true,"transitions":["WITHDRAWN"],\
                "writableFields":["externalReference"]}}],\
                "summary":[{"key":"ACTION_REQUIRED","count":1,"total":"2.5"},{"key":"IN_REVIEW","count":1,\
                "total":"1.5"}],"totalCount":2}}}
                """)
        let program = try TestPortal(Records.registrations + "UPDATE registration SET created_by_id = 6;")
        #expect(
            try program.answer("{registrations{nodes{viewerRelation}}}", as: TestPortal.integration)
                == #"{"data":{"registrations":{"nodes":[{"viewerRelation":null},{"viewerRelation":null}]}}}"#)
    }

    @Test("A program reads who the customer's people are only with the scope for it")
    func personal() throws {
        let portal = try TestPortal(Records.registrations)
        let query = #"{registration(number:"REG-000001"){contactFirstName contactEmail}}"#
        let scoped = Viewer(
            actorID: 6, partnerID: 1, role: .integration, rights: [.registrationsRead, .contactsPII])
        #expect(
            try portal.answer(query, as: TestPortal.integration)
                == #"{"data":{"registration":{"contactFirstName":null,"contactEmail":null}}}"#)
        #expect(
            try portal.answer(query, as: scoped)
                == #"{"data":{"registration":{"contactFirstName":"Ann","contactEmail":"ann@newco.example"}}}"#)
    }

    @Test("A registration that is over can be commented on for thirty days", arguments: [(30, true), (31, false)])
    func comment(days: Int64, isOpen: Bool) throws {
        let end = TestPortal.now.milliseconds - days * Timestamp.day
        let portal = try TestPortal(
            Records.registrations + "UPDATE registration SET state = 'REJECTED', updated_at = \(end) WHERE id = 101")
        #expect(
            try portal.answer(
                #"{registration(number:"REG-000001"){rejectionReason viewerCan{comment}}}"#, as: TestPortal.user)
                == #"{"data":{"registration":{"rejectionReason":"OTHER","viewerCan":{"comment":\#(isOpen)}}}}"#)
    }

    @Test("The vendor sees who else brings the same customer, as far as they may look")
    func conflicts() throws {
        let portal = try TestPortal(Records.registrations)
        let query = """
            {registration(number:"REG-000001"){
              conflictCandidates{registration{number} matchedOn score submittedEarlier}}}
            """
        #expect(
            try portal.answer(query, as: TestPortal.admin) == """
                {"data":{"registration":{"conflictCandidates":[{"registration":{"number":"REG-000003"},\
                "matchedOn":["tin","website","name"],"score":85,"submittedEarlier":true}]}}}
                """)
        #expect(
            try portal.answer(query, as: TestPortal.agent) == #"{"data":{"registration":{"conflictCandidates":[]}}}"#)
    }

    @Test("A lead shows its people once it is accepted; the inbox and the others are two lists")
    func leads() throws {
        let portal = try TestPortal(Records.leads)
        let lead =
            "nodes{number companyName contactName acceptedBy{name} myShare{state} viewerCan{transitions deniedFields}}"
        #expect(
            try portal.answer("{leadInbox{\(lead)} leads{\(lead)}}", as: TestPortal.user) == """
                {"data":{"leadInbox":{"nodes":[{"number":"LEAD-000001","companyName":"Dove","contactName":null,\
                "acceptedBy":null,"myShare":{"state":"OFFERED"},"viewerCan":{"transitions":["ACCEPTED"],\
                "deniedFields":["source","registration","owner","shares","score","internalNotes","campaign"]}}]},\
                "leads":{"nodes":[{"number":"LEAD-000002","companyName":"Echo","contactName":"Eve Echo",\
                "acceptedBy":{"name":"Ares"},"myShare":{"state":"ACCEPTED"},"viewerCan":{"transitions":[],\
                "deniedFields":["source","registration","owner","shares","score","internalNotes","campaign"]}}]}}}
                """)
        #expect(
            try portal.answer("{leads{nodes{number shares{nodes{partner{name} state}}}}}", as: TestPortal.agent) == """
                {"data":{"leads":{"nodes":[{"number":"LEAD-000003","shares":{"nodes":[{"partner":{"name":"Ares"},\
                "state":"TAKEN"},{"partner":{"name":"Zeus"},"state":"ACCEPTED"}]}},{"number":"LEAD-000002",\
                "shares":{"nodes":[{"partner":{"name":"Ares"},"state":"ACCEPTED"}]}},{"number":"LEAD-000001",\
                "shares":{"nodes":[{"partner":{"name":"Ares"},"state":"OFFERED"},{"partner":{"name":"Zeus"},\
                "state":"OFFERED"}]}}]}}}
                """)
    }

    @Test("Amounts of different currencies have no total")
    func opportunities() throws {
        let portal = try TestPortal(Records.leads + Records.opportunities)
        let answer = try portal.answer(
            """
            {opportunities(scope:COMPANY,orderBy:[{field:ESTIMATED_VALUE,direction:DESC}]){
              nodes{number lead{number} closeValue{amount} allowedTransitions} summary{key count total}}}
            """, as: TestPortal.supervisor)
        #expect(
            answer == """
                {"data":{"opportunities":{"nodes":[{"number":"OPP-000002","lead":null,"closeValue":null,\
                "allowedTransitions":[]},{"number":"OPP-000001","lead":{"number":"LEAD-000002"},"closeValue":null,\
                "allowedTransitions":[]}],"summary":[{"key":"PROPOSAL","count":2,"total":null}]}}}
                """)
        #expect(
            try portal.answer(
                #"{opportunity(number:"OPP-000001"){competitors allowedTransitions}}"#, as: TestPortal.agent)
                    == """
                    {"data":{"opportunity":{"competitors":["Rival"],"allowedTransitions":["QUALIFICATION","DECISION",\
                    "CONTRACT","ON_HOLD","LOST"]}}}
                    """)
    }

    @Test("Of a long history the last 200 states are given, and no page fails for it")
    func history() throws {
        let portal = try TestPortal(
            Records.cases + """
                WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < 201)
                INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, old_value, new_value, reason)
                SELECT 401, 'Case', n, 10, 'STATE_CHANGE', 'UPDATED', 'status', '"OPEN"', '"OPEN"', n FROM step;
                """)
        let states = (2...201).map { "{\"reason\":\"\($0)\"}" }.joined(separator: ",")
        for (viewer, scope) in [(TestPortal.user, "MINE"), (TestPortal.admin, "ALL")] {
            let answer = try portal.answer(
                "{cases(first:100,scope:\(scope),filter:{caseNumber:{eq:\"CASE-000001\"}}){nodes{caseNumber stateHistory{reason} updates{totalCount}}}}",
                as: viewer)
            #expect(
                answer
                    == #"{"data":{"cases":{"nodes":[{"caseNumber":"CASE-000001","stateHistory":[\#(states)],"#
                    + #""updates":{"totalCount":201}}]}}}"#)
        }
    }

    @Test("A case tells how the vendor's promise is kept")
    func cases() throws {
        let portal = try TestPortal(Records.cases + Records.leads + Records.conversation)
        let answer = try portal.answer(
            """
            {case(number:"CASE-000001"){sla{policy state elapsedSeconds remainingSeconds internalTargetSeconds}
              stateHistory{from to reason actor{displayName}} allowedTransitions}}
            """, as: TestPortal.agent)
        #expect(
            answer == """
                {"data":{"case":{"sla":{"policy":"MEDIUM","state":"TIME_LEFT","elapsedSeconds":5,\
                "remainingSeconds":259195,"internalTargetSeconds":172800},"stateHistory":[{"from":null,"to":"NEW",\
                "reason":null,"actor":{"displayName":"Uma User"}},{"from":"NEW","to":"OPEN","reason":"Looking",\
                "actor":{"displayName":"Anna Agent"}}],"allowedTransitions":["ASSIGNED","IN_PROGRESS",\
                "WAITING_FOR_CUSTOMER","WAITING_FOR_THIRD_PARTY","RESOLVED"]}}}
                """)
    }
}
