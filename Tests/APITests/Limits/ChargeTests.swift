import Execution
import Portal
import Testing

@testable import API

/// What requests are charged, as the summaries tell it; the limit is 250,000 nodes a minute, 25,000 without a token.
@Suite("Rate limits: what is charged")
struct ChargeTests {
    private let portal: ServedPortal

    init() throws {
        portal = try ServedPortal(
            Records.all + "UPDATE counter SET last = 1000;", batchLimit: 3, rates: RateLimits(viewer: 250_000))
    }

    /// What a caller who had everything has lost by a request.
    private func charge(of body: String, as viewer: Viewer) throws -> Int64 {
        portal.pass(milliseconds: 120_000)
        _ = portal.respond(to: body, as: viewer)
        let balance = try #require(portal.summaries.last?.rate).balance
        return balance.limit - balance.remaining
    }

    @Test("A request costs ten, a document that nobody knows ten more, and the operation what its answer needs")
    func query() throws {
        let cases = #"{"query":"{cases(first:50,scope:ALL){nodes{title}}}"}"#
        let first = try charge(of: cases, as: TestPortal.agent)
        let summary = try #require(portal.summaries.last)
        let cost = try #require(summary.cost)
        #expect(try #require(summary.estimatedCost) > 50 && cost < 20)
        #expect(first == 10 + 10 + cost)
        #expect(try charge(of: cases, as: TestPortal.agent) == 10 + cost)
        #expect(try charge(of: cases, as: TestPortal.supervisor) > 10 + 10, "it is another plan")
    }

    @Test(
        "What is refused costs what it took to see that",
        arguments: [
            ("no JSON", 10), (#"{"query":"{"}"#, 10 + 10), (#"{"query":"{unknown}"}"#, 10 + 10),
            (#"{"query":"{__typename}","padding":"\#(String(repeating: "x", count: 5000))"}"#, 10 + 4 + 10 + 1),
            (#"{"query":"{__typename \#(String(repeating: " ", count: 5000))}"}"#, 10 + 4 + 10 * 5 + 1),
        ] as [(String, Int64)])
    func refused(body: String, charge: Int64) throws {
        #expect(try self.charge(of: body, as: .anonymous) == charge)
        #expect(try self.charge(of: body, as: TestPortal.user) == charge)
    }

    @Test(
        "A list that is refused as a whole costs what one request does, and its caller pays",
        arguments: [
            ("[", .unreadable, 10), ("[]", .malformed, 10),
            ("[\([String](repeating: #"{"query":"{__typename}"}"#, count: 4).joined(separator: ","))]", .malformed, 10),
            ("[\(String(repeating: " ", count: 5000))]", .malformed, 10 + 4),
        ] as [(String, Endpoint.Outcome, Int64)])
    func refusedLists(body: String, outcome: Endpoint.Outcome, charge: Int64) throws {
        let stranger = Viewer(actorID: 99, partnerID: 0, role: .agent, rights: [])
        let callers: [(Viewer, Endpoint.Outcome, limit: Int64)] = [
            (.anonymous, outcome, 25_000), (stranger, .unauthenticated, 25_000), (TestPortal.user, outcome, 250_000),
        ]
        for (viewer, outcome, limit) in callers {
            portal.pass(milliseconds: 120_000)
            #expect(portal.respond(to: body, as: viewer).outcome == outcome)
            let balance = try #require(portal.summaries.last?.rate).balance
            #expect(balance.limit == limit)
            #expect(balance.limit - balance.remaining == charge)
        }
    }

    @Test("The length of the answer counts, and the database's work")
    func answers() throws {
        let introspection = #"{"query":"{__schema{types{name description fields{name description}}}}"}"#
        let (_, response) = portal.respond(to: introspection, as: TestPortal.agent)
        #expect(response.utf8.count > 10_000)
        #expect(
            try charge(of: introspection, as: TestPortal.agent) == 10 + 1 + Int64(response.utf8.count >> 10))
        let slow = try ServedPortal(SlowLaneTests.slow(4_000_000), rates: RateLimits(viewer: 250_000))
        _ = slow.respond(to: SlowLaneTests.body, as: TestPortal.user)
        let summary = try #require(slow.summaries.last)
        #expect(summary.reading.steps > 3_000_000)
        let charged = 10 + 10 + (summary.cost ?? 0) + Int64(summary.reading.steps / 2000)
        #expect(summary.rate.map { $0.balance.limit - $0.balance.remaining } == charged)
    }

    @Test("A mutation is settled when it is written, and each request of a list is charged")
    func mutations() throws {
        let mutation =
            #"{"query":"mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body} userErrors{code}}}"}"#
        let charge = try charge(of: mutation, as: TestPortal.user)
        let summary = try #require(portal.summaries.last)
        #expect(charge == 10 + 10 + (summary.cost ?? 0))
        #expect(try #require(summary.estimatedCost) > (summary.cost ?? 0))
        #expect(try self.charge(of: #"[{"query":"{a:__typename}"},{"query":"{b:__typename}"}]"#, as: .anonymous) == 42)
    }

    @Test("What is not carried out, because too much waits, costs no more than asking")
    func overloaded() throws {
        let full = try ServedPortal(Records.all, capacity: 0, rates: RateLimits(viewer: 250_000), hasLane: true)
        func charged() throws -> Int64 {
            let balance = try #require(full.summaries.last?.rate).balance
            return balance.limit - balance.remaining
        }
        let mutation = "mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}"
        #expect(full.ask(mutation, as: TestPortal.user).outcome == .overloaded)
        #expect(try charged() == 10 + 10)
        #expect(full.ask(mutation, as: TestPortal.user).outcome == .overloaded)
        #expect(try charged() == 10 + 10 + 10)
        // This one was read, and then not told.
        let read = "{registrations(first:3,scope:ALL){nodes{contactFirstName}}}"
        #expect(full.ask(read, as: TestPortal.admin).outcome == .overloaded)
        let summary = try #require(full.summaries.last)
        let cost = try #require(summary.cost)
        #expect(try charged() == 10 + 10 + cost)
        #expect(try #require(summary.estimatedCost) > 3)
    }

    @Test("A stream is paid for once, and one event as it is told")
    func streams() throws {
        try portal.change("UPDATE integration_account SET rate_limit_per_minute = 1")
        let watch = #"{"query":"subscription{leadInboxChanged{sequence}}"}"#
        #expect(try charge(of: watch, as: TestPortal.user) == 10 + 10)
        #expect(portal.send(watch, as: TestPortal.user).outcome == .needsStream)
        guard case .opened = portal.request("subscription{leadInboxChanged{sequence}}", as: TestPortal.user).opening
        else {
            Issue.record("No stream was opened")
            return
        }
        let rate = portal.endpoint.summary.rate
        #expect(rate == nil, "opening it is not charged again")
    }

    @Test("A request that is none is told nothing of what the caller before it has left")
    func strangers() throws {
        _ = portal.ask(
            "mutation{addComment(subjectId:\"Q2FzZTo0MDE\",body:\"one\"){comment{body}}}", as: TestPortal.user)
        let outcome = portal.endpoint.refuse(MalformedRequest("It is none."))
        #expect(outcome == .malformed)
        #expect(portal.endpoint.summary.rate == nil)
    }

    @Test("Callers see what they have left: the viewer in the answer, everyone in the status")
    func told() throws {
        let query = #"{"query":"{viewer{rateLimit{limit remaining resetAt cost}}}"}"#
        #expect(
            portal.send(query, as: TestPortal.user).answer
                == #"{"data":{"viewer":{"rateLimit":{"limit":250000,"remaining":249977,"resetAt":"2023-11-14T22:13:20.006Z","cost":3}}}}"#
        )
        let free = try ServedPortal()
        #expect(
            free.send(query, as: TestPortal.user).answer
                == #"{"data":{"viewer":{"rateLimit":{"limit":2147483647,"remaining":2147483647,"resetAt":"2023-11-14T22:13:20.000Z","cost":3}}}}"#
        )
        #expect(free.summaries.last?.rate == nil)
    }
}
