/// Content: whether it is read, and handing it over as it comes.
extension EventLoop {
    /// Asks the handler what is to become of the content that follows.
    mutating func admit<Handler: RequestHandler & ~Copyable>(
        _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        let request = request(of: connection)
        let ticket = Ticket(
            mailbox: mailbox, connection: token, request: connection.pointee.exchange.served,
            presence: connection.pointee.presence)
        let awaited = Exchange.Awaited(request, number: ticket.request, persistence: request.persistence)
        let admission = write(to: connection, awaited, persistence: .close, more: false) { reply in
            let admission = handler.admit(request, reply: &reply, ticket: ticket)
            if case .refused = admission, !reply.isSent { handler.answerFailure(&reply) }
            return admission
        }
        switch admission {
        case .buffered(let limit): connection.pointee.exchange.admitted(upTo: limit ?? limits.content)
        case .streamed:
            connection.pointee.exchange.uploads(awaited)
            connection.pointee.upload = ticket.stream
        case .refused: connection.pointee.exchange.refused()
        }
    }

    /// Hands over a piece of content, and answers if that is what the handler does.
    mutating func receive<Handler: RequestHandler & ~Copyable>(
        _ place: Range<Int>, isLast: Bool, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        guard let awaited = connection.pointee.exchange.upload, let stream = connection.pointee.upload else { return }
        // Bytes that are taken stay where they are until the next are received.
        let content = UnsafeRawBufferPointer(connection.pointee.exchange.input.bytes)[in: place]
        connection.pointee.exchange.contentTaken(isLast: isLast)
        let ticket = Ticket(
            mailbox: mailbox, connection: stream.connection, request: stream.request,
            presence: connection.pointee.presence)
        let hasMore = !connection.pointee.exchange.input.isEmpty
        let persistence = connection.pointee.persistence(
            awaited.persistence, hasMore: hasMore, isDraining: drainEnd != nil)
        let (isSent, intake, last, mode) = write(to: connection, awaited, persistence: persistence, more: false) {
            reply in
            let reception = handler.receive(content, isLast: isLast, reply: &reply, ticket: ticket)
            let (answers, intake): (Bool, Exchange.Intake) =
                switch reception {
                case .more: (isLast, .open)
                case .pause: (isLast, .paused)
                case .done(let disposition): (disposition != .deferred, .over)
                }
            if answers, !reply.isSent { handler.answerFailure(&reply) }
            return (reply.isSent, intake, reply.persistence, reply.stream)
        }
        if let mode {
            connection.pointee.upload = nil
            begin(Stream(id: stream, mode: mode, isLast: last != .implied), connection)
        } else if isSent {
            connection.pointee.exchange.answered(last)
            endUpload(connection, &handler)
        } else {
            connection.pointee.exchange.take(intake)
        }
    }

    /// Reads the content of a request on, unless it is over or nobody wants the rest.
    mutating func resume<Handler: RequestHandler & ~Copyable>(_ stream: StreamID, _ handler: inout Handler) {
        guard let connection = connections[stream.connection], connection.pointee.upload == stream else { return }
        connection.pointee.exchange.resume()
        proceed(stream.connection, connection, &handler)
    }

    /// Tells the handler that a stream of content is over, if there is one.
    mutating func endUpload<Handler: RequestHandler & ~Copyable>(
        _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        guard let stream = connection.pointee.upload else { return }
        connection.pointee.upload = nil
        handler.closed(stream)
    }
}
