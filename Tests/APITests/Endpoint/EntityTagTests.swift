import Portal
import SQLite
import Storage
import Testing

@testable import API

extension ServedPortal {
    /// Asks by GET, as a client that has answers, and tells the tag of the answer.
    fileprivate func get(
        _ body: String, as viewer: Viewer, in form: String = "json", has tag: String? = nil
    ) -> (outcome: Endpoint.Outcome, tag: String?) {
        let authorization = Array("Bearer \(Self.token(of: viewer))".utf8)
        let outcome = Array(body.utf8).withUnsafeBytes { body in
            authorization.withUnsafeBytes { authorization in
                endpoint.answer(
                    body, authorization: viewer.role == .anonymous ? nil : authorization, isSafe: true,
                    unlessIn: KeptAnswers(in: form) { $0 == tag }
                ) { _, _, _ in }
            }
        }
        return (outcome, endpoint.entityTag)
    }
}

@Suite("Entity tags")
struct EntityTagTests {
    private static let cases = #"{"query":"{cases{totalCount}}"}"#

    @Test("Every request of every viewer in every form has a tag of its own, which stays while nothing is written")
    func distinct() throws {
        let portal = try ServedPortal()
        let asked: [(String, Viewer, String)] = [
            (Self.cases, TestPortal.user, "json"), (Self.cases, TestPortal.user, "graphql-response"),
            (Self.cases, TestPortal.other, "json"), (Self.cases, TestPortal.supervisor, "json"),
            (Self.cases, TestPortal.agent, "json"), (#"{"query":"{cases {totalCount}}"}"#, TestPortal.user, "json"),
            (
                #"{"query":"query A{cases{totalCount}} query B{viewer{role}}","operationName":"A"}"#, TestPortal.user,
                "json"
            ),
            (
                #"{"query":"query A{cases{totalCount}} query B{viewer{role}}","operationName":"B"}"#, TestPortal.user,
                "json"
            ),
            (#"{"query":"query($n:Int){cases(first:$n){totalCount}}","variables":{"n":1}}"#, TestPortal.user, "json"),
            (#"{"query":"query($n:Int){cases(first:$n){totalCount}}","variables":{"n":2}}"#, TestPortal.user, "json"),
            (#"{"query":"{__typename}"}"#, .anonymous, "json"),
        ]
        var tags: Set<String> = []
        for (body, viewer, form) in asked {
            let (outcome, tag) = portal.get(body, as: viewer, in: form)
            #expect(outcome == .executed, "\(body)")
            let known = try #require(tag)
            tags.insert(known)
            let again = portal.get(body, as: viewer, in: form, has: known)
            #expect(again.outcome == .notModified)
            #expect(again.tag == known)
        }
        #expect(tags.count == asked.count)
    }

    @Test("A write gives every answer another tag, also one by another process")
    func written() throws {
        let portal = try ServedPortal()
        var tags: [String] = []
        func ask() throws {
            let (outcome, tag) = portal.get(Self.cases, as: TestPortal.user, has: tags.last)
            #expect(outcome == .executed)
            tags.append(try #require(tag))
        }
        try ask()
        let created = portal.ask(
            #"mutation{createCase(input:{title:"a",summary:"b",category:SUPPORT}){replayed}}"#, as: TestPortal.user)
        #expect(created.outcome == .executed)
        try ask()
        try AccountStore.add(
            try EmailAddress("new@vendor.example"), name: "Nea New", role: .agent, partner: nil, at: TestPortal.now,
            in: try portal.database.connectBesideServer())
        try ask()
        let isKnown = try TokenStore.insert(
            SHA256.digest("new".utf8.span), prefix: "new", forLogin: EmailAddress("new@vendor.example"),
            at: TestPortal.now,
            in: try portal.database.connectBesideServer())
        #expect(isKnown)
        try ask()
        try portal.change(
            """
            INSERT INTO attachment (record_id, file_name, media_type, size, uploaded_by_id, internal, created_at)
            SELECT id, 'a.png', 'image/png', 5, 2, 0, 0 FROM record LIMIT 1;
            UPDATE attachment SET scan_state = 'CLEAN';
            """)
        try ask()
        #expect(Set(tags).count == 5)
    }

    @Test(
        "What the time or the audit trail has to do with has no tag, nor has what failed or is explained",
        arguments: [
            (#"{"query":"{leads{totalCount}}"}"#, TestPortal.user, Endpoint.Outcome.executed),
            (#"{"query":"{agents{nodes{email}}}"}"#, TestPortal.admin, .deferred),
            (#"{"query":"{__typename}","extensions":{"explain":true}}"#, TestPortal.agent, .executed),
            (#"{"query":"{cases(first:-1){totalCount}}"}"#, TestPortal.user, .executedWithErrors),
            (#"{"query":"{cases{totalCount}}"}"#, .anonymous, .executedWithErrors),
            (#"{"query":"{nonsense}"}"#, TestPortal.user, .refused), ("{", TestPortal.user, .unreadable),
            (#"{"query":"mutation{acceptLead(id:1){replayed}}"}"#, TestPortal.user, .notAllowed),
        ])
    func untagged(_ body: String, _ viewer: Viewer, _ outcome: Endpoint.Outcome) throws {
        let portal = try ServedPortal()
        #expect(portal.get(Self.cases, as: TestPortal.user).tag != nil)
        let answer = portal.get(body, as: viewer)
        #expect(answer.outcome == outcome)
        #expect(answer.tag == nil)
    }

    @Test("What takes long has no tag")
    func slow() throws {
        let portal = try ServedPortal(SlowLaneTests.slow(4_000_000), hasLane: true)
        for _ in 1...2 {
            #expect(portal.get(Self.cases, as: TestPortal.user).tag != nil)
            let answer = portal.get(SlowLaneTests.body, as: TestPortal.user)
            #expect(answer.outcome == .deferred)
            #expect(answer.tag == nil)
        }
    }

    @Test("Whoever has the answer pays for the asking alone")
    func charge() throws {
        let portal = try ServedPortal(rates: RateLimits(viewer: 250_000))
        func left() throws -> Int64 { try #require(portal.endpoint.summary.rate).balance.remaining }
        let tag = portal.get(Self.cases, as: TestPortal.user).tag
        let before = try left()
        #expect(portal.get(Self.cases, as: TestPortal.user, has: tag).outcome == .notModified)
        #expect(try left() == before - 10)
    }

    @Test("Whatever the answer may depend on is in its tag")
    func parts() throws {
        let names = EntityTags(Environment.fixed(at: TestPortal.now, seed: 1))
        func tag(
            of body: String = Self.cases, in form: String = "json", actor: Int64 = 2, partner: Int64 = 1,
            _ role: Role = .partnerUser, _ rights: Rights = [.registrationsRead], snapshot: Int64 = 1
        ) -> String {
            let viewer = Viewer(actorID: actor, partnerID: partner, role: role, rights: rights)
            return Array(body.utf8).withUnsafeBytes { names.tag(of: $0, in: form, for: viewer, snapshot: snapshot) }
        }
        let tags = [
            tag(), tag(of: "{}"), tag(in: "graphql-response"), tag(actor: 3), tag(partner: 2),
            tag(actor: 21, partner: 0),
            tag(.partnerSupervisor), tag(.partnerUser, []), tag(snapshot: 2), tag(actor: 1, snapshot: 2),
        ]
        #expect(Set(tags).count == tags.count)
        #expect(tags.allSatisfy { $0.wholeMatch(of: /[0-9a-f]{32}/) != nil })
        #expect(tag() == tags[0])
    }

    @Test("Another run of the server names the same answer otherwise")
    func runs() throws {
        let tags = ([1, 1, 2] as [UInt64]).map { seed in
            let names = EntityTags(Environment.fixed(at: TestPortal.now, seed: seed))
            return Array(Self.cases.utf8).withUnsafeBytes {
                names.tag(of: $0, in: "json", for: TestPortal.user, snapshot: 1)
            }
        }
        #expect(tags[0] == tags[1])
        #expect(tags[0] != tags[2])
    }
}
