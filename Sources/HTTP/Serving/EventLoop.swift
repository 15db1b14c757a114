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
    private let mailbox: Mailbox
    let limits: Limits
    private let deadlines: Deadlines
    private let clock: Clock
    private var date = DateField()
    /// The time of the current round, in milliseconds.
    private(set) var now: Int
    private var nextSweep: Int
    private var isAcceptingPaused = false
    /// When what is left of a drain is cut; nil while not draining.
    private var drainEnd: Int?
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
        for stream in streams.all { handler.closed(stream) }
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
        if happened.contains(.writable) { connection.pointee.outbox.flush() }
        let receives = happened.contains(.readable)
        if receives { connection.pointee.receive() }
        goOn(connection, &handler)
        answer(token, connection, &handler)
        settle(token, connection, received: receives, &handler)
    }

    private mutating func remove<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        if let stream = connection.pointee.stream { end(stream.id, &handler) }
        connections.remove(token)
    }

    /// Serves every complete request that is here, then sends the answers that were gathered.
    mutating func answer<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        while connection.pointee.mayServe {
            let outcome = connection.pointee.parser.parse(connection.pointee.input.bytes)
            if case .complete(let consumed) = outcome {
                hand(consumed, token, connection, &handler)
                continue
            }
            if case .malformed(let status) = outcome {
                refuse(status, connection, &handler)
            } else {
                connection.pointee.awaitMore()
            }
            break
        }
        connection.pointee.outbox.flush()
    }

    /// Lets the handler answer the request in the first `consumed` bytes.
    private mutating func hand<Handler: RequestHandler & ~Copyable>(
        _ consumed: Int, _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>,
        _ handler: inout Handler
    ) {
        let request = connection.pointee.parser.request(
            in: connection.pointee.input.bytes, from: connection.pointee.peer)
        let hasMore = connection.pointee.input.count > consumed
        let persistence = persistence(request.persistence, of: connection, hasMore: hasMore)
        let isHead = request.isHead
        let speaksChunks = request.speaksChunks
        let ticket = Ticket(mailbox: mailbox, connection: token, request: connection.pointee.served)
        let (disposition, isSent, last, mode) = withUnsafeMutablePointer(to: &connection.pointee.outbox) { outbox in
            withUnsafePointer(to: date) { date in
                var reply = Reply(
                    to: outbox, date: date, isHead: isHead, speaksChunks: speaksChunks, persistence: persistence,
                    more: hasMore && persistence != .close)
                let disposition = handler.handle(request, reply: &reply, ticket: ticket)
                if disposition != .deferred, !reply.isSent { reply.send(.internalServerError) }
                return (disposition, reply.isSent, reply.persistence, reply.stream)
            }
        }
        connection.pointee.served += 1
        connection.pointee.input.consume(consumed)
        connection.pointee.parser.reset()
        if let mode {
            begin(Stream(id: ticket.stream, mode: mode, isLast: last != .implied), on: connection, &handler)
        } else if !isSent {
            connection.pointee.deferred = Connection.Deferred(isHead: isHead, persistence: persistence)
        } else {
            if last == .close { connection.pointee.isClosing = true }
            if disposition == .streaming { handler.closed(ticket.stream) }
        }
    }

    /// Lets the handler answer what it cannot handle, and closes.
    private mutating func refuse<Handler: RequestHandler & ~Copyable>(
        _ status: Status, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        withUnsafeMutablePointer(to: &connection.pointee.outbox) { outbox in
            withUnsafePointer(to: date) { date in
                var reply = Reply(
                    to: outbox, date: date, isHead: false, speaksChunks: false, persistence: .close, more: false)
                handler.refuse(status, reply: &reply)
                if !reply.isSent { reply.send(status) }
            }
        }
        connection.pointee.stopReading()
    }

    /// What an answer says about the connection: in a drain it is the last when nothing more has been asked.
    private func persistence(
        _ asked: Persistence, of connection: UnsafeMutablePointer<Connection>, hasMore: Bool
    ) -> Persistence {
        drainEnd != nil && !hasMore && !connection.pointee.hasUnread ? .close : asked
    }

    mutating func settle<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, received: Bool,
        _ handler: inout Handler
    ) {
        connections.recount(connection)
        if connections.held > limits.held, connection.pointee.held > limits.share {
            if connection.pointee.shed() { refuse(.serviceUnavailable, connection, &handler) }
            connections.recount(connection)
        }
        guard !connection.pointee.isFinished(draining: drainEnd != nil) else {
            remove(token, connection, &handler)
            return
        }
        connection.pointee.updatePhase(now: now, received: received)
        connection.pointee.updateInterest(at: poller, token: token)
    }

    // MARK: Letters and deadlines

    private mutating func readMailbox<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        for letter in mailbox.empty() {
            switch letter {
            case .answer(let answer): deliver(answer, &handler)
            case .message(let message, let stream): tell(stream, .message(message), &handler)
            case .drain: drain(&handler)
            case .stop: isStopped = true
            }
        }
        if mailbox.takeNews() { streams.announceNews() }
    }

    private mutating func deliver<Handler: RequestHandler & ~Copyable>(_ late: Answer, _ handler: inout Handler) {
        guard let connection = connections[late.connection], let deferred = connection.pointee.deferred,
            connection.pointee.served == late.request + 1
        else { return }
        connection.pointee.deferred = nil
        // A drain may have begun since the request was handed over.
        let persistence = persistence(
            deferred.persistence, of: connection, hasMore: !connection.pointee.input.isEmpty)
        late.body.withUnsafeBytes { body in
            connection.pointee.outbox.write(
                late.head, body: body, isHead: deferred.isHead,
                persistence: persistence, more: false, date: date)
        }
        if persistence == .close { connection.pointee.isClosing = true }
        answer(late.connection, connection, &handler)
        settle(late.connection, connection, received: false, &handler)
    }

    /// Takes what the kernel has accepted, answers what it has received, and closes what is idle.
    private mutating func drain<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        guard drainEnd == nil else { return }
        handler.drain()
        acceptAll()
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
            switch connection.pointee.expired(now: now, deadlines: deadlines) {
            case .requestTimeout:
                refuse(.requestTimeout, connection, &handler)
                settle(token, connection, received: false, &handler)
            case .close: remove(token, connection, &handler)
            case nil:
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
