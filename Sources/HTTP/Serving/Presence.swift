import Synchronization

/// Whether a client still waits for its answers, as other threads may ask.
final class Presence: Sendable {
    private let hasLeft = Atomic(false)

    var isGone: Bool { hasLeft.load(ordering: .relaxed) }

    func leave() { hasLeft.store(true, ordering: .relaxed) }
}
