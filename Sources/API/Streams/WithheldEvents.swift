import Synchronization

/// Events that an administrator may read once the audit trail says so.
final class WithheldEvents: Sendable {
    enum Fate {
        case undecided
        /// The entry is on the disk.
        case released
        /// There is no entry; this is answered instead.
        case refused([UInt8])
    }

    let events: [(sequence: Int64, response: [UInt8])]
    private let state = Mutex(Fate.undecided)

    init(_ events: [(sequence: Int64, response: [UInt8])]) { self.events = events }

    var fate: Fate { state.withLock { $0 } }

    /// Called by the writer's thread.
    func decide(_ fate: Fate) { state.withLock { $0 = fate } }
}
