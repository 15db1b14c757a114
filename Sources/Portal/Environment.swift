import Synchronization

/// Everything the portal takes from outside: the clock, the dice and the room on its disks.
///
/// Made once where the program starts and handed down; tests and the demo hand down a fixed one.
package struct Environment: Sendable {
    package let now: @Sendable () -> Timestamp
    /// A clock that never goes back, for how long something took.
    package let nanoseconds: @Sendable () -> Int64
    /// That many bytes nobody can foresee.
    package let randomBytes: @Sendable (Int) -> [UInt8]
    /// Bytes that may still be written where a path is.
    package let room: @Sendable (_ path: String) -> Int

    package init(
        now: @escaping @Sendable () -> Timestamp, nanoseconds: @escaping @Sendable () -> Int64,
        randomBytes: @escaping @Sendable (Int) -> [UInt8], room: @escaping @Sendable (_ path: String) -> Int
    ) {
        self.now = now
        self.nanoseconds = nanoseconds
        self.randomBytes = randomBytes
        self.room = room
    }

    /// Clocks that stand still, dice that fall the same way for the same seed, and disks that are never full.
    package static func fixed(at now: Timestamp, seed: UInt64) -> Environment {
        let dice = SeededDice(seed: seed)
        return Environment(
            now: { now }, nanoseconds: { 0 }, randomBytes: { dice.bytes($0) }, room: { _ in .max })
    }
}

/// Foreseeable bytes for tests and the demo, shared by all who hold the same environment.
private final class SeededDice: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) {
        generator = Mutex(SplitMix64(seed: seed))
    }

    func bytes(_ count: Int) -> [UInt8] {
        generator.withLock { generator in
            (0..<max(0, count)).map { _ in UInt8(truncatingIfNeeded: generator.next() >> 56) }
        }
    }
}

/// Steele, Lea and Flood's SplitMix64: small, fast and the same everywhere; not for secrets.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
