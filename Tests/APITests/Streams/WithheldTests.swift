import Execution
import Portal
import Testing

@testable import API

@Suite("Events with personal data, for administrators")
struct WithheldTests {
    private static let watch = "subscription Watch{recordChanged{sequence node{...on Lead{contactEmail}}}}"

    private func open(in portal: ServedPortal, as viewer: Viewer = TestPortal.admin) throws -> EventStream {
        let (opening, response) = portal.request(Self.watch, as: viewer, lastEventID: "9")
        guard case .opened(let stream) = opening else { throw ServedPortal.Unopened(response: response) }
        return stream
    }

    @Test("They are told once the audit trail has an entry that names the data, and in their order")
    func entered() throws {
        let portal = try ServedPortal(Records.all)
        let stream = try open(in: portal)
        #expect(portal.pull(stream).told == [])
        #expect(stream.position == 9)
        portal.awaitCommit()
        let (told, state) = portal.pull(stream, room: 2)
        #expect(
            told.map(\.response) == [
                #"{"data":{"recordChanged":{"sequence":10,"node":{"contactEmail":"dan@dove.example"}}}}"#,
                #"{"data":{"recordChanged":{"sequence":11,"node":{"contactEmail":"eve@echo.example"}}}}"#,
            ])
        #expect(state == .behind)
        #expect(stream.position == 11)
        let rest = portal.pull(stream)
        #expect(rest.told.map(\.sequence) == [12])
        #expect(rest.state == .waiting)
        #expect(
            try portal.auditTrail("actor_id", "role", "operation", "outcome", "ip", "changes") == [
                #"13|ADMIN|Watch|OK|192.0.2.1|{"read":["Lead.contactEmail"]}"#
            ])
    }

    @Test("Nobody else waits for the trail")
    func others() throws {
        let portal = try ServedPortal(Records.all)
        let stream = try open(in: portal, as: TestPortal.agent)
        #expect(portal.pull(stream).told.map(\.sequence) == [10, 11, 12])
        #expect(try portal.auditTrail("operation") == [])
    }

    @Test("Without room in the writer's queue they wait in the log")
    func overloaded() throws {
        let portal = try ServedPortal(Records.all, capacity: 0, rates: RateLimits(viewer: 250_000))
        let stream = try open(in: portal)
        for _ in 1...3 {
            let (told, state) = portal.pull(stream)
            #expect(told == [])
            #expect(state == .waiting)
            #expect(stream.position == 9)
        }
        _ = portal.ask("{__typename}", as: TestPortal.admin)
        let rate = try #require(portal.summaries.last?.rate)
        #expect(rate.balance.limit - rate.balance.remaining == 10 + 10 + 1, "nothing was charged for what was not told")
    }

    @Test("An entry that cannot be made ends the stream, and nothing was told")
    func failed() throws {
        let portal = try ServedPortal(
            Records.all + """
                CREATE TRIGGER full BEFORE INSERT ON audit_entry WHEN new.operation = 'Watch'
                    BEGIN SELECT RAISE(ABORT, 'the disk is full'); END;
                """)
        let stream = try open(in: portal)
        #expect(portal.pull(stream).told == [])
        // What has failed is no commit; this is one, and comes after it.
        let comment = "mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}"
        #expect(portal.ask(comment, as: TestPortal.user).outcome == .executed)
        let (told, state) = portal.pull(stream)
        #expect(told == [])
        #expect(state == .ended(.failed))
        #expect(portal.lastResponse.hasPrefix(#"{"errors":[{"message":"Something failed on our side."#))
        #expect(portal.failures.all.count == 1)
    }

    @Test("They are not told to one who has signed out meanwhile")
    func revoked() throws {
        let portal = try ServedPortal(Records.all)
        let stream = try open(in: portal)
        #expect(portal.pull(stream).told == [])
        portal.awaitCommit()
        try portal.change("UPDATE access_token SET revoked_at = 1")
        let (told, state) = portal.pull(stream)
        #expect(told == [])
        #expect(state == .ended(.unauthenticated))
    }
}
