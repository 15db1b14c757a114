import Execution
import Portal
import Testing

@testable import API

@Suite("What a stream tells when access ends")
struct StreamAccessTests {
    private static func entry(_ record: Int64, _ type: String, _ field: String) -> String {
        """
        INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, new_value)
            VALUES (\(record), '\(type)', 9, 13, 'FIELD_CHANGE', 'UPDATED', '\(field)', '"new"');
        """
    }

    @Test("A lead that another partner accepts is lost, and nothing else is told of it")
    func accepted() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let lead = GlobalID.encode("Lead", 201)
        let selection = "type subjectId changedFields node{id ...on Lead{name contactName acceptedBy{name}}}"
        let streams = try ["recordChanged", #"recordChanged(ids:["\#(lead)"])"#, "leadInboxChanged"].map {
            try portal.open("it:\($0){\(selection)}", as: TestPortal.other)
        }
        SubscriberTests.act(4, in: portal)
        try portal.change(Self.entry(201, "Lead", "need") + Self.entry(201, "Lead", "acceptedBy"))
        for stream in streams {
            #expect(
                portal.follow(stream).map(\.response) == [
                    #"{"data":{"it":{"type":"ACCESS_LOST","subjectId":"\#(lead)","changedFields":[],"node":null}}}"#
                ])
        }
    }

    struct Loss: Sendable, CustomTestStringConvertible {
        let viewer: Viewer
        let record: Int64
        let type: String
        /// What takes the record out of the viewer's sight.
        let change: String
        var testDescription: String { "\(viewer.role) \(type):\(record) \(change)" }
    }

    static let losses = [
        Loss(
            viewer: TestPortal.user, record: 401, type: "Case",
            change: "UPDATE support_case SET partner_contact_id = 4, created_by_id = 4 WHERE id = 401;"),
        Loss(
            viewer: TestPortal.supervisor, record: 401, type: "Case",
            change:
                "INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act) VALUES (1, 'CASES', 0, 0, 0, 0);"
        ),
        Loss(
            viewer: TestPortal.integration, record: 401, type: "Case",
            change: "UPDATE integration_account SET scopes = '[\"leads:read\"]';"),
        Loss(
            viewer: TestPortal.agent, record: 401, type: "Case",
            change: "DELETE FROM agent_direction; UPDATE support_case SET assigned_agent_id = NULL WHERE id = 401;"),
    ]

    @Test("A record of which a stream has told, and that leaves the viewer's sight, is lost once", arguments: losses)
    func lost(_ loss: Loss) throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let entry = Self.entry(loss.record, loss.type, "title")
        let subject = GlobalID.encode(loss.type, loss.record)
        let told = try portal.open(Events.recordChanged, as: loss.viewer)
        let asked = try portal.open(#"recordChanged(ids:["\#(subject)"]){\#(Events.fields)}"#, as: loss.viewer)
        try portal.change(entry)
        #expect(Events.summaries(portal.follow(told)) == ["13 UPDATED \(loss.type):\(loss.record) [\"title\"]"])
        let silent = try portal.open(Events.recordChanged, as: loss.viewer)
        try portal.change(loss.change + entry + entry)
        let lost = "14 ACCESS_LOST \(loss.type):\(loss.record) [] gone"
        #expect(Events.summaries(portal.follow(told)) == [lost])
        #expect(Events.summaries(portal.follow(asked)) == ["13 ACCESS_LOST \(loss.type):\(loss.record) [] gone"])
        // Whoever was told nothing of the record is not told that it exists.
        #expect(portal.follow(silent) == [])
    }

    @Test("Internal work on a record is no event for partners, nor is what happens to others' records")
    func silence() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        try portal.change(
            """
            INSERT INTO change (record_id, record_type, at, actor_id, kind, type, field, new_value, internal)
                VALUES (401, 'Case', 9, 10, 'FIELD_CHANGE', 'UPDATED', 'escalationLevel', '3', 1);
            """ + Self.entry(103, "OpportunityRegistration", "name") + Self.entry(402, "Case", "title"))
        #expect(portal.follow(stream) == [])
        #expect(stream.position == 15)
    }

    @Test("A stream of comments ends when its record leaves the viewer's sight")
    func comments() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let field = #"commentAdded(subjectId:"\#(GlobalID.encode("Case", 401))"){body}"#
        let stream = try portal.open(field, as: TestPortal.user)
        try portal.change("UPDATE support_case SET partner_contact_id = 4, created_by_id = 4 WHERE id = 401;")
        SubscriberTests.act(1, in: portal)
        let (told, state) = portal.pull(stream)
        #expect(told == [])
        #expect(state == .ended(.refused))
        #expect(
            portal.lastResponse == """
                {"errors":[{"message":"The record has left your scope: nothing more is told of it.",\
                "extensions":{"code":"ACCESS_LOST"}}]}
                """)
        #expect(portal.pull(stream).state == .ended(.refused))
    }

    static let endings: [(change: String, outcome: Endpoint.Outcome, code: String)] = [
        ("UPDATE access_token SET revoked_at = 1", .unauthenticated, "UNAUTHENTICATED"),
        ("UPDATE partner_user SET active = 0 WHERE id = 2", .unauthenticated, "UNAUTHENTICATED"),
        ("UPDATE partner_organization SET status = 'SUSPENDED'", .unauthenticated, "UNAUTHENTICATED"),
        ("UPDATE partner_user SET role = 'PARTNER_SUPERVISOR' WHERE id = 2", .refused, "FORBIDDEN"),
    ]

    @Test("Signing out, a closed account and another role end a stream at once", arguments: endings.indices)
    func ends(_ index: Int) throws {
        let (change, outcome, code) = Self.endings[index]
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        SubscriberTests.act(0, in: portal)
        try portal.change(change)
        let (told, state) = portal.pull(stream)
        #expect(told == [])
        #expect(state == .ended(outcome))
        #expect(portal.lastResponse.contains(#""code":"\#(code)""#))
    }

    @Test("A token that runs out ends a stream in which nothing happens, a second later at the latest")
    func expires() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        try portal.change("UPDATE access_token SET expires_at = \(TestPortal.now.milliseconds + 500)")
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        #expect(portal.pull(stream).state == .waiting)
        portal.pass(milliseconds: 999)
        #expect(portal.pull(stream).state == .waiting)
        portal.pass(milliseconds: 1)
        #expect(portal.pull(stream).state == .ended(.unauthenticated))
    }

    @Test("Rights that are taken and given back are what counts for each event")
    func rights() throws {
        let portal = try ServedPortal(SubscriberTests.records)
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        let entry = Self.entry(401, "Case", "title")
        try portal.change(
            "INSERT INTO module_permission (partner_id, module, can_view, can_create, can_edit, can_act) VALUES (1, 'CASES', 0, 0, 0, 0);"
                + entry)
        #expect(portal.follow(stream) == [])
        try portal.change("DELETE FROM module_permission;" + entry)
        #expect(Events.summaries(portal.follow(stream)) == [#"14 UPDATED Case:401 ["title"]"#])
    }

    @Test("A stream that remembers too many records forgets the oldest")
    func memory() {
        var seen = SeenRecords(capacity: 3)
        for record in [1, 2, 3, 4, 5] as [Int64] { seen.insert(record) }
        #expect((1...5).filter { seen.contains($0) } == [1, 2, 3, 4, 5])
        for record in [4, 6, 7] as [Int64] { seen.insert(record) }
        #expect((1...7).filter { seen.contains($0) } == [4, 5, 6, 7])
        seen.remove(5)
        seen.remove(7)
        #expect((1...7).filter { seen.contains($0) } == [4, 6])
    }
}
