import Synchronization

/// How much each caller has at once of what is there for all: nobody may have more of it than a share.
final class CallerShares: Sendable {
    private let share: Int
    private let taken = Mutex<[RateLimiter.Key: Int]>([:])

    init(_ share: Int) { self.share = share }

    /// Takes that much for a caller; false, and nothing, if they would have more than their share.
    func take(_ amount: Int = 1, for key: RateLimiter.Key) -> Bool {
        taken.withLock { taken in
            let sum = taken[key, default: 0] + amount
            guard sum <= share else { return false }
            taken[key] = sum
            return true
        }
    }

    func giveBack(_ amount: Int = 1, of key: RateLimiter.Key) {
        taken.withLock { taken in
            let rest = taken[key, default: amount] - amount
            taken[key] = rest == 0 ? nil : rest
        }
    }
}
