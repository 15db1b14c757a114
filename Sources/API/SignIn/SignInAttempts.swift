/// Passwords that were wrong lately: at most 5 for an account and 50 from an address in any 15 minutes.
///
/// Accounts are known by what was typed, so that one that does not exist is closed as one that does, and by the password
/// that they have, so that whoever is given another one begins anew. In memory only, so a restart forgets.
///
/// There is room for more than one thread can find wrong in that time if a hash takes it 30 ms. Where it is faster, whoever
/// guesses at many accounts from many addresses can fill it, but what they push out first is what failed once.
///
/// Times are nanoseconds of a clock that never goes back.
struct SignInAttempts {
    /// Whose attempt it is.
    struct Attempt {
        /// What somebody signs in as; nil for what nobody could.
        let login: String?
        /// Of the password that the account has; nil where there is none.
        let hash: String?
        /// Nil where addresses do not tell people apart.
        let network: UInt64?

        fileprivate var keys: [Key] {
            (login.map { [.login($0, hash: hash)] } ?? []) + (network.map { [.network($0)] } ?? [])
        }
    }

    fileprivate enum Key: Hashable {
        case login(String, hash: String?)
        case network(UInt64)

        var limit: Int {
            switch self {
            case .login: 5
            case .network: 50
            }
        }
    }

    private static let second: Int64 = 1_000_000_000
    /// For how long a wrong password counts.
    private static let window = 15 * 60 * second

    /// How many accounts and addresses are known at once.
    private let capacity: Int
    /// When there was one, the oldest first; never more than the limit.
    private var failures: [Key: [Int64]] = [:]

    init(capacity: Int = 65_536) { self.capacity = capacity }

    /// The seconds until another password may be tried; nil if one may be now.
    func wait(for attempt: Attempt, at now: Int64) -> Int64? {
        attempt.keys.compactMap { key in
            let times = failures[key, default: []].filter { Self.counts($0, at: now) }
            guard times.count >= key.limit, let first = times.first else { return nil }
            return (first + Self.window - now + Self.second - 1) / Self.second
        }
        .max()
    }

    /// Counts a wrong password.
    ///
    /// A right one takes back none of those before it, or whoever has an account could go on trying others'.
    mutating func fail(_ attempt: Attempt, at now: Int64) {
        for key in attempt.keys {
            if failures[key] == nil, failures.count >= capacity { forget(at: now) }
            failures[key] = failures[key, default: []].filter { Self.counts($0, at: now) } + [now]
        }
    }

    /// Those that are kept.
    var count: Int { failures.count }

    private static func counts(_ time: Int64, at now: Int64) -> Bool { now - time < window }

    private mutating func forget(at now: Int64) {
        failures = failures.mapValues { $0.filter { Self.counts($0, at: now) } }.filter { !$0.value.isEmpty }
        if failures.count >= capacity { failures = failures.filter { $0.value.count > 1 } }
        if failures.count >= capacity { failures.removeAll() }
    }
}
