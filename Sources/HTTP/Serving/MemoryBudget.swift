import CLinux
import Synchronization

/// The memory that clients make a server hold with what they have sent and not read, beyond a share that each has whatever
/// the others do: of all its loops, and of what puts messages together above them.
package final class MemoryBudget: Sendable {
    private let bytes: Int
    /// What a loop's connections may hold whatever the others do; half of all is for the loops.
    private let loopShare: Int
    private let held = Atomic(0)

    /// Has large blocks go back to the system when they are freed, for the whole process: else the heap keeps what a crowd held once,
    /// as it takes blocks of any size after the first large one that was freed.
    package static func returnLargeBlocks() { linux_return_blocks(64 << 10) }

    package init(bytes: Int, loops: Int = 1) {
        self.bytes = bytes
        loopShare = bytes / (2 * max(1, loops))
    }

    /// Whether all together hold too much.
    var isExceeded: Bool { held.load(ordering: .relaxed) > bytes }

    /// Whether a loop, whose connections hold so many bytes, has to give up some of them.
    func isExceeded(byLoopHolding bytes: Int) -> Bool { bytes > loopShare && isExceeded }

    /// Notes that somebody holds so many bytes more, or fewer.
    func add(_ difference: Int) { held.wrappingAdd(difference, ordering: .relaxed) }
}
