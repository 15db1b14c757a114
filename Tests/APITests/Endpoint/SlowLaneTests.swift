import Dispatch
import Execution
import Portal
import Synchronization
import Testing

@testable import API

@Suite("Queries that take long")
struct SlowLaneTests {
    /// The name of the sales direction takes so many steps to find, and is their number.
    static func slow(_ steps: Int) -> String {
        """
        ALTER TABLE sales_direction RENAME TO quick_direction;
        CREATE VIEW sales_direction AS SELECT id, active,
            (WITH RECURSIVE step (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM step WHERE n < \(steps / 10))
                SELECT max(n) FROM step) AS name FROM quick_direction;
        """
    }

    private static let query = "{viewer{salesDirections{name}}}"
    static let body = #"{"query":"\#(query)"}"#

    private static func answer(_ steps: Int) -> String {
        #"{"data":{"viewer":{"salesDirections":[{"name":"\#(steps / 10)"}]}}}"#
    }

    static let timeout =
        #"{"data":null,"errors":[{"message":"The request took too long and was stopped.","locations":[{"line":1,"column":9}],"path":["viewer","salesDirections"],"extensions":{"code":"TIMEOUT"}}]}"#

    @Test("A loop leaves them to a thread that has time, from the second time on at once")
    func left() throws {
        let portal = try ServedPortal(Self.slow(4_000_000), rates: RateLimits(viewer: 250_000), hasLane: true)
        let (outcome, answer) = portal.send(Self.body, as: TestPortal.user)
        #expect(outcome == .executed && answer == Self.answer(4_000_000))
        let first = try #require(portal.summaries.first)
        #expect(first.reading.steps >= 3_000_000)
        let inVain = portal.endpoint.executor.reading.steps
        #expect(inVain > 1_900_000)
        let charged = 10 + 10 + (first.cost ?? 0) + Int64(first.reading.steps / 2000) + Int64(inVain / 2000)
        #expect(first.rate.map { $0.balance.limit - $0.balance.remaining } == charged)
        _ = portal.ask("{__typename}", as: TestPortal.user)
        #expect(portal.begin(Self.query, as: TestPortal.user) == .deferred)
        let tried = portal.endpoint.executor.reading.statements
        #expect(tried == 0, "the second was not tried here")
        #expect(portal.begin(Self.query, as: TestPortal.other) == .deferred)
        let triedForOther = portal.endpoint.executor.reading.statements
        #expect(triedForOther > 0, "it may be quick for somebody else")
        #expect(portal.ask("{viewer{role}}", as: TestPortal.user).outcome == .executed)
    }

    @Test("Where no such thread is, they are answered as they come")
    func inPlace() throws {
        let portal = try ServedPortal(Self.slow(4_000_000))
        #expect(portal.begin(Self.query, as: TestPortal.user) == .executed)
    }

    @Test("One of several requests in a body may take long")
    func batch() throws {
        let portal = try ServedPortal(Self.slow(4_000_000), batchLimit: 2, hasLane: true)
        let body = #"[{"query":"{__typename}"},\#(Self.body)]"#
        let (outcome, response) = portal.respond(to: body, as: TestPortal.user)
        #expect(outcome == .executed)
        #expect(response.contains(#"{"data":{"__typename":"Query"}"#))
        #expect(response.contains(#"[{"name":"400000"}]"#))
        #expect(portal.summaries.count == 2)
    }

    @Test("What takes more steps than a request may is stopped there, too")
    func steps() throws {
        let portal = try ServedPortal(Self.slow(200_000_000), hasLane: true)
        let (outcome, answer) = portal.send(Self.body, as: TestPortal.user)
        #expect(outcome == .executedWithErrors && answer == Self.timeout)
    }

    @Test(
        "Nothing more is done for a client who is gone, alone or in a list",
        arguments: [(body, timeout), ("[\(body)]", "[\(timeout)")])
    func gone(_ body: String, _ timeout: String) throws {
        let portal = try ServedPortal(Self.slow(50_000_000), batchLimit: 2, hasLane: true)
        let looks = Mutex(0)
        portal.isGone = {
            looks.withLock { looks in
                looks += 1
                return looks > 10
            }
        }
        #expect(portal.send(body, as: TestPortal.user).answer == timeout)
        #expect(looks.withLock { $0 } == 11)
    }

    @Test("After five seconds they are given up, however few steps they took")
    func deadline() throws {
        let portal = try ServedPortal(Self.slow(50_000_000), hasLane: true)
        let clock = portal.clock
        let looks = Mutex(0)
        portal.isGone = {
            clock.pass(1000)
            looks.withLock { $0 += 1 }
            return false
        }
        #expect(portal.send(Self.body, as: TestPortal.user).answer == Self.timeout)
        #expect(looks.withLock { $0 } == 5)
    }

    @Test("One caller has two of them at a time")
    func share() throws {
        let portal = try ServedPortal(Self.slow(50_000_000), rates: RateLimits(viewer: 250_000), hasLane: true)
        let isReleased = Mutex(false)
        portal.isGone = { isReleased.withLock { $0 } }
        #expect(portal.begin(Self.query, as: TestPortal.user) == .deferred)
        #expect(portal.begin(Self.query, as: TestPortal.user) == .deferred)
        let left = try #require(portal.endpoint.summary.rate).balance.remaining
        let (outcome, answer) = portal.send(Self.body, as: TestPortal.user)
        #expect(outcome == .rateLimited)
        #expect(portal.summaries.last?.rate?.balance.remaining == left - 10, "the asking is paid for")
        #expect(
            answer
                == #"{"errors":[{"message":"Your requests take long: send two of them at a time.","extensions":{"code":"RATE_LIMITED","retryAfter":1}}]}"#
        )
        #expect(portal.begin(Self.query, as: TestPortal.supervisor) == .deferred)
        isReleased.withLock { $0 = true }
    }

    @Test("Thirty-two wait for each of the two threads; more are refused")
    func full() throws {
        let users = (501...533).map {
            Viewer(actorID: $0, partnerID: 1, role: .partnerUser, rights: PortalModule.standardRights)
        }
        let portal = try ServedPortal(Self.slow(50_000_000) + Self.accounts(of: users), hasLane: true)
        let lane = try #require(portal.lane)
        let (isReached, isReleased) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
        defer { isReleased.signal() }
        portal.isGone = {
            isReached.signal()
            isReleased.wait()
            isReleased.signal()
            return true
        }
        for _ in 0..<2 { #expect(portal.begin(Self.query, as: users[0]) == .deferred) }
        for _ in 0..<2 { isReached.wait() }
        #expect(lane.waiting == 0)
        for user in users.dropFirst() {
            for _ in 0..<2 { #expect(portal.begin(Self.query, as: user) == .deferred) }
        }
        #expect(lane.waiting == 64)
        let (outcome, answer) = portal.send(Self.body, as: TestPortal.user)
        #expect(outcome == .overloaded)
        #expect(
            answer
                == #"{"errors":[{"message":"Too many requests that take long are waiting. Try again later.","extensions":{"code":"OVERLOADED"}}]}"#
        )
        isReleased.signal()
        lane.stop()
        #expect(lane.waiting == 0)
    }

    /// SQL for users with tokens.
    private static func accounts(of users: [Viewer]) -> String {
        users.map { user in
            """
            INSERT INTO actor (id, kind, display_name, partner_id) VALUES (\(user.actorID), 'PARTNER_USER', 'User', 1);
            INSERT INTO partner_user (id, partner_id, role, first_name, last_name, email, created_at, updated_at)
                VALUES (\(user.actorID), 1, 'PARTNER_USER', 'U', 'User', 'u\(user.actorID)@ares.example', 0, 0);
            INSERT INTO access_token (hash, actor_id, prefix, created_at) VALUES
                (x'\(SHA256.digest(Array(ServedPortal.token(of: user).utf8).span).hexadecimal)', \(user.actorID), '', 0);
            """
        }.joined()
    }

    @Test("They tell what their caller has left as it was before they were begun anew")
    func rate() throws {
        let portal = try ServedPortal(Self.slow(4_000_000), rates: RateLimits(viewer: 250_000), hasLane: true)
        let (outcome, answer) = portal.ask(
            "{viewer{rateLimit{limit remaining} salesDirections{name}}}", as: TestPortal.user)
        #expect(outcome == .executed)
        let left = 250_000 - 10 - 10 - (try #require(portal.summaries.first?.estimatedCost))
        #expect(
            answer
                == #"{"data":{"viewer":{"rateLimit":{"limit":250000,"remaining":\#(left)},"salesDirections":[{"name":"400000"}]}}}"#
        )
    }

    @Test("What an administrator reads there is in the audit log before it is told")
    func audited() throws {
        let portal = try ServedPortal(
            Records.all + Self.slow(4_000_000), hasLane: true)
        let (outcome, answer) = portal.ask(
            "{viewer{salesDirections{name}} registrations(first:3,scope:ALL){nodes{contactFirstName}}}",
            as: TestPortal.admin)
        #expect(outcome == .executed)
        #expect(answer.contains(#"{"contactFirstName":"Ann"}"#))
        #expect(
            try portal.auditTrail("operation", "changes") == [
                #"query|{"read":["OpportunityRegistration.contactFirstName"]}"#
            ])
    }
}
