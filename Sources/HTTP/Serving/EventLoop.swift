import CLinux
import Glibc

/// One thread's share of the server: a listener, its connections, and everything that happens to them.
///
/// Nothing here is shared with other loops; other threads speak to it through its mailbox only.
struct EventLoop: ~Copyable {
    private let poller: Poller
    private var listener: Listener
    var connections = ConnectionTable()
    var streams = StreamRounds()
    let mailbox: Mailbox
    let limits: Limits
    private let deadlines: Deadlines
    private let clock: Clock
    private(set) var date = DateField()
    /// The time of the current round, in milliseconds.
    private(set) var now: Int
    private var nextSweep: Int
    private var isAcceptingPaused = false
    /// When what is left of a drain is cut; nil while not draining.
    private(set) var drainEnd: Int?
    private var isStopped = false

    private static let listenerToken = UInt64.max
    private static let mailboxToken = UInt64.max - 1
    /// How late a deadline may be noticed, in milliseconds.
    private static let sweepInterval = 500
    /// How late a farewell of a drain may be, in milliseconds.
    private static let farewellInterval = 50
    /// Milliseconds at the end of a drain in which streams that were told of it can finish.
    private static let farewellTime = 1_000

    init(listener descriptor: Int32, mailbox: Mailbox, limits: Limits, clock: Clock) throws(ServerError) {
        // sendfile(2) has no MSG_NOSIGNAL: a client that is gone is an error, not a signal that ends the process.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        let poller = try Poller()
        guard poller.add(descriptor, token: Self.listenerToken, interest: .readable),
            poller.add(mailbox.bell.descriptor, token: Self.mailboxToken, interest: .readable)
        else { throw ServerError.system(call: "epoll_ctl", errno: errno) }
        self.poller = poller
        listener = Listener(descriptor: descriptor)
        self.mailbox = mailbox
        self.limits = limits
        deadlines = Deadlines(limits)
        self.clock = clock
        now = clock.milliseconds()
        nextSweep = now
    }

    /// Serves until it is told to drain or to stop.
    ///
    /// Only this and the methods that pass `handler` on are generic, so an unspecialised call costs one indirection per request.
    mutating func run<Handler: RequestHandler & ~Copyable>(serving handler: inout Handler) {
        while !isStopped {
            let count = poller.wait(milliseconds: Int32(patience))
            now = clock.milliseconds()
            date.update(to: clock.unixSeconds())
            for index in 0..<count {
                let event = poller.event(index)
                switch event.token {
                case Self.listenerToken: acceptAll()
                case Self.mailboxToken: readMailbox(&handler)
                default: serve(ConnectionToken(rawValue: event.token), event.happened, &handler)
                }
            }
            if now >= nextSweep { sweep(&handler) }
            advanceStreams(&handler)
            if let drainEnd, connections.count == 0 || now >= drainEnd { isStopped = true }
        }
        for slot in 0..<connections.slotCount {
            if let token = connections.token(inSlot: slot), let connection = connections[token] {
                remove(token, connection, &handler)
            }
        }
    }

    /// Milliseconds to wait for events; for ever if negative.
    private var patience: Int {
        if streams.isBusy { return 0 }
        if drainEnd != nil { return Self.farewellInterval }
        return connections.count == 0 && !isAcceptingPaused ? -1 : Self.sweepInterval
    }

    // MARK: Connections

    private mutating func acceptAll() {
        while true {
            switch listener.accept() {
            case .connection(let descriptor, let peer): open(descriptor, peer)
            case .turnedAway: continue
            case .failed:
                // Level-triggered epoll would report it for ever; the next sweep tries again.
                poller.modify(listener.descriptor, token: Self.listenerToken, interest: [])
                isAcceptingPaused = true
                return
            case .nothing: return
            }
        }
    }

    private mutating func open(_ descriptor: Int32, _ peer: PeerAddress) {
        guard connections.count < limits.connections else {
            close(descriptor)
            return
        }
        // Answers leave in one piece; waiting for the acknowledgement of the one before would only delay them.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
        let token = connections.insert(Connection(descriptor: descriptor, peer: peer, limits: limits, now: now))
        if !poller.add(descriptor, token: token.rawValue, interest: .readable) { connections.remove(token) }
    }

    private mutating func serve<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ happened: Interest, _ handler: inout Handler
    ) {
        guard let connection = connections[token] else { return }
        guard happened.isDisjoint(with: .dead) else {
            remove(token, connection, &handler)
            return
        }
        if happened.contains(.writable) { connection.pointee.outbox.unblock() }
        if happened.contains(.readable) { connection.pointee.receive() }
        proceed(token, connection, &handler)
    }

    /// Does what the exchange says, or `first` before that, until there is nothing more to do now.
    mutating func proceed<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler,
        first: Exchange.Action? = nil
    ) {
        var action = first ?? connection.pointee.next(isDraining: drainEnd != nil, now: now)
        while true {
            switch action {
            case .admit: admit(token, connection, &handler)
            case .content(let place, let isLast): receive(place, isLast: isLast, connection, &handler)
            case .serve(let consumed): hand(consumed, token, connection, &handler)
            case .deliver: deliver(connection, &handler)
            case .advance: advance(connection, .writable, &handler)
            case .encourage: connection.pointee.outbox.append("HTTP/1.1 100 Continue\r\n\r\n")
            case .refuse(let status): refuse(status, connection, &handler)
            case .send: connection.pointee.outbox.flush()
            case .finishSending: connection.pointee.finishSending()
            case .close: return remove(token, connection, &handler)
            case .wait(let interest):
                connections.recount(connection)
                guard mustShed(connection), let next = connection.pointee.shed() else {
                    return connection.pointee.wait(for: interest, at: poller, token: token)
                }
                action = next
                continue
            }
            action = connection.pointee.next(isDraining: drainEnd != nil, now: now)
        }
    }

    private func mustShed(_ connection: UnsafeMutablePointer<Connection>) -> Bool {
        connections.held > limits.held && connection.pointee.held > limits.share
    }

    private mutating func remove<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        if let stream = connection.pointee.exchange.stream { end(stream.id, &handler) }
        endUpload(connection, &handler)
        connections.remove(token)
    }

    // MARK: Letters and deadlines

    private mutating func readMailbox<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        for letter in mailbox.empty() {
            switch letter {
            case .answer(let answer): deliver(answer, &handler)
            case .message(let message, let stream): tell(stream, .message(message), &handler)
            case .resume(let stream): resume(stream, &handler)
            case .drain: drain(&handler)
            case .stop: isStopped = true
            }
        }
        if mailbox.takeNews() { streams.announceNews() }
    }

    /// Takes what the kernel has accepted, answers what it has received, and closes what is idle.
    private mutating func drain<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        guard drainEnd == nil else { return }
        handler.drain()
        acceptAll()
        // A socket that other loops share stays watched beyond its closing here.
        poller.modify(listener.descriptor, token: Self.listenerToken, interest: [])
        listener.close()
        let grace = limits.drainDeadline.milliseconds
        drainEnd = now + grace
        streams.drain(now: now, spread: max(0, grace - Self.farewellTime))
        for slot in 0..<connections.slotCount {
            if let token = connections.token(inSlot: slot) { serve(token, .readable, &handler) }
        }
    }

    /// Ends what has waited too long, and gives back the memory of what is idle.
    private mutating func sweep<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        nextSweep = now + Self.sweepInterval
        streams.announceTick()
        for slot in 0..<connections.slotCount {
            guard let token = connections.token(inSlot: slot), let connection = connections[token] else { continue }
            if let action = connection.pointee.exchange.expired(now: now, deadlines) {
                proceed(token, connection, &handler, first: action)
            } else {
                connection.pointee.releaseUnused()
                connections.recount(connection)
            }
        }
        if isAcceptingPaused, drainEnd == nil {
            isAcceptingPaused = false
            poller.modify(listener.descriptor, token: Self.listenerToken, interest: .readable)
        }
    }
}
