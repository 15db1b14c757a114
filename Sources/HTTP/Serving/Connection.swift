import CLinux
import Glibc

/// One client's connection: what came in, what goes out, and how far the current request is.
struct Connection: ~Copyable {
    /// What the connection waits for; each phase has its deadline.
    enum Phase: Equatable {
        case idle, head, content, deferred, streaming, writing, lingering
    }

    /// What must be remembered of a request until its deferred answer comes.
    struct Deferred {
        let isHead: Bool
        let persistence: Persistence
    }

    private let descriptor: Int32
    let peer: PeerAddress
    var input = ByteBuffer()
    var outbox: Outbox
    var parser: RequestParser
    var deferred: Deferred?
    /// The answer that is being told as it happens.
    var stream: Stream?
    /// Requests handed to the handler so far.
    var served = 0
    /// How often a stream has been told that there is room.
    var advanced = 0
    /// No more requests are served; it closes when everything is sent.
    var isClosing = false
    /// The client may still be sending what nobody will read.
    private var wasRefused = false
    private var isLingering = false
    private var hasEnded = false
    private var interest = Interest.readable

    /// Bytes of memory this connection was last counted with.
    var counted = 0
    private var phase = Phase.idle
    private var since: Int
    private var servedThen = 0
    private var advancedThen = 0
    private var sentThen = 0

    init(descriptor: Int32, peer: PeerAddress, limits: Limits, now: Int) {
        self.descriptor = descriptor
        self.peer = peer
        outbox = Outbox(descriptor: descriptor)
        parser = RequestParser(limits: limits)
        since = now
    }

    deinit { close(descriptor) }

    /// Reads once; what remains in the kernel is reported again.
    mutating func receive() {
        let space = input.space(2048)
        let count = recv(descriptor, space.baseAddress, space.count, 0)
        if count > 0 {
            input.commit(count)
            if isClosing { input.consume(input.count) }
        } else if count == 0 || errno != EAGAIN && errno != EINTR {
            hasEnded = true
        }
    }

    /// Whether the kernel has bytes that were not read yet.
    var hasUnread: Bool {
        var count: Int32 = 0
        return !hasEnded && ioctl(descriptor, UInt(FIONREAD), &count) == 0 && count > 0
    }

    /// Whether the next request may be looked at: one at a time, in order, and no faster than the client takes the answers.
    var mayServe: Bool {
        deferred == nil && stream == nil && !isClosing && !input.isEmpty && outbox.pending <= parser.limits.unsent
            && !outbox.hasFailed
    }

    /// A message is incomplete: encourages the client to go on, and makes room.
    mutating func awaitMore() {
        // RFC 9110 §10.1.1: the client waits with the content until it is told to continue.
        if parser.awaitsContent, parser.head.expectsContinue {
            parser.head.expectsContinue = false
            outbox.append("HTTP/1.1 100 Continue\r\n\r\n")
        }
        input.remove(parser.gap)
        parser.gapRemoved()
    }

    /// Reads no further message: where it starts is not known (RFC 9112 §9.6).
    mutating func stopReading() {
        input.consume(input.count)
        input.releaseIfEmpty()
        isClosing = true
        wasRefused = true
    }

    /// Bytes of memory in its buffers.
    var held: Int { input.capacity + outbox.capacity }

    /// Gives back the memory of empty buffers.
    mutating func releaseUnused() {
        input.releaseIfEmpty()
        outbox.releaseIfEmpty()
    }

    /// Gives back what it can because all connections together hold too much: an unread answer is cut.
    ///
    /// - Returns: Whether it must be a large request that is given up, and refused.
    mutating func shed() -> Bool {
        releaseUnused()
        guard outbox.pending > parser.limits.share else { return input.count > parser.limits.share && mayServe }
        outbox.abandon()
        return false
    }

    /// What to do when there is nothing more to do: true if the connection is finished.
    mutating func isFinished(draining: Bool) -> Bool {
        if outbox.hasFailed { return true }
        // A stream has no end that a client which sends nothing more could be waiting for.
        if stream != nil { return hasEnded }
        if outbox.pending > 0 || deferred != nil { return false }
        if hasEnded { return true }
        if isClosing {
            // RFC 9112 §9.6: closing while more comes in would reset the connection under an answer that has not been read.
            guard wasRefused || isLingering || hasUnread else { return true }
            if !isLingering { shutdown(descriptor, Int32(SHUT_WR)) }
            isLingering = true
            return false
        }
        return draining && input.isEmpty && !hasUnread
    }

    /// Has the poller report what can be used next, and nothing that cannot.
    mutating func updateInterest(at poller: borrowing Poller, token: ConnectionToken) {
        var wanted: Interest = []
        let isBlocked = outbox.pending > parser.limits.unsent
        let isAhead = (deferred != nil || stream != nil) && input.count >= parser.limits.readAhead
        if !hasEnded && !isBlocked && !isAhead { wanted.insert(.readable) }
        if outbox.pending > 0 || stream?.isOwed == true { wanted.insert(.writable) }
        guard wanted != interest else { return }
        interest = wanted
        poller.modify(descriptor, token: token.rawValue, interest: wanted)
    }

    /// Notes what the connection waits for since when.
    mutating func updatePhase(now: Int, received: Bool) {
        let next: Phase =
            if isLingering {
                .lingering
            } else if outbox.pending > 0 || stream?.isOwed == true {
                .writing
            } else if deferred != nil {
                .deferred
            } else if stream != nil {
                .streaming
            } else if parser.awaitsContent {
                .content
            } else {
                input.isEmpty ? .idle : .head
            }
        let progressed =
            served != servedThen || advanced != advancedThen || next == .content && received
            || next == .writing && outbox.sent != sentThen
        if next != phase || progressed { since = now }
        phase = next
        servedThen = served
        advancedThen = advanced
        sentThen = outbox.sent
    }

    /// What the deadline, if it has passed, says to do.
    func expired(now: Int, deadlines: Deadlines) -> Deadlines.Verdict? {
        guard let deadline = deadlines[phase], now - since >= deadline else { return nil }
        return phase == .head || phase == .content ? .requestTimeout : .close
    }
}
