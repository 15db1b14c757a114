import Synchronization

/// How many connections and streams the loops of a server have, and how many connections they cut.
package final class Traffic: Sendable {
    /// How the events of a stream get to its reader.
    package enum Transport: CaseIterable, Sendable {
        /// As content that goes on.
        case content
        /// In a protocol of its own, which the connection was switched to.
        case upgraded
    }

    /// Why a connection was ended that its client would have kept.
    package enum Cut: CaseIterable, Sendable {
        /// The client sent too slowly, or did not read its answer.
        case deadline
        /// All connections together held too much.
        case memory
        /// There were too many connections, or no descriptors for more.
        case crowd
    }

    private let open = Atomic(0)
    private let contents = Atomic(0)
    private let upgrades = Atomic(0)
    private let deadlines = Atomic(0)
    private let shed = Atomic(0)
    private let crowded = Atomic(0)

    package init() {}

    /// Connections that are open.
    package var connections: Int { open.load(ordering: .relaxed) }

    /// Streams that are open.
    package func streams(_ transport: Transport) -> Int {
        switch transport {
        case .content: contents.load(ordering: .relaxed)
        case .upgraded: upgrades.load(ordering: .relaxed)
        }
    }

    /// Connections that were cut.
    package func cuts(_ reason: Cut) -> Int {
        switch reason {
        case .deadline: deadlines.load(ordering: .relaxed)
        case .memory: shed.load(ordering: .relaxed)
        case .crowd: crowded.load(ordering: .relaxed)
        }
    }

    func opened() { open.wrappingAdd(1, ordering: .relaxed) }

    func closed() { open.wrappingSubtract(1, ordering: .relaxed) }

    func began(_ mode: Stream.Mode) { count(mode, 1) }

    func ended(_ mode: Stream.Mode) { count(mode, -1) }

    private func count(_ mode: Stream.Mode, _ difference: Int) {
        switch mode {
        case .chunked, .untilClose: contents.wrappingAdd(difference, ordering: .relaxed)
        case .upgraded: upgrades.wrappingAdd(difference, ordering: .relaxed)
        }
    }

    func cut(_ reason: Cut) {
        switch reason {
        case .deadline: deadlines.wrappingAdd(1, ordering: .relaxed)
        case .memory: shed.wrappingAdd(1, ordering: .relaxed)
        case .crowd: crowded.wrappingAdd(1, ordering: .relaxed)
        }
    }
}
