import Portal

/// What callers may ask for in a minute, and what they have asked for: shared by all loops.
package struct RateLimits: Sendable {
    /// What a limit can be: with less, callers without a token could not ask for the dearest request at all, and more is no
    /// `Int` of GraphQL.
    package static let range: ClosedRange<Int64> = 250_000...Int64(Int32.max)
    /// Nodes of somebody who is signed in.
    private let viewer: Int64
    private let limiter = RateLimiter()

    /// - Parameter viewer: Nodes of somebody who is signed in, in `range`. Callers without a token
    ///   have a tenth of it, all together that come from one address.
    package init(viewer: Int64) { self.viewer = viewer }

    /// What a request is charged for itself, in nodes.
    static let request: Int64 = 10
    /// Steps of SQLite's machine for which a node is charged: what it takes to make some objects of an answer.
    private static let steps = 2_000

    /// What a request or an answer is charged for its length, in nodes.
    ///
    /// Files are in it: eleven of 25 MiB make a minute's limit, and an account takes six hours to fill 100 GiB.
    static func price(ofBytes count: Int) -> Int64 { Int64(count >> 10) }

    /// What bytes of a request are charged that follow others.
    static func price(ofBytes place: Range<Int>) -> Int64 {
        price(ofBytes: place.upperBound) - price(ofBytes: place.lowerBound)
    }

    /// What a document is charged for being understood, if that has not been done before.
    static func price(ofDocument bytes: Int) -> Int64 { request * (1 + price(ofBytes: bytes)) }

    static func price(ofSteps count: Int) -> Int64 { Int64(count / steps) }

    /// Opens the account of a caller.
    ///
    /// - Parameters:
    ///   - viewer: Nil where there is none, as the token is wrong.
    ///   - network: The address of a caller without a token, as far as it tells callers apart.
    /// - Throws: `RATE_LIMITED`, if it is a program that asks too often.
    func account(
        of viewer: Viewer?, in network: UInt64, at now: Timestamp
    ) throws(RateLimited) -> RateAccount {
        if let viewer, let limit = viewer.requestsPerMinute {
            let requests = RateAccount(limiter, .requests(viewer.actorID), limit: min(limit, Self.range.upperBound))
            try requests.take(1, at: now)
        }
        return account(.init(of: viewer, in: network))
    }

    /// The account to which events are charged that are told to somebody.
    func account(of viewer: Viewer) -> RateAccount { account(.viewer(viewer.actorID)) }

    private func account(_ key: RateLimiter.Key) -> RateAccount {
        if case .network = key { return RateAccount(limiter, key, limit: viewer / 10) }
        return RateAccount(limiter, key, limit: viewer)
    }
}

/// The bucket that a request is charged to.
struct RateAccount: Sendable {
    private let limiter: RateLimiter
    private let key: RateLimiter.Key
    private let limit: Int64

    init(_ limiter: RateLimiter, _ key: RateLimiter.Key, limit: Int64) {
        self.limiter = limiter
        self.key = key
        self.limit = limit
    }

    @discardableResult
    func take(_ cost: Int64, at now: Timestamp) throws(RateLimited) -> RateStatus {
        switch limiter.take(cost, from: key, limit: limit, at: now) {
        case .granted(let balance): return RateStatus(balance, unit, at: now)
        case .refused(let balance, let retryAfter):
            let status = RateStatus(balance, unit, at: now, retryAfter: retryAfter)
            throw RateLimited(status: status, retryAfter: retryAfter)
        }
    }

    /// Charges what nobody foresaw, or with a negative cost gives back what was not needed.
    func settle(_ cost: Int64, at now: Timestamp) -> RateStatus {
        RateStatus(limiter.settle(cost, of: key, limit: limit, at: now), unit, at: now)
    }

    private var unit: RateStatus.Unit { if case .requests = key { .requests } else { .nodes } }
}

/// What a caller has left, as they are told.
package struct RateStatus: Equatable, Sendable {
    /// What is counted.
    package enum Unit: String, Sendable { case nodes, requests }

    package let balance: RateLimiter.Balance
    package let unit: Unit
    /// Seconds until all of the limit will be there again.
    package let resetsIn: Int64
    /// Seconds to wait, of a request that was refused.
    package let retryAfter: Int64?

    init(_ balance: RateLimiter.Balance, _ unit: Unit, at now: Timestamp, retryAfter: Int64? = nil) {
        self.balance = balance
        self.unit = unit
        resetsIn = (balance.resetAt.milliseconds - now.milliseconds + 999) / 1000
        self.retryAfter = retryAfter
    }
}

/// The caller has asked for too much.
struct RateLimited: Error {
    let status: RateStatus
    /// Seconds to wait.
    let retryAfter: Int64
}
