import Portal
import Testing

@testable import API

@Suite("Rate limits: who is stopped")
struct RateLimitTests {
    private let portal: ServedPortal

    init() throws { portal = try ServedPortal(Records.all, rates: RateLimits(viewer: 250_000)) }

    /// Each request of it costs 1 MiB, and 34 nodes.
    private static let large =
        #"{"query":"{__typename}","padding":"\#(String(repeating: "x", count: (1 << 20) - 37))"}"#
    private static let small = #"{"query":"{__typename}"}"#

    private static func refusal(after seconds: Int) -> String {
        #"{"errors":[{"message":"You have asked for too much. Try again in \#(seconds) seconds.","extensions":{"code":"RATE_LIMITED","retryAfter":\#(seconds)}}]}"#
    }

    /// Asks until nothing is left for a large request, and says how many there were.
    private func exhaust(as viewer: Viewer) -> Int {
        var count = 0
        while count < 1000, portal.send(Self.large, as: viewer).outcome == .executed { count += 1 }
        return count
    }

    /// Asks until the user has nothing left.
    private func spend(in portal: ServedPortal) {
        for body in [Self.large, Self.small] {
            var count = 0
            while count < 30_000, portal.send(body, as: TestPortal.user).outcome == .executed { count += 1 }
        }
    }

    @Test("Who has asked for too much is refused before anything is looked at, and served again in time")
    func refused() throws {
        #expect(exhaust(as: TestPortal.user) == 241)
        let (outcome, answer) = portal.send(Self.large, as: TestPortal.user)
        #expect(outcome == .rateLimited)
        #expect(answer == Self.refusal(after: 1))
        let rate = try #require(portal.summaries.last?.rate)
        #expect(rate.retryAfter == 1 && rate.balance.limit == 250_000 && rate.resetsIn == 60 && rate.unit == .nodes)
        #expect(portal.summaries.last?.viewer?.actorID == TestPortal.user.actorID, "the log says who it was")
        spend(in: portal)
        for nonsense in ["no JSON", "[]", "[\(Self.small)]"] {
            let (next, answer) = portal.send(nonsense, as: TestPortal.user)
            #expect(next == .rateLimited && answer == Self.refusal(after: 1), "\(nonsense)")
        }
        #expect(portal.send(Self.small, as: TestPortal.agent).outcome == .executed)
        portal.pass(milliseconds: 1000)
        #expect(portal.send(Self.small, as: TestPortal.user).outcome == .executed)
    }

    @Test("Callers without a token, and those whose token is wrong, share what their address has")
    func networks() throws {
        #expect(exhaust(as: .anonymous) == 24)
        let stranger = Viewer(actorID: 99, partnerID: 0, role: .agent, rights: [])
        #expect(portal.send(Self.large, as: stranger).outcome == .rateLimited)
        #expect(portal.send(Self.large, as: TestPortal.user).outcome == .executed)
        portal.network = 2
        #expect(portal.send(Self.large, as: stranger).outcome == .unauthenticated)
        #expect(portal.send(Self.large, as: .anonymous).outcome == .executed)
    }

    @Test("A program may ask as often as its account says, whatever it asks for")
    func requests() throws {
        try portal.change("UPDATE integration_account SET rate_limit_per_minute = 3")
        let integration = TestPortal.integration
        for _ in 0..<3 { #expect(portal.send(Self.small, as: integration).outcome == .executed) }
        let (outcome, answer) = portal.send(Self.small, as: integration)
        #expect(outcome == .rateLimited)
        #expect(answer == Self.refusal(after: 20))
        #expect(portal.summaries.last?.rate?.balance.limit == 3)
        #expect(portal.summaries.last?.rate?.unit == .requests)
        portal.pass(milliseconds: 20_000)
        #expect(portal.send(Self.small, as: integration).outcome == .executed)
        #expect(portal.send(Self.small, as: integration).outcome == .rateLimited)
        try portal.change("UPDATE integration_account SET rate_limit_per_minute = 9223372036854775807")
        portal.pass(milliseconds: 60_000)
        #expect(portal.send(Self.small, as: integration).outcome == .executed)
    }

    @Test("A mutation that is not afforded changes nothing")
    func mutation() throws {
        let comments = try portal.count("comment")
        spend(in: portal)
        let (outcome, _) = portal.ask(
            #"mutation{addComment(subjectId:"Q2FzZTo0MDE",body:"one"){comment{body}}}"#, as: TestPortal.user)
        #expect(outcome == .rateLimited)
        #expect(try portal.count("comment") == comments)
    }

    @Test("Events wait in the log until the viewer affords them, and none is lost")
    func events() throws {
        let portal = try ServedPortal(SubscriberTests.records, rates: RateLimits(viewer: 250_000))
        let stream = try portal.open(Events.recordChanged, as: TestPortal.user)
        spend(in: portal)
        for _ in 0..<3 { SubscriberTests.act(1, in: portal) }
        SubscriberTests.act(5, in: portal)
        #expect(portal.follow(stream).isEmpty)
        portal.pass(milliseconds: 60_000)
        #expect(portal.follow(stream) == portal.feed(after: 12, as: TestPortal.user))
    }
}
