package import Portal
import Synchronization

/// How much each caller may still ask for: a leaky bucket each, which a limit a minute empties.
///
/// Shared by all loops, in shards so that they seldom meet. A caller who has been quiet for a while is nobody.
package final class RateLimiter: Sendable {
    /// Whom a limit is about.
    package enum Key: Hashable, Sendable {
        /// Somebody who is signed in, by actor.
        case viewer(Int64)
        /// How often a program may ask, whatever it asks for, by actor.
        case requests(Int64)
        /// Anybody at an address: IPv4 whole, of IPv6 the network of 64 bits, which one customer has.
        case network(UInt64)

        fileprivate var isAddress: Bool {
            if case .network = self { true } else { false }
        }

        /// - Parameters:
        ///   - viewer: Nil where there is none, as the token is wrong.
        ///   - network: The address of a caller without a token, as far as it tells callers apart.
        init(of viewer: Viewer?, in network: UInt64) {
            if let viewer, viewer.role != .anonymous {
                self = .viewer(viewer.actorID)
            } else {
                self = .network(network)
            }
        }
    }

    /// What a caller has left.
    package struct Balance: Equatable, Sendable {
        /// In a minute.
        package let limit: Int64
        package let remaining: Int64
        /// When `remaining` is `limit` again.
        package let resetAt: Timestamp
    }

    package enum Verdict: Equatable, Sendable {
        case granted(Balance)
        /// There is room after so many seconds.
        case refused(Balance, retryAfter: Int64)
    }

    private static let shardCount = 16
    /// Callers of one shard that are kept.
    private static let capacity = 16_384

    private let shards: [Shard]

    package init() { shards = (0..<Self.shardCount).map { _ in Shard() } }

    /// Takes `cost` from what the caller has, or nothing if that is less.
    ///
    /// - Parameters:
    ///   - cost: At least 0; more than `limit` is never there.
    ///   - limit: What the caller may take in a minute, at least 1 and less than 2³¹.
    package func take(_ cost: Int64, from key: Key, limit: Int64, at now: Timestamp) -> Verdict {
        withBucket(of: key, limit, now) { bucket in
            let excess = bucket.owed + cost * Bucket.minute - limit * Bucket.minute
            guard excess <= 0 else {
                let second = limit * 1000
                return .refused(bucket.balance(limit), retryAfter: (excess + second - 1) / second)
            }
            bucket.owed += cost * Bucket.minute
            return .granted(bucket.balance(limit))
        }
    }

    /// Takes what nobody foresaw, down to a debt of two minutes, or gives back what was not needed.
    ///
    /// - Parameter cost: Between -2³¹ and 2³¹; negative to give back.
    package func settle(_ cost: Int64, of key: Key, limit: Int64, at now: Timestamp) -> Balance {
        withBucket(of: key, limit, now) { bucket in
            bucket.owed = min(max(bucket.owed + cost * Bucket.minute, 0), 2 * limit * Bucket.minute)
            return bucket.balance(limit)
        }
    }

    /// Callers that are kept.
    var count: Int { shards.reduce(0) { $0 + $1.buckets.withLock { $0.count } } }

    private func withBucket<Result>(
        of key: Key, _ limit: Int64, _ now: Timestamp, _ body: (inout Bucket) -> Result
    ) -> Result {
        // However many addresses there are, nobody who is signed in is forgotten for them.
        let half = UInt(Self.shardCount / 2)
        let place = UInt(bitPattern: key.hashValue) % half + (key.isAddress ? half : 0)
        return shards[Int(place)].buckets.withLock { buckets in
            let known = buckets[key]
            if known == nil, buckets.count >= Self.capacity { Self.forget(&buckets, at: now) }
            var bucket = known ?? Bucket(at: now)
            bucket.leak(limit, until: now)
            let result = body(&bucket)
            buckets[key] = bucket
            return result
        }
    }

    /// Drops who owes nothing any more, and if all owe something, everybody: that is kinder than to refuse newcomers.
    private static func forget(_ buckets: inout [Key: Bucket], at now: Timestamp) {
        buckets = buckets.filter { now.milliseconds - $1.at.milliseconds < 2 * Bucket.minute }
        if buckets.count >= capacity { buckets.removeAll() }
    }

    /// A mutex cannot be an array's element.
    private final class Shard: Sendable {
        let buckets = Mutex<[Key: Bucket]>([:])
    }
}

/// What one caller owes.
///
/// Every millisecond pays `limit` of the units it is counted in: nothing is ever rounded.
private struct Bucket {
    /// Milliseconds, and so the units that one of the limit's has.
    static let minute: Int64 = 60_000

    var owed: Int64 = 0
    private(set) var at: Timestamp

    init(at now: Timestamp) { at = now }

    mutating func leak(_ limit: Int64, until now: Timestamp) {
        // Another thread may have looked at its clock later and been here before.
        guard now > at else { return }
        let elapsed = min(now.milliseconds - at.milliseconds, 2 * Self.minute)
        owed = max(owed - elapsed * limit, 0)
        at = now
    }

    func balance(_ limit: Int64) -> RateLimiter.Balance {
        RateLimiter.Balance(
            limit: limit, remaining: max(limit - (owed + Self.minute - 1) / Self.minute, 0),
            resetAt: Timestamp(milliseconds: at.milliseconds + (owed + limit - 1) / limit))
    }
}
