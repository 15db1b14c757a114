import Portal
import Testing

@testable import API

@Suite("Rate limits: the buckets")
struct RateLimiterTests {
    typealias Balance = RateLimiter.Balance

    private static let start = Timestamp(milliseconds: 1_800_000_000_000)

    private static func after(_ seconds: Int64) -> Timestamp {
        Timestamp(milliseconds: start.milliseconds + seconds * 1000)
    }

    private static func balance(_ remaining: Int64, until seconds: Int64) -> Balance {
        Balance(limit: 600, remaining: remaining, resetAt: after(seconds))
    }

    @Test("A minute's limit can be asked for at once, and comes back second by second")
    func burst() {
        let limiter = RateLimiter()
        let take = { limiter.take($0, from: .viewer(1), limit: 600, at: Self.after($1)) }
        #expect(take(400, 0) == .granted(Self.balance(200, until: 40)))
        #expect(take(200, 0) == .granted(Self.balance(0, until: 60)))
        #expect(take(1, 0) == .refused(Self.balance(0, until: 60), retryAfter: 1))
        #expect(take(50, 1) == .refused(Self.balance(10, until: 60), retryAfter: 4))
        #expect(take(10, 1) == .granted(Self.balance(0, until: 61)))
        #expect(take(50, 6) == .granted(Self.balance(0, until: 66)))
        #expect(take(600, 66) == .granted(Self.balance(0, until: 126)))
        #expect(take(0, 60) == .granted(Self.balance(0, until: 126)), "a clock that is set back pays nothing")
    }

    @Test("What was not needed is given back, and what was needed beyond is owed, for two minutes at most")
    func settling() {
        let limiter = RateLimiter()
        let settle = { limiter.settle($0, of: .viewer(1), limit: 600, at: Self.after($1)) }
        #expect(settle(600, 0) == Self.balance(0, until: 60))
        #expect(settle(-450, 0) == Self.balance(450, until: 15))
        #expect(settle(0, 15) == Self.balance(600, until: 15))
        #expect(settle(-9999, 15) == Self.balance(600, until: 15))
        #expect(settle(9999, 15) == Self.balance(0, until: 135))
        #expect(
            limiter.take(1, from: .viewer(1), limit: 600, at: Self.after(75))
                == .refused(Self.balance(0, until: 135), retryAfter: 1))
        let until = Timestamp(milliseconds: Self.after(135).milliseconds + 600)
        #expect(
            limiter.take(6, from: .viewer(1), limit: 600, at: Self.after(76))
                == .granted(Balance(limit: 600, remaining: 4, resetAt: until)))
    }

    @Test("Everyone has a limit of their own")
    func callers() {
        let limiter = RateLimiter()
        let keys: [RateLimiter.Key] = [.viewer(1), .viewer(2), .requests(1), .network(1), .network(2)]
        for key in keys {
            #expect(limiter.take(600, from: key, limit: 600, at: Self.start) == .granted(Self.balance(0, until: 60)))
        }
        for key in keys {
            #expect(
                limiter.take(600, from: key, limit: 600, at: Self.start)
                    == .refused(Self.balance(0, until: 60), retryAfter: 60))
        }
    }

    @Test("A limit that no minute divides by is counted exactly")
    func exactness() {
        let limiter = RateLimiter()
        let limit: Int64 = 2_147_483_647
        for _ in 0..<1000 { _ = limiter.take(7, from: .viewer(1), limit: limit, at: Self.start) }
        let balance = limiter.settle(0, of: .viewer(1), limit: limit, at: Self.start)
        #expect(
            balance
                == Balance(
                    limit: limit, remaining: limit - 7000, resetAt: Timestamp(milliseconds: Self.start.milliseconds + 1)
                ))
        #expect(limiter.settle(limit, of: .viewer(2), limit: limit, at: Self.start).remaining == 0)
    }

    @Test("A clock that was looked at earlier pays nothing back twice")
    func clocks() {
        let limiter = RateLimiter()
        func remaining(_ cost: Int64, at milliseconds: Int64) -> Int64 {
            limiter.settle(
                cost, of: .viewer(1), limit: 60_000, at: Timestamp(milliseconds: Self.start.milliseconds + milliseconds)
            ).remaining
        }
        // A node comes back in a millisecond.
        #expect(remaining(1000, at: 20) == 59_000)
        #expect(remaining(0, at: 0) == 59_000)
        #expect(remaining(0, at: 21) == 59_001)
    }

    @Test("Ever new addresses do not take ever new places")
    func flood() {
        let limiter = RateLimiter()
        for network in 0..<300_000 {
            _ = limiter.take(1, from: .network(UInt64(network)), limit: 600, at: Self.start)
        }
        #expect((1...16 * 16_384).contains(limiter.count))
    }

    @Test("Who owes something is not forgotten for those who owe nothing")
    func forgetting() {
        let limiter = RateLimiter()
        for network in 0..<250_000 {
            _ = limiter.take(1, from: .network(UInt64(network)), limit: 600, at: Self.start)
        }
        _ = limiter.take(600, from: .viewer(1), limit: 600, at: Self.after(119))
        for network in 300_000..<500_000 {
            _ = limiter.take(1, from: .network(UInt64(network)), limit: 600, at: Self.after(120))
        }
        #expect(
            limiter.take(600, from: .viewer(1), limit: 600, at: Self.after(120))
                == .refused(Self.balance(10, until: 179), retryAfter: 59))
    }
}
