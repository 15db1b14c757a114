/// Requests: handing them over, and writing their answers.
extension EventLoop {
    /// What has been received on a connection, as the handler sees it.
    func request(of connection: UnsafeMutablePointer<Connection>) -> Request {
        var request = connection.pointee.exchange.parser.request(
            in: connection.pointee.exchange.input.bytes, from: connection.pointee.peer)
        // A proxy sends those of many on one connection.
        if connection.pointee.isTrusted { request.peer = proxies.caller(of: request) }
        return request
    }

    /// Lets the handler answer the request in the first `consumed` bytes.
    mutating func hand<Handler: RequestHandler & ~Copyable>(
        _ consumed: Int, _ token: ConnectionToken, _ connection: UnsafeMutablePointer<Connection>,
        _ handler: inout Handler
    ) {
        let request = request(of: connection)
        let hasMore = connection.pointee.exchange.input.count > consumed
        let persistence = connection.pointee.persistence(
            request.persistence, hasMore: hasMore, isDraining: drainEnd != nil)
        let ticket = Ticket(
            mailbox: mailbox, connection: token, request: connection.pointee.exchange.served,
            presence: connection.pointee.presence)
        let awaited = Exchange.Awaited(request, number: ticket.request, persistence: persistence)
        let more = hasMore && persistence != .close
        let (disposition, isSent, last, mode) = write(to: connection, awaited, persistence: persistence, more: more) {
            let disposition = handler.handle(request, reply: &$0, ticket: ticket)
            if disposition != .deferred, !$0.isSent { handler.answerFailure(&$0) }
            return (disposition, $0.isSent, $0.persistence, $0.stream)
        }
        connection.pointee.exchange.handedOver(consumed, awaited)
        if let mode {
            begin(Stream(id: ticket.stream, mode: mode, isLast: last != .implied), connection)
        } else if isSent {
            connection.pointee.exchange.answered(last)
            if disposition == .streaming { handler.closed(ticket.stream) }
        }
    }

    /// Writes an answer that was deferred, unless its client is gone.
    mutating func deliver<Handler: RequestHandler & ~Copyable>(_ late: Answer, _ handler: inout Handler) {
        guard let connection = connections[late.connection],
            let awaited = connection.pointee.exchange.awaited(late.request)
        else { return }
        // A drain may have begun since the request was handed over.
        let persistence = connection.pointee.persistence(
            awaited.persistence, hasMore: !connection.pointee.exchange.input.isEmpty, isDraining: drainEnd != nil)
        write(to: connection, awaited, persistence: persistence, more: false) { reply in
            switch late.content {
            case .bytes(let bytes): bytes.withUnsafeBytes { reply.send(late.head, body: $0) }
            case .file(let bytes, let open):
                do throws(FileBody.Failure) { try reply.send(late.head, bytes: bytes, of: open) } catch {
                    if error == .tooManyOpen { handler.refuse(.serviceUnavailable, reply: &reply) }
                }
            }
            if !reply.isSent { handler.answerFailure(&reply) }
        }
        connection.pointee.exchange.answered(persistence)
        endUpload(connection, &handler)
        proceed(late.connection, connection, &handler)
    }

    /// Lets the handler answer what it cannot handle.
    mutating func refuse<Handler: RequestHandler & ~Copyable>(
        _ status: Status, _ connection: UnsafeMutablePointer<Connection>, _ handler: inout Handler
    ) {
        write(to: connection, nil, persistence: .close, more: false) { reply in
            handler.refuse(status, reply: &reply)
            if !reply.isSent { reply.send(status) }
        }
        endUpload(connection, &handler)
    }

    /// Has `answer` given to a request, or to what never became one.
    func write<Result>(
        to connection: UnsafeMutablePointer<Connection>, _ awaited: Exchange.Awaited?, persistence: Persistence,
        more: Bool, _ answer: (inout Reply) -> Result
    ) -> Result {
        withUnsafeMutablePointer(to: &connection.pointee.outbox) { outbox in
            withUnsafePointer(to: date) { date in
                var reply = Reply(
                    to: outbox, date: date, isHead: awaited?.isHead ?? false,
                    speaksChunks: awaited?.speaksChunks ?? false, persistence: persistence, more: more)
                return answer(&reply)
            }
        }
    }
}
