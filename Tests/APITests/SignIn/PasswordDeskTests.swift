import Dispatch
import Execution
import Portal
import Storage
import Synchronization
import Testing

@testable import API

@Suite("The thread that compares passwords")
struct PasswordDeskTests {
    /// A request with so many sign-ins, of nobody.
    private static func body(_ count: Int, _ name: String = "u") -> String {
        let fields = (0..<count).map {
            #"a\#($0):signIn(email:\"\#(name)\#($0)@x.example\",password:\"wrong\"){token}"#
        }
        return ServedPortal.body("mutation{\(fields.joined(separator: " "))}")
    }

    private static let overloaded =
        #"{"errors":[{"message":"Too many people are signing in. Try again later.","extensions":{"code":"OVERLOADED"}}]}"#

    /// Clients who wait with their requests at the door of the thread, until they all leave.
    private final class Crowd: Sendable {
        private let hasLeft = DispatchSemaphore(value: 0)
        private let ends = Mutex<[Endpoint.Outcome]>([])

        /// How those ended who were not refused at once.
        var outcomes: [Endpoint.Outcome] { ends.withLock { $0 } }

        /// Sends a request whose answer nobody waits for.
        func send(_ body: String, to portal: ServedPortal, token: String? = nil) -> Endpoint.Outcome {
            Array(body.utf8).withUnsafeBytes { body in
                Array("Bearer \(token ?? "")".utf8).withUnsafeBytes { authorization in
                    portal.endpoint.answer(
                        body, authorization: token == nil ? nil : authorization,
                        from: Peer(network: portal.network, isLocal: portal.isLocal, text: nil),
                        unless: { [hasLeft] in
                            if hasLeft.wait(timeout: .now() + 120) == .timedOut { Issue.record("They never leave") }
                            hasLeft.signal()
                            return true
                        }
                    ) { [self] outcome, _, _ in ends.withLock { $0.append(outcome) } }
                }
            }
        }

        func leave() { hasLeft.signal() }
    }

    @Test("Passwords are counted, not requests: as many wait as are hashed in four seconds")
    func capacity() throws {
        let portal = try ServedPortal(ServedPortal.passwords, passwordCapacity: 3)
        #expect(portal.respond(to: Self.body(3), token: nil).outcome == .executed)
        let (outcome, answer) = portal.respond(to: Self.body(4), token: nil)
        #expect(outcome == .overloaded)
        #expect(TestPortal.withoutExtensions(answer) == Self.overloaded)
        #expect(portal.ask("{viewer{role}}", as: TestPortal.user).outcome == .executed)
        let token = ServedPortal.token(of: TestPortal.user)
        let change = #"changePassword(currentPassword:\"x\",newPassword:\"battery horse\",confirmPassword:\"\"){ok}"#
        for (count, isTaken) in [(1, true), (2, false)] {
            let fields = (0..<count).map { "a\($0):\(change)" }.joined(separator: " ")
            let (outcome, _) = portal.respond(to: ServedPortal.body("mutation{\(fields)}"), token: token)
            #expect(outcome == (isTaken ? .executed : .overloaded), "the new one is hashed, too")
        }
    }

    @Test("Nobody fills the queue alone: one caller has half of it, but all who come by a proxy may have it all")
    func share() throws {
        let portal = try ServedPortal(ServedPortal.passwords, rates: RateLimits(viewer: 1_000_000))
        let crowd = Crowd()
        #expect(crowd.send(Self.body(32), to: portal) == .deferred)
        #expect(crowd.send(Self.body(32), to: portal) == .deferred)
        let (outcome, answer) = portal.respond(to: Self.body(1), token: nil)
        #expect(outcome == .rateLimited)
        #expect(
            TestPortal.withoutExtensions(answer)
                == #"{"errors":[{"message":"Too many passwords of yours are still being compared. Try again in a second.","extensions":{"code":"RATE_LIMITED","retryAfter":1}}]}"#
        )
        let token = ServedPortal.token(of: TestPortal.user)
        #expect(crowd.send(Self.body(22), to: portal, token: token) == .deferred, "somebody else at the address")
        portal.network = 2
        #expect(crowd.send(Self.body(10), to: portal) == .deferred)
        portal.isLocal = true
        for _ in 0..<3 { #expect(crowd.send(Self.body(10), to: portal) == .deferred) }
        #expect(crowd.send(Self.body(10), to: portal) != .deferred, "there is room for two more")
        crowd.leave()
        portal.passwords.stop()
        #expect(crowd.outcomes == Array(repeating: .overloaded, count: 7), "whoever has left is not waited for")
    }

    /// Lets nobody's password be compared before it is opened, and notes whose turns there are then.
    private final class Door: Sendable {
        private let isOpen = DispatchSemaphore(value: 0)
        private let answered = DispatchSemaphore(value: 0)
        private let noted = Mutex<[String]>([])

        func send(_ name: String, _ body: String, to portal: ServedPortal, token: String? = nil) {
            let outcome = Array(body.utf8).withUnsafeBytes { body in
                Array("Bearer \(token ?? "")".utf8).withUnsafeBytes { authorization in
                    portal.endpoint.answer(
                        body, authorization: token == nil ? nil : authorization,
                        from: Peer(network: portal.network, isLocal: portal.isLocal, text: nil),
                        unless: { [self] in
                            if isOpen.wait(timeout: .now() + 120) == .timedOut { Issue.record("It never opens") }
                            isOpen.signal()
                            noted.withLock { $0.append(name) }
                            return false
                        }
                    ) { [self] outcome, _, _ in
                        #expect(outcome == .executed)
                        answered.signal()
                    }
                }
            }
            #expect(outcome == .deferred)
        }

        /// Who had a turn, one after the other, until so many requests were answered.
        func turns(answering count: Int) throws -> [String] {
            isOpen.signal()
            for _ in 0..<count { try #require(answered.wait(timeout: .now() + 120) == .success) }
            return noted.withLock { $0 }
        }
    }

    @Test("Callers take turns, a password each: nobody waits for all of another's")
    func turns() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let door = Door()
        for _ in 0..<4 { door.send("crowd", Self.body(1), to: portal) }
        portal.network = 2
        door.send("many", Self.body(4), to: portal)
        portal.network = 3
        door.send("one", Self.body(1), to: portal)
        portal.network = 1
        door.send("user", Self.body(1), to: portal, token: ServedPortal.token(of: TestPortal.user))
        #expect(
            try door.turns(answering: 7) == [
                "crowd", "many", "one", "user", "crowd", "many", "crowd", "many", "crowd", "many",
            ])
    }

    @Test("Those whom nothing else tells apart take turns by the account that they try, however it is written")
    func accounts() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        portal.isLocal = true
        let door = Door()
        door.send("crowd", Self.body(3), to: portal)
        door.send("crowd", Self.body(1, " U"), to: portal)
        door.send("nobody", Self.body(1, "no address "), to: portal)
        door.send("nobody", Self.body(1, "@"), to: portal)
        door.send("one", Self.body(1, "v"), to: portal)
        #expect(
            try door.turns(answering: 5) == ["crowd", "nobody", "one", "crowd", "nobody", "crowd", "crowd"])
    }

    @Test("What was given up has room again, for all and for its caller")
    func givenBack() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let crowd = Crowd()
        for _ in 0..<2 { #expect(crowd.send(Self.body(32), to: portal) == .deferred) }
        crowd.leave()
        // In the queue behind them: they are over when this is answered.
        portal.network = 2
        #expect(portal.respond(to: Self.body(1), token: nil).outcome == .executed)
        portal.network = 1
        #expect(portal.respond(to: Self.body(39), token: nil).outcome == .executed)
    }

    @Test("A request asks for no more passwords than a third of the queue")
    func dearest() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        #expect(portal.respond(to: Self.body(39), token: nil).outcome == .executed)
        #expect(portal.respond(to: Self.body(40), token: nil).response.contains("QUERY_TOO_COSTLY"))
    }

    @Test("Who leaves while passwords are compared has paid for them; who leaves before has not")
    func paid() throws {
        let portal = try ServedPortal(ServedPortal.passwords, rates: RateLimits(viewer: 250_000))
        for (looks, isPaid) in [(0, false), (2, true)] {
            let left = Mutex(looks)
            portal.isGone = {
                left.withLock { left in
                    left -= 1
                    return left < 0
                }
            }
            portal.pass(milliseconds: 60_000)
            let (outcome, answer) = portal.respond(to: Self.body(3), token: nil)
            #expect(outcome == .overloaded)
            #expect(TestPortal.withoutExtensions(answer) == Self.overloaded)
            let summary = try #require(portal.summaries.last)
            let balance = try #require(summary.rate).balance
            let cost = try #require(summary.estimatedCost)
            #expect(cost > 750)
            #expect(balance.limit - balance.remaining == 10 + 10 + (isPaid ? cost : 0))
        }
        #expect(portal.failures.all == [])
    }

    @Test("After five seconds what is left of a request is given up")
    func deadline() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let clock = portal.clock
        let looks = Mutex(0)
        portal.isGone = {
            clock.pass(1000)
            looks.withLock { $0 += 1 }
            return false
        }
        let (outcome, answer) = portal.respond(to: Self.body(9), token: nil)
        #expect(outcome == .overloaded)
        #expect(TestPortal.withoutExtensions(answer) == Self.overloaded)
        #expect(looks.withLock { $0 } == 5)
    }

    @Test("When the server ends, whoever waits is refused at once, and so is what is left of a request")
    func stopped() throws {
        let portal = try ServedPortal(ServedPortal.passwords)
        let outcomes = Mutex<[Endpoint.Outcome]>([])
        for count in [39, 1, 1] {
            let outcome = Array(Self.body(count).utf8).withUnsafeBytes { body in
                portal.endpoint.answer(body, authorization: nil) { outcome, _, _ in
                    outcomes.withLock { $0.append(outcome) }
                }
            }
            #expect(outcome == .deferred)
        }
        portal.passwords.stop()
        #expect(outcomes.withLock { $0 } == [.overloaded, .overloaded, .overloaded])
    }
}
