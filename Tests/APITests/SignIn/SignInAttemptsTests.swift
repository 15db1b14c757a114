import Testing

@testable import API

@Suite("Attempts to sign in")
struct SignInAttemptsTests {
    private typealias Attempt = SignInAttempts.Attempt

    private static func after(_ seconds: Int64) -> Int64 { 1_000_000_007 + seconds * 1_000_000_000 }

    /// Tries a wrong password, if one may be tried; else tells how long to wait.
    private static func fail(
        _ attempts: inout SignInAttempts, _ login: String?, hash: String? = nil, from network: UInt64? = nil,
        after seconds: Int64
    ) -> Int64? {
        let attempt = Attempt(login: login, hash: hash, network: network)
        let wait = attempts.wait(for: attempt, at: after(seconds))
        if wait == nil { attempts.fail(attempt, at: after(seconds)) }
        return wait
    }

    @Test("Five fail for an account in any 15 minutes, then it waits for the first of them to be as old as that")
    func account() {
        var attempts = SignInAttempts()
        for seconds in [0, 60, 120, 180, 240] as [Int64] {
            #expect(Self.fail(&attempts, "ada", after: seconds) == nil)
        }
        #expect(Self.fail(&attempts, "ada", after: 240) == 660)
        #expect(Self.fail(&attempts, "bob", after: 240) == nil, "another account")
        #expect(Self.fail(&attempts, "ada", after: 899) == 1)
        #expect(Self.fail(&attempts, "ada", after: 900) == nil)
        #expect(Self.fail(&attempts, "ada", after: 900) == 60, "the second is not as old yet")
        #expect(Self.fail(&attempts, "ada", after: 960) == nil)
    }

    @Test("An account that is given another password begins anew")
    func replaced() {
        var attempts = SignInAttempts()
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", hash: "$y$1", after: 0) == nil) }
        #expect(Self.fail(&attempts, "ada", hash: "$y$1", after: 0) == 900)
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", hash: "$y$2", after: 0) == nil) }
        #expect(Self.fail(&attempts, "ada", hash: "$y$2", after: 0) == 900)
    }

    @Test("What is refused does not count: nobody is kept out for longer by trying")
    func refused() {
        var attempts = SignInAttempts()
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", after: 0) == nil) }
        for seconds in 1..<900 { #expect(Self.fail(&attempts, "ada", after: Int64(seconds)) != nil) }
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", after: 900) == nil) }
    }

    @Test("Fifty fail from an address, whichever accounts they are for")
    func address() {
        var attempts = SignInAttempts()
        for number in 0..<50 { #expect(Self.fail(&attempts, "user \(number)", from: 1, after: 0) == nil) }
        #expect(Self.fail(&attempts, "user 50", from: 1, after: 0) == 900)
        #expect(Self.fail(&attempts, nil, from: 1, after: 0) == 900)
        #expect(Self.fail(&attempts, "user 50", from: 2, after: 0) == nil, "another address")
        for number in 0..<100 {
            #expect(Self.fail(&attempts, "guest \(number)", after: 0) == nil, "nobody knows from where")
        }
    }

    @Test("What does not count any more is forgotten, when there is much of it")
    func bounds() {
        var attempts = SignInAttempts()
        for number in 0..<65_534 { #expect(Self.fail(&attempts, "\(number)", after: 0) == nil) }
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", after: 600) == nil) }
        #expect(Self.fail(&attempts, "bob", after: 900) == nil)
        #expect(attempts.count == 65_536)
        #expect(Self.fail(&attempts, "carl", after: 900) == nil)
        #expect(attempts.count == 3)
        #expect(Self.fail(&attempts, "ada", after: 900) == 600)
    }

    @Test("When there is much that counts, what failed once is forgotten before what failed again, and that at last")
    func crowd() {
        var attempts = SignInAttempts(capacity: 100)
        for _ in 0..<5 { #expect(Self.fail(&attempts, "ada", after: 0) == nil) }
        for number in 0..<99 { #expect(Self.fail(&attempts, "\(number)", after: 0) == nil) }
        #expect(attempts.count == 100)
        for _ in 0..<2 { #expect(Self.fail(&attempts, "bob", after: 1) == nil) }
        #expect(attempts.count == 2)
        for number in 0..<98 {
            for _ in 0..<2 { #expect(Self.fail(&attempts, "\(number)", after: 2) == nil) }
        }
        #expect(attempts.count == 100)
        #expect(Self.fail(&attempts, "ada", after: 2) == 898)
        #expect(Self.fail(&attempts, "carl", after: 3) == nil)
        #expect(attempts.count == 1)
        #expect(Self.fail(&attempts, "ada", after: 3) == nil)
    }
}
