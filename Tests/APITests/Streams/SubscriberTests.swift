import Execution
import Portal
import Testing

@testable import API

@Suite("Subscribers")
struct SubscriberTests {
    /// Zeus and Ares at work, the vendor, and Ares' program, which has been given two scopes.
    static let records =
        Records.all + """
            UPDATE counter SET last = 1000;
            UPDATE integration_account SET scopes = '["cases:read", "leads:read"]';
            UPDATE registration SET organization_id = 1, contact_last_name = 'Newco' WHERE id = 101;
            """

    static let viewers = [
        TestPortal.user, TestPortal.supervisor, TestPortal.other, TestPortal.integration, TestPortal.agent,
        TestPortal.admin,
    ]

    private static func id(_ type: String, _ row: Int64) -> String { GlobalID.encode(type, row) }

    /// What people do, in this order.
    static let acts: [(String, Viewer)] = [
        (#"addComment(subjectId:"\#(id("Case", 401))",body:"One"){userErrors{code}}"#, TestPortal.user),
        (
            #"addComment(subjectId:"\#(id("Case", 401))",body:"Two",kind:INTERNAL_NOTE){userErrors{code}}"#,
            TestPortal.agent
        ),
        (#"createCase(input:{title:"Stuck",summary:"Again.",category:SUPPORT}){userErrors{code}}"#, TestPortal.user),
        (#"addComment(subjectId:"\#(id("Case", 402))",body:"Three"){userErrors{code}}"#, TestPortal.supervisor),
        (#"acceptLead(id:"\#(id("Lead", 201))"){userErrors{code}}"#, TestPortal.user),
        (
            #"addComment(subjectId:"\#(id("OpportunityRegistration", 103))",body:"Four"){userErrors{code}}"#,
            TestPortal.admin
        ),
        (
            #"qualifyRegistration(id:"\#(id("OpportunityRegistration", 101))",expectedVersion:1,input:{}){userErrors{code}}"#,
            TestPortal.admin
        ),
    ]

    static func act(_ index: Int, in portal: ServedPortal) {
        let (mutation, viewer) = acts[index]
        let name = mutation.prefix { $0 != "(" }
        #expect(portal.ask("mutation{\(mutation)}", as: viewer).answer == #"{"data":{"\#(name)":{"userErrors":[]}}}"#)
    }

    @Test("Subscribers of every role see exactly their events while mutations run, as soon as they are on the disk")
    func roles() throws {
        let portal = try ServedPortal(Self.records)
        let streams = try Self.viewers.map { try portal.open(Events.recordChanged, as: $0) }
        var told = Self.viewers.map { _ in [Told]() }
        for index in Self.acts.indices {
            Self.act(index, in: portal)
            for (viewer, stream) in streams.enumerated() {
                let before = told[viewer].last?.sequence ?? 12
                let events = portal.follow(stream)
                #expect(events == portal.feed(after: before, as: Self.viewers[viewer]))
                told[viewer] += events
            }
        }
        for (index, expected) in Self.expected.enumerated() {
            #expect(Events.summaries(told[index]) == expected, "\(Self.viewers[index].role)")
        }
    }

    /// What the acts leave in the log, as those see it who see everything.
    static let log: [Int64: String] = [
        13: #"UPDATED Case:401 ["comments"]"#, 14: #"UPDATED Case:401 ["comments"]"#,
        15: "CREATED Case:403 []", 16: #"UPDATED Case:403 ["status"]"#, 17: #"UPDATED Case:402 ["comments"]"#,
        18: #"UPDATED Lead:201 ["state"]"#, 19: #"UPDATED OpportunityRegistration:103 ["comments"]"#,
        20: "CREATED Lead:404 []", 21: #"UPDATED Lead:404 ["state"]"#, 22: "CREATED Opportunity:405 []",
        23: #"UPDATED Opportunity:405 ["stage"]"#, 24: #"UPDATED Opportunity:405 ["status"]"#,
        25: #"UPDATED OpportunityRegistration:101 ["protectedUntil"]"#,
        26: #"UPDATED OpportunityRegistration:101 ["contact"]"#,
        27: #"UPDATED OpportunityRegistration:101 ["state"]"#,
    ]

    /// By viewer: partners do not see internal notes nor leads that were not theirs, a user not the colleagues' cases, the
    /// program no registrations, and the agent of the North nothing of the South.
    static let expected: [[String]] =
        [[13, 15, 16, 18, 22, 23, 24, 25, 26, 27], [13, 15, 16, 17, 18, 22, 23, 24, 25, 26, 27]].map(entries)
        + [["18 ACCESS_LOST Lead:201 [] gone"] + entries([19])]
        + [[13, 15, 16, 17, 18], Array(13...18) + Array(20...27), Array(13...27)].map(entries)

    private static func entries(_ sequences: [Int64]) -> [String] {
        sequences.map { "\($0) \(log[$0] ?? "")" }
    }

    @Test(
        "Types and records narrow what is told",
        arguments: [
            (#"types:["Lead"]"#, ["Lead:201"]), (#"types:["Lead","Opportunity"]"#, ["Lead:201", "Opportunity:405"]),
            (#"ids:["\#(id("Case", 402))"]"#, ["Case:402"]),
            (#"ids:["\#(id("Case", 402))","\#(id("Lead", 201))"],types:["Case"]"#, ["Case:402"]),
            (#"ids:["x","\#(id("Lead", 402))","\#(id("Case", 9999))","\#(id("Contact", 1))"]"#, []),
        ] as [(String, Set<String>)])
    func narrowed(_ arguments: String, _ subjects: Set<String>) throws {
        let portal = try ServedPortal(Self.records)
        let stream = try portal.open("recordChanged(\(arguments)){\(Events.fields)}", as: TestPortal.supervisor)
        for index in Self.acts.indices { Self.act(index, in: portal) }
        let all = try portal.open("recordChanged(after:12){\(Events.fields)}", as: TestPortal.supervisor)
        let told = portal.follow(stream)
        let isAsked = { (event: Told) in subjects.contains { Events.summaries([event])[0].contains(" \($0) ") } }
        #expect(told == portal.follow(all).filter(isAsked))
        #expect(told.isEmpty == subjects.isEmpty)
    }

    @Test("An event is answered by all that a query would answer, and by nothing that it would not")
    func selections() throws {
        let portal = try ServedPortal(Self.records)
        let selection =
            "subjectType node{__typename ...on Lead{name contactName} ...on Case{title escalationLevel}}"
        let stream = try portal.open("it:recordChanged{\(selection)}", as: TestPortal.user)
        Self.act(0, in: portal)
        Self.act(4, in: portal)
        #expect(
            portal.follow(stream).map(\.response) == [
                """
                {"data":{"it":{"subjectType":"Case","node":{"__typename":"Case","title":"Scales stuck",\
                "escalationLevel":null}}},"errors":[{"message":"You may not read Case.escalationLevel.",\
                "locations":[{"line":1,"column":105}],"path":["it","node","escalationLevel"],\
                "extensions":{"code":"FORBIDDEN_FIELD","coordinate":"Case.escalationLevel","count":1}}]}
                """,
                #"{"data":{"it":{"subjectType":"Lead","node":{"__typename":"Lead","name":"Open","contactName":"Dan Dove"}}}}"#,
            ])
    }

    @Test("The lead inbox tells of leads that come and go, and of nothing else")
    func inbox() throws {
        let portal = try ServedPortal(Self.records)
        let streams = try Self.viewers.map { try portal.open("leadInboxChanged{\(Events.fields)}", as: $0) }
        for index in Self.acts.indices { Self.act(index, in: portal) }
        try portal.change(
            """
            INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, old_value, new_value) VALUES
                (202, 'Lead', 9, 10, 'STATE_CHANGE', 'UPDATED', 'state', '"ACCEPTED"', '"CONVERTED"'),
                (202, 'Lead', 9, 10, 'FIELD_CHANGE', 'UPDATED', 'need', NULL, '"SHARED"');
            """)
        let told = [#"18 UPDATED Lead:201 ["state"]"#]
        let lost = ["18 ACCESS_LOST Lead:201 [] gone"]
        #expect(streams.map { Events.summaries(portal.follow($0)) } == [told, told, lost, told, told, told])
    }

    @Test("Comments are told to those who read them, with the comment itself")
    func comments() throws {
        let portal = try ServedPortal(Self.records)
        let field = #"commentAdded(subjectId:"\#(Self.id("Case", 401))"){body kind}"#
        let streams = try [TestPortal.user, TestPortal.supervisor, TestPortal.agent].map {
            try portal.open(field, as: $0)
        }
        for index in Self.acts.indices { Self.act(index, in: portal) }
        let one = #"{"data":{"commentAdded":{"body":"One","kind":"ADDITIONAL_COMMENT"}}}"#
        let two = #"{"data":{"commentAdded":{"body":"Two","kind":"INTERNAL_NOTE"}}}"#
        #expect(streams.map { portal.follow($0).map(\.response) } == [[one], [one], [one, two]])
    }
}
