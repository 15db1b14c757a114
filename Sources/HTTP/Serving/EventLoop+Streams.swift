/// Streams: answers that the handler tells as it happens, for as long as there is room.
extension EventLoop {
    /// Tells the next streams what they are to be told, until other events are to be looked at.
    mutating func advanceStreams<Handler: RequestHandler & ~Copyable>(_ handler: inout Handler) {
        let end = clock.milliseconds() + Self.turn
        repeat {
            guard let (stream, event) = streams.next(now: now) else { return }
            tell(stream, event, &handler)
        } while clock.milliseconds() < end
    }

    /// Tells one stream, and serves what its end lets through; nothing if it has ended.
    mutating func tell<Handler: RequestHandler & ~Copyable>(
        _ stream: StreamID, _ event: StreamEvent, _ handler: inout Handler
    ) {
        guard let connection = connections[stream.connection], connection.pointee.exchange.stream?.id == stream
        else { return }
        if case .news = event, connection.pointee.outbox.pending >= limits.streamLowWater {
            connection.pointee.exchange.owe()
            return
        }
        advance(connection, event, &handler)
        proceed(stream.connection, connection, &handler)
    }

    /// Makes the answer to the request that was handed over a stream.
    mutating func begin(_ stream: Stream, _ connection: UnsafeMutablePointer<Connection>) {
        connection.pointee.exchange.streams(stream)
        streams.insert(stream.id, now: now)
        traffic.began(stream.mode)
    }

    /// Hands over what has come in.
    mutating func deliver<Handler: RequestHandler & ~Copyable>(
        _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        // Consumed bytes stay where they are until the next are received.
        let bytes = connection.pointee.exchange.input.bytes
        connection.pointee.exchange.input.consume(bytes.count)
        advance(connection, .received(bytes), &handler)
    }

    mutating func advance<Handler: RequestHandler & ~Copyable>(
        _ connection: UnsafeMutablePointer<Connection>, _ event: StreamEvent, _ handler: inout Handler
    ) {
        guard let stream = connection.pointee.exchange.stream else { return }
        let (ending, isOwed) = withUnsafeMutablePointer(to: &connection.pointee.outbox) { outbox in
            var writer = StreamWriter(to: outbox, mode: stream.mode, capacity: limits.unsent, now: now)
            handler.advance(stream.id, on: event, writer: &writer)
            let (ending, yields) = (writer.ending, writer.yields)
            writer.endTurn()
            return (ending, yields || outbox.pointee.pending >= limits.streamLowWater)
        }
        if isOwed { connection.pointee.exchange.owe() }
        guard let ending else { return }
        if ending == .cut { connection.pointee.outbox.abandon() }
        connection.pointee.exchange.streamEnded()
        end(stream, &handler)
    }

    /// Tells the handler that a stream has ended.
    mutating func end<Handler: RequestHandler & ~Copyable>(_ stream: Stream, _ handler: inout Handler) {
        streams.remove(stream.id)
        traffic.ended(stream.mode)
        handler.closed(stream.id)
    }
}
