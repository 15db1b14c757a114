import API
import HTTP
import Portal
import Storage

/// `/attachments/<id>`: the bytes of files, in and out.
struct AttachmentRoute {
    private let desk: AttachmentDesk
    private let crossSite: CrossSite
    /// The files that come in on this loop.
    private var incoming: [StreamID: AttachmentDesk.Running] = [:]

    init(_ desk: AttachmentDesk, _ crossSite: CrossSite) {
        self.desk = desk
        self.crossSite = crossSite
    }

    private static let allowed = ResponseField("Allow", "GET, HEAD, PUT, OPTIONS")

    /// The number of the attachment that an address names; nil if it can be none's.
    static func attachment(in path: UnsafeRawBufferPointer) -> Int64? {
        let prefix = "/attachments/".utf8
        guard path.starts(with: prefix) else { return nil }
        return Int64(String(decoding: path.dropFirst(prefix.count), as: UTF8.self)).flatMap { $0 > 0 ? $0 : nil }
    }

    /// Answers a request that brings no content.
    mutating func handle(
        _ attachment: Int64, _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Disposition {
        let lines = crossSite.fields(for: request)
        switch request.method {
        case .get:
            let route = DownloadRoute(directory: desk.directory, lines: lines)
            return route.answer(attachment, request, &reply, ticket, &endpoint, visit)
        case .put:
            do throws(Refused) {
                _ = try admission(attachment, request, &endpoint)
                reply.send(.badRequest, fields: lines)
            } catch { reply.send(error.status, of: endpoint.summary.id, fields: lines + error.fields) }
        case .options:
            reply.send(ResponseHead(.noContent, fields: [Self.allowed] + crossSite.preflight(request)))
        default: reply.send(.methodNotAllowed, fields: [Self.allowed])
        }
        return .replied
    }

    // MARK: Uploads

    /// Whether the content that is to come is taken.
    mutating func admit(
        _ attachment: Int64, _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Admission {
        let lines = crossSite.fields(for: request)
        guard request.method == .put else {
            reply.send(.methodNotAllowed, fields: [Self.allowed])
            return .refused
        }
        let upload: AnnouncedUpload
        do throws(Refused) { upload = try admission(attachment, request, &endpoint) } catch {
            reply.send(error.status, of: endpoint.summary.id, fields: lines + error.fields)
            return .refused
        }
        let peer = request.peer
        let summary = endpoint.summary
        let running = desk.receive(upload, requestID: summary.id.text, peer: peer.text) {
            ticket.resume()
        } later: { outcome in
            let (head, body) = (ResponseHead(outcome, lines), outcome.body(of: summary.id))
            visit.answered(head.status, bytes: body.count, [summary])
            ticket.complete(head, body: body)
        }
        guard let running else {
            reply.send(.serviceUnavailable, of: summary.id, fields: lines + [ResponseField("Retry-After", "5")])
            return .refused
        }
        if let rate = endpoint.charge(upload) {
            desk.abandon(running)
            reply.send(.tooManyRequests, fields: lines + rate.refusalFields)
            return .refused
        }
        incoming[ticket.stream] = running
        return .streamed
    }

    /// Takes a piece of a file.
    func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, _ reply: inout Reply, _ ticket: Ticket
    ) -> Reception {
        guard let upload = incoming[ticket.stream] else { return .done(.replied) }
        switch desk.take(Array(content), of: upload, isLast: isLast) {
        case .more: return isLast ? .done(.deferred) : .more
        case .pause: return isLast ? .done(.deferred) : .pause
        case .tooLate:
            reply.send(.requestTimeout)
            return .done(.replied)
        }
    }

    /// Forgets a file that is there, or whose client has gone.
    mutating func end(_ stream: StreamID) {
        if let upload = incoming.removeValue(forKey: stream) { desk.abandon(upload) }
    }

    /// Why no file is taken.
    private struct Refused: Error {
        let status: Status
        var fields: [ResponseField] = []
    }

    /// The file that may be sent to the address.
    ///
    /// - Throws: Why none may; who has no good address learns nothing else.
    private func admission(
        _ attachment: Int64, _ request: borrowing Request, _ endpoint: inout Endpoint
    ) throws(Refused) -> AnnouncedUpload {
        if crossSite.verdict(on: request) == .refused { throw Refused(status: .forbidden) }
        let tokens = request.parameters["upload"]
        let peer = Peer(request.peer)
        switch endpoint.upload(attachment, token: tokens.count == 1 ? tokens[0] : [], from: peer) {
        case .nothing: throw Refused(status: .notFound)
        case .limited(let rate): throw Refused(status: .tooManyRequests, fields: rate.refusalFields)
        case .failed: throw Refused(status: .internalServerError)
        case .value(let upload):
            if let status = Self.refusal(of: request, upload) { throw Refused(status: status) }
            return upload
        }
    }

    /// What is wrong with the header section of an upload.
    private static func refusal(of request: borrowing Request, _ upload: AnnouncedUpload) -> Status? {
        guard request.isPlain else { return .unsupportedMediaType }
        guard let length = request.contentLength else { return .lengthRequired }
        if length > AttachmentRule.maximumSize { return .contentTooLarge }
        // RFC 9110 §14.5: a part of a file is no file.
        guard length == upload.file.size, request.count(of: "content-range") == 0 else { return .badRequest }
        // §13.1.1: as nothing is there yet, no tag matches, nor does `*`; and §13.2.1: that is looked at last.
        return request.ifMatch == nil ? nil : .preconditionFailed
    }
}

extension ResponseHead {
    /// How an upload ended.
    ///
    /// - Parameter lines: More lines of the head.
    fileprivate init(_ outcome: AttachmentDesk.Outcome, _ lines: [ResponseField]) {
        let type: StaticString =
            outcome.isStored ? "application/json; charset=utf-8" : "text/plain; charset=utf-8"
        self.init(outcome.status, contentType: type, fields: lines + outcome.fields)
    }
}

extension AttachmentDesk.Outcome {
    fileprivate var isStored: Bool { if case .stored = self { true } else { false } }

    fileprivate var status: Status {
        switch self {
        case .stored: .created
        case .late: .notFound
        case .refused(.wrongSize): .badRequest
        case .refused(.tooLarge): .contentTooLarge
        case .refused(.forbiddenType): .unsupportedMediaType
        case .refused(.noRoom): .insufficientStorage
        case .refused(.failed): .internalServerError
        case .overloaded: .serviceUnavailable
        }
    }

    fileprivate var fields: [ResponseField] {
        switch self {
        case .stored: [ResponseField("Cache-Control", "no-store")]
        // Seconds: whoever makes room needs more than a few.
        case .refused(.noRoom): [ResponseField("Retry-After", "10")]
        case .overloaded: [ResponseField("Retry-After", "1")]
        case .late, .refused: []
        }
    }

    fileprivate func body(of request: RequestID) -> [UInt8] {
        if case .stored(let text) = self { text } else { status.text(of: request) }
    }
}
