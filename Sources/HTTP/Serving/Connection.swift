import CLinux
import Glibc

/// One client's socket: what `Exchange` decides, done with system calls.
struct Connection: ~Copyable {
    private let descriptor: Int32
    let peer: PeerAddress
    /// Whether the peer is a proxy that says whose requests it sends.
    let isTrusted: Bool
    let presence = Presence()
    var exchange: Exchange
    var outbox: Outbox
    /// The content that is handed over as it comes.
    var upload: StreamID?
    private var interest = Interest.readable
    /// Bytes of memory this connection was last counted with.
    var counted = 0
    /// When it began to be counted with more than a share; nil while it is not.
    var largeSince: Int?

    init(descriptor: Int32, peer: PeerAddress, isTrusted: Bool, limits: Limits, now: Int) {
        self.descriptor = descriptor
        self.peer = peer
        self.isTrusted = isTrusted
        exchange = Exchange(limits: limits, now: now)
        outbox = Outbox(descriptor: descriptor)
    }

    deinit {
        presence.leave()
        close(descriptor)
    }

    /// Reads once; what remains in the kernel is reported again.
    mutating func receive() {
        let space = exchange.space()
        let count = recv(descriptor, space.baseAddress, space.count, 0)
        if count > 0 {
            exchange.received(count)
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
            exchange.ended()
            presence.leave()
        }
    }

    /// What is to be done next.
    mutating func next(isDraining: Bool, now: Int) -> Exchange.Action {
        let descriptor = descriptor
        return exchange.next(outbox.outgoing, isDraining: isDraining, now: now) { Self.hasUnread(descriptor) }
    }

    /// What an answer says about the connection.
    func persistence(_ asked: Persistence, hasMore: Bool, isDraining: Bool) -> Persistence {
        exchange.persistence(asked, hasMore: hasMore, isDraining: isDraining) { Self.hasUnread(descriptor) }
    }

    /// Whether the kernel has bytes that were not read yet.
    private static func hasUnread(_ descriptor: Int32) -> Bool {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(FIONREAD), &count) == 0 && count > 0
    }

    func finishSending() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// Has the poller report what can be used next, and nothing that cannot.
    mutating func wait(for wanted: Interest, at poller: borrowing Poller, token: ConnectionToken) {
        guard wanted != interest else { return }
        interest = wanted
        poller.modify(descriptor, token: token.rawValue, interest: wanted)
    }

    /// Bytes of memory in its buffers.
    var held: Int { exchange.input.capacity + outbox.capacity }

    /// Gives back the memory of empty buffers.
    mutating func releaseUnused() {
        exchange.releaseUnused()
        outbox.releaseIfEmpty()
    }

    /// Whether the action of a deadline takes something away from the client: not if nothing was going on.
    func isCut(by action: Exchange.Action) -> Bool {
        switch action {
        case .refuse: true
        default: outbox.outgoing.pending > 0
        }
    }

    /// Gives back what it can because all connections together hold too much: an unread answer is cut, a large request is refused.
    ///
    /// - Returns: What is to be done, if anything.
    mutating func shed() -> Exchange.Action? {
        releaseUnused()
        guard outbox.pending > exchange.limits.share else { return exchange.shed() }
        outbox.abandon()
        return .close
    }
}
