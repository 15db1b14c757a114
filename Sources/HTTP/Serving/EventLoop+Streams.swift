/// Streams: answers that the handler tells as it happens, for as long as there is room.
extension EventLoop {
    /// Streams that are told something before other events are looked at.
    private static let streamsPerTurn = 200

    /// Tells the next streams what they are to be told.
    mutating func advanceStreams<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        for _ in 0..<Self.streamsPerTurn {
            guard let (stream, event) = streams.next(now: now) else { return }
            tell(stream, event, &handler)
        }
    }

    /// Tells one stream, and serves what its end lets through; nothing if it has ended.
    mutating func tell<Handler: RequestHandler & ~Copyable>(
        _ stream: StreamID, _ event: StreamEvent, _ handler: inout Handler
    ) {
        guard let connection = connections[stream.connection], connection.pointee.stream?.id == stream else { return }
        if case .news = event, connection.pointee.outbox.pending >= limits.streamLowWater {
            connection.pointee.stream?.isOwed = true
            return
        }
        advance(connection, event, &handler)
        answer(stream.connection, connection, &handler)
        settle(stream.connection, connection, received: false, &handler)
    }

    /// Makes the answer to the request just handed over a stream.
    mutating func begin<Handler: RequestHandler & ~Copyable>(
        _ stream: Stream, on connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        connection.pointee.stream = stream
        streams.insert(stream.id, now: now)
        goOn(connection, &handler)
    }

    /// Hands over what has come in, and asks for more if that was promised and there is room.
    mutating func goOn<Handler: RequestHandler & ~Copyable>(
        _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        if connection.pointee.stream?.mode == .upgraded, !connection.pointee.input.isEmpty {
            let bytes = connection.pointee.input.bytes
            advance(connection, .received(bytes), &handler)
            connection.pointee.input.consume(bytes.count)
        }
        if connection.pointee.stream?.isOwed == true, connection.pointee.outbox.pending < limits.streamLowWater {
            connection.pointee.stream?.isOwed = false
            connection.pointee.advanced += 1
            advance(connection, .writable, &handler)
        }
    }

    private mutating func advance<Handler: RequestHandler & ~Copyable>(
        _ connection: UnsafeMutablePointer<Connection>, _ event: StreamEvent, _ handler: inout Handler
    ) {
        guard let stream = connection.pointee.stream else { return }
        let (ending, isOwed) = withUnsafeMutablePointer(to: &connection.pointee.outbox) { outbox in
            var writer = StreamWriter(to: outbox, mode: stream.mode, capacity: limits.unsent, now: now)
            handler.advance(stream.id, on: event, writer: &writer)
            let (ending, yields) = (writer.ending, writer.yields)
            writer.endTurn()
            return (ending, yields || outbox.pointee.pending >= limits.streamLowWater)
        }
        if isOwed { connection.pointee.stream?.isOwed = true }
        switch ending {
        case nil: return
        case .finished where stream.isLast: connection.pointee.isClosing = true
        case .finished: break
        case .cut: connection.pointee.outbox.abandon()
        }
        connection.pointee.stream = nil
        end(stream.id, &handler)
    }

    /// Tells the handler that a stream has ended.
    mutating func end<Handler: RequestHandler & ~Copyable>(_ stream: StreamID, _ handler: inout Handler) {
        streams.remove(stream)
        handler.closed(stream)
    }
}
