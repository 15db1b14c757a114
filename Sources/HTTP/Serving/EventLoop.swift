import CLinux
import Glibc

/// One thread's share of the server: a listener, its connections, and everything that happens to them.
///
/// Nothing here is shared with other loops; other threads speak to it through its mailbox only.
struct EventLoop: ~Copyable {
    private let poller: Poller
    private var listener: Listener
    var connections: ConnectionTable
    var streams = StreamRounds()
    let mailbox: Mailbox
    let limits: Limits
    let proxies: TrustedProxies
    let traffic: Traffic
    private let memory: MemoryBudget
    private let deadlines: Deadlines
    let clock: Clock
    private(set) var date = DateField()
    /// The time of the current round, in milliseconds.
    private(set) var now: Int
    private var nextSweep: Int
    private var isAcceptingPaused = false
    /// Connections that have had their turn, and whose next requests are here already.
    private var unfinished: [ConnectionToken] = []
    /// Requests that a connection may have answered in its turn.
    private var share = 1
    /// When what is left of a drain is cut; nil while not draining.
    private(set) var drainEnd: Int?
    private var isShedding = false
    /// What the connections held when nobody was left to give up: until they hold more, or the next sweep, nobody is looked for.
    private var unsheddable = 0
    private var isStopped = false

    private static let listenerToken = UInt64.max
    private static let mailboxToken = UInt64.max - 1
    /// Bytes that the kernel keeps for a client beyond those on their way to it: enough for a round of the loop.
    private static let kernelUnsent: Int32 = 128 * 1024
    /// How late a deadline may be noticed, in milliseconds.
    private static let sweepInterval = 500
    /// Milliseconds for which the requests of one connection, or streams, are answered while others wait.
    static let turn = 5
    /// Requests that all connections together may have answered while others wait, but for one of each.
    private static let requestsOfRound = 64
    /// How late a farewell of a drain may be, in milliseconds.
    private static let farewellInterval = 50
    /// Milliseconds at the end of a drain in which streams that were told of it can finish.
    private static let farewellTime = 1_000

    init(
        listener descriptor: Int32, mailbox: Mailbox, limits: Limits, proxies: TrustedProxies, traffic: Traffic,
        memory: MemoryBudget, clock: Clock
    ) throws(ServerError) {
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
        self.proxies = proxies
        self.memory = memory
        connections = ConnectionTable(share: limits.share, memory: memory)
        self.traffic = traffic
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
            share = max(1, Self.requestsOfRound / max(1, count + unfinished.count))
            for index in 0..<count {
                let event = poller.event(index)
                switch event.token {
                case Self.listenerToken: acceptAll()
                case Self.mailboxToken: readMailbox(&handler)
                default: serve(ConnectionToken(rawValue: event.token), event.happened, &handler)
                }
            }
            takeTurns(&handler)
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
        if streams.isBusy || !unfinished.isEmpty { return 0 }
        if drainEnd != nil { return Self.farewellInterval }
        return connections.count == 0 && !isAcceptingPaused ? -1 : Self.sweepInterval
    }

    // MARK: Connections

    private mutating func acceptAll() {
        while true {
            switch listener.accept() {
            case .connection(let descriptor, let peer): open(descriptor, peer)
            case .turnedAway: traffic.cut(.crowd)
            case .broken: continue
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
            traffic.cut(.crowd)
            return
        }
        let size = socklen_t(MemoryLayout<Int32>.size)
        // Answers leave in one piece; waiting for the acknowledgement of the one before would only delay them.
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, size)
        // What a client does not read waits here, where it is counted, and not by megabytes in the kernel (tcp(7)).
        var unsent = Self.kernelUnsent
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NOTSENT_LOWAT, &unsent, size)
        let connection = Connection(
            descriptor: descriptor, peer: peer, isTrusted: proxies.include(peer), limits: limits, now: now)
        let token = connections.insert(connection)
        traffic.opened()
        guard !poller.add(descriptor, token: token.rawValue, interest: .readable) else { return }
        connections.remove(token)
        traffic.closed()
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

    /// Goes on with those whose turn was over.
    private mutating func takeTurns<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        let tokens = unfinished
        unfinished.removeAll(keepingCapacity: true)
        for token in tokens {
            if let connection = connections[token] { proceed(token, connection, &handler) }
        }
    }

    /// Does what the exchange says, or `first` before that, until there is nothing more to do now, or its turn is over.
    mutating func proceed<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler,
        first: Exchange.Action? = nil
    ) {
        var action = first ?? connection.pointee.next(isDraining: drainEnd != nil, now: now)
        var turnEnd: Int?
        var served = 0
        while true {
            switch action {
            case .admit: admit(token, connection, &handler)
            case .content(let place, let isLast): receive(place, isLast: isLast, connection, &handler)
            case .serve(let consumed):
                let end = turnEnd ?? clock.milliseconds() + Self.turn
                turnEnd = end
                hand(consumed, token, connection, &handler)
                served += 1
                if served >= share || clock.milliseconds() >= end, !connection.pointee.exchange.input.isEmpty {
                    return endTurn(token, connection)
                }
            case .deliver: deliver(connection, &handler)
            case .advance: advance(connection, .writable, &handler)
            case .encourage: connection.pointee.outbox.append("HTTP/1.1 100 Continue\r\n\r\n")
            case .refuse(let status): refuse(status, connection, &handler)
            case .send: connection.pointee.outbox.flush()
            case .finishSending: connection.pointee.finishSending()
            case .close: return remove(token, connection, &handler)
            case .wait(let interest):
                connections.recount(connection, now: now)
                connection.pointee.wait(for: interest, at: poller, token: token)
                return shed(&handler)
            }
            action = connection.pointee.next(isDraining: drainEnd != nil, now: now)
        }
    }

    /// Lets others be served; until its next turn nothing more of the connection is read.
    private mutating func endTurn(_ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>) {
        connection.pointee.outbox.flush()
        connection.pointee.exchange.turnEnded(now: now)
        connections.recount(connection, now: now)
        connection.pointee.wait(for: [], at: poller, token: token)
        unfinished.append(token)
    }

    /// While all clients together hold too much, and those of this loop more than its share, gives up who has held much for
    /// longest: whoever is quick is not to pay for those who are not.
    private mutating func shed<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        guard memory.isExceeded(byLoopHolding: connections.held), connections.held > unsheddable, !isShedding
        else { return }
        isShedding = true
        defer { isShedding = false }
        for token in connections.large {
            guard memory.isExceeded(byLoopHolding: connections.held) else { return }
            guard let connection = connections[token] else { continue }
            let action = connection.pointee.shed()
            connections.recount(connection, now: now)
            guard let action else { continue }
            traffic.cut(.memory)
            proceed(token, connection, &handler, first: action)
        }
        unsheddable = connections.held
    }

    private mutating func remove<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        if let stream = connection.pointee.exchange.stream { end(stream, &handler) }
        endUpload(connection, &handler)
        connections.remove(token)
        traffic.closed()
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
                if connection.pointee.isCut(by: action) { traffic.cut(.deadline) }
                proceed(token, connection, &handler, first: action)
            } else {
                connection.pointee.releaseUnused()
                connections.recount(connection, now: now)
            }
        }
        // Others may have come to hold too much since, and others can be given up.
        unsheddable = 0
        shed(&handler)
        if isAcceptingPaused, drainEnd == nil {
            isAcceptingPaused = false
            poller.modify(listener.descriptor, token: Self.listenerToken, interest: .readable)
        }
    }
}
