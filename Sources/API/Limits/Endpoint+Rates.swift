import Execution
import Portal
import Storage

/// Charging requests to their callers. Whoever asks pays before anybody looks at what is asked for, but for the places of the
/// requests in a list.
extension Endpoint {
    /// Charges for the asking.
    ///
    /// - Parameters:
    ///   - viewer: Nil where there is none, as the token is wrong.
    ///   - network: The address of a caller without a token, as far as it tells callers apart.
    mutating func chargeRequest(
        of bytes: Int, by viewer: Viewer?, in network: UInt64, at now: Timestamp
    ) throws(RateLimited) {
        account = try rates?.account(of: viewer, in: network, at: now)
        try charge(RateLimits.request + RateLimits.price(ofBytes: bytes), at: now)
    }

    mutating func charge(_ cost: Int64, at now: Timestamp) throws(RateLimited) {
        if let account { summary.rate = try account.take(cost, at: now) }
    }

    /// Charges, once, what the operation took beyond its estimate, and gives back what it did not.
    mutating func settle() {
        guard let account = account.take() else { return }
        summary.settle(account, answer: executor.output.bytes.count, at: environment.now())
    }

    /// Charges for what a loop has done in vain.
    func charge(steps: Int) { _ = account?.settle(RateLimits.price(ofSteps: steps), at: environment.now()) }

    /// What statements may tell of it, once the operation is paid for.
    func rateContext(of asked: AskedOperation, at now: Timestamp) -> RateContext {
        let none = RateLimiter.Balance(limit: Int64(Int32.max), remaining: Int64(Int32.max), resetAt: now)
        let balance = (summary.rate ?? slow?.rate)?.balance ?? none
        return RateContext(
            limit: balance.limit, remaining: balance.remaining, resetAt: balance.resetAt.milliseconds, cost: asked.cost)
    }

    /// Has a deferred answer settled before it is given, on whatever thread.
    func settling(_ later: @escaping Later) -> Later { account.map { $0.settling(later, environment) } ?? later }
}

extension RateAccount {
    func settling(_ later: @escaping Endpoint.Later, _ environment: Environment) -> Endpoint.Later {
        { outcome, summaries, response in
            var summaries = summaries
            for index in summaries.indices {
                summaries[index].settle(self, answer: response.count, at: environment.now())
            }
            later(outcome, summaries, response)
        }
    }
}

extension RequestSummary {
    fileprivate mutating func settle(_ account: RateAccount, answer bytes: Int, at now: Timestamp) {
        let unforeseen = RateLimits.price(ofBytes: bytes) + RateLimits.price(ofSteps: reading.steps)
        rate = account.settle((cost ?? 0) - (estimatedCost ?? 0) + unforeseen, at: now)
    }
}

extension FieldRefusal {
    static func rateLimited(retryAfter seconds: Int64) -> FieldRefusal {
        FieldRefusal(
            code: "RATE_LIMITED", message: "You have asked for too much. Try again in \(seconds) seconds.",
            details: [.init("retryAfter", seconds)])
    }
}
