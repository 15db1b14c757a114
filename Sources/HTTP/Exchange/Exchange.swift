/// A connection's conversation: which request is served when, what is waited for, and how it ends.
///
/// A state machine without a socket. Its owner tells it what came in and what became of requests, and does what `next` says until that
/// is to wait or to close. Requests are served one at a time, in order, and no faster than the client takes the answers.
struct Exchange: ~Copyable {
    enum State {
        /// A request is awaited or read.
        case requests
        /// Content is handed over as it comes.
        case uploading(Awaited, Intake)
        case deferred(Awaited)
        case streaming(Stream)
        /// The last answer has been given; what still comes in is thrown away.
        case closing(wasRefused: Bool)
        /// The client may still be sending what nobody will read (RFC 9112 §9.6).
        case lingering
    }

    /// How much of the content its handler still wants.
    enum Intake { case open, paused, over }

    let limits: Limits
    var input = ByteBuffer()
    var parser: RequestParser
    /// Requests handed over so far.
    var served = 0
    var state = State.requests
    /// Whether the client has finished sending.
    private(set) var hasEnded = false
    /// Whether the stream had its turn since the last `wait`.
    private var hasAdvanced = false

    private var phase = Phase.idle
    /// When the phase began, or there was progress in it.
    private var since: Int
    /// Whether something happened that the phase's deadline counts from.
    var hasProgressed = false
    private var sentThen = 0

    init(limits: Limits, now: Int) {
        self.limits = limits
        parser = RequestParser(limits: limits)
        since = now
    }

    // MARK: What comes in

    /// Memory for bytes that come in, which `received` then takes.
    mutating func space() -> UnsafeMutableRawBufferPointer {
        if case .uploading = state { input.space(64 * 1024) } else { input.space(2048) }
    }

    /// Takes the first `count` bytes of `space`.
    mutating func received(_ count: Int) {
        input.commit(count)
        switch state {
        case .closing, .lingering: input.consume(count)
        default: if phase == .content { hasProgressed = true }
        }
    }

    /// The client will send nothing more.
    mutating func ended() { hasEnded = true }

    /// Gives back the memory of an empty buffer.
    mutating func releaseUnused() { input.releaseIfEmpty() }

    // MARK: What is to be done

    /// What to do next, given how far the answers are.
    ///
    /// - Parameter hasUnread: whether the kernel has bytes that were not read; asked only when it matters.
    mutating func next(_ outgoing: Outgoing, isDraining: Bool, now: Int, hasUnread: () -> Bool) -> Action {
        guard !outgoing.hasFailed else { return .close }
        if let action = work(outgoing) { return action }
        if outgoing.pending > 0, !outgoing.isBlocked { return .send }
        if let action = ending(outgoing, isDraining: isDraining, hasUnread: hasUnread) { return action }
        hasAdvanced = false
        notePhase(outgoing, now: now)
        return .wait(interest(outgoing))
    }

    private mutating func work(_ outgoing: Outgoing) -> Action? {
        switch state {
        case .requests where outgoing.pending <= limits.unsent && !outgoing.isSendingFile: input.isEmpty ? nil : read()
        case .uploading(_, .open): readContent()
        case .streaming(let stream): work(stream, outgoing)
        case .requests, .uploading, .deferred, .closing, .lingering: nil
        }
    }

    private mutating func read() -> Action? {
        switch parser.parse(input.bytes) {
        case .head: return .admit
        case .complete(let consumed): return .serve(consumed: consumed)
        case .malformed(let status): return refuse(status)
        case .partial: break
        }
        if encourages() { return .encourage }
        input.remove(parser.gap)
        parser.gapRemoved()
        return nil
    }

    /// RFC 9110 §10.1.1: the client waits with the content until it is told to continue.
    private mutating func encourages() -> Bool {
        guard parser.awaitsContent, parser.head.expectsContinue else { return false }
        parser.head.expectsContinue = false
        return true
    }

    private mutating func readContent() -> Action? {
        switch parser.parse(input.bytes) {
        case .complete: return .content(parser.content, isLast: true)
        case .malformed(let status): return refuse(status)
        case .head, .partial: break
        }
        if !parser.content.isEmpty { return .content(parser.content, isLast: false) }
        return encourages() ? .encourage : nil
    }

    private mutating func work(_ stream: Stream, _ outgoing: Outgoing) -> Action? {
        // Who has asked for another turn has not read yet what it was given.
        if stream.mode == .upgraded, !input.isEmpty, !stream.isOwed, outgoing.pending <= limits.unsent {
            return .deliver
        }
        guard stream.isOwed, !hasAdvanced, outgoing.pending < limits.streamLowWater, !outgoing.isBlocked else {
            return nil
        }
        state = .streaming(stream.owed(false))
        hasAdvanced = true
        hasProgressed = true
        return .advance
    }

    /// Gives up reading: where the next message starts is not known (RFC 9112 §9.6).
    private mutating func refuse(_ status: Status) -> Action {
        close(wasRefused: true)
        return .refuse(status)
    }

    /// Whether it is over, or begins to be.
    private mutating func ending(_ outgoing: Outgoing, isDraining: Bool, hasUnread: () -> Bool) -> Action? {
        // A stream has no end that a client which sends nothing more could be waiting for.
        if case .streaming = state { return hasEnded ? .close : nil }
        guard outgoing.pending == 0 else { return nil }
        switch state {
        case .uploading(_, let intake): return hasEnded && intake == .open ? .close : nil
        case .requests: return hasEnded || isDraining && input.isEmpty && !hasUnread() ? .close : nil
        case .deferred, .streaming: return nil
        case .closing(let wasRefused):
            // RFC 9112 §9.6: closing while more comes in would reset the connection under an answer that has not been read.
            guard !hasEnded, wasRefused || hasUnread() else { return .close }
            state = .lingering
            return .finishSending
        case .lingering: return hasEnded ? .close : nil
        }
    }

    private func interest(_ outgoing: Outgoing) -> Interest {
        var interest: Interest = []
        let isAhead = (awaitsAnswer || outgoing.isSendingFile) && input.count >= limits.readAhead
        if !hasEnded, outgoing.pending <= limits.unsent, !isAhead { interest.insert(.readable) }
        if outgoing.pending > 0 || stream?.isOwed == true { interest.insert(.writable) }
        return interest
    }

    /// Whether requests that come in must wait for an answer.
    private var awaitsAnswer: Bool {
        switch state {
        case .uploading(_, let intake): intake != .open
        case .deferred, .streaming: true
        case .requests, .closing, .lingering: false
        }
    }

    // MARK: Time and memory

    /// Gives up a large part of a request.
    mutating func shed() -> Action? {
        guard input.count > limits.share else { return nil }
        return switch state {
        case .requests: refuse(.serviceUnavailable)
        case .uploading: .close
        case .deferred, .streaming, .closing, .lingering: nil
        }
    }

    private mutating func notePhase(_ outgoing: Outgoing, now: Int) {
        let next: Phase =
            switch state {
            case .lingering: .lingering
            case _ where outgoing.pending > 0 || stream?.isOwed == true: .writing
            case .deferred, .uploading(_, .paused), .uploading(_, .over): .deferred
            case .streaming: .streaming
            case .uploading: .content
            case .requests where parser.awaitsContent: .content
            case .requests, .closing: input.isEmpty ? .idle : .head
            }
        if next != phase || hasProgressed || next == .writing && outgoing.sent != sentThen { since = now }
        phase = next
        sentThen = outgoing.sent
        hasProgressed = false
    }

    /// The turn of the requests that are here is over: that none of them is served for a while is not the client's doing.
    mutating func turnEnded(now: Int) { since = now }

    /// What the deadline of the phase, if it has passed, says to do; the owner does that next.
    mutating func expired(now: Int, _ deadlines: Deadlines) -> Action? {
        guard let deadline = deadlines[phase], now - since >= deadline else { return nil }
        // RFC 9110 §15.5.9.
        return phase == .head || phase == .content ? refuse(.requestTimeout) : .close
    }
}
