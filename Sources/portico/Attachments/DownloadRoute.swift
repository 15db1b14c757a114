import API
import HTTP
import Storage

/// Downloads: the kernel copies the file to the socket, as fast as the client takes it.
struct DownloadRoute {
    let directory: FileDirectory
    /// More lines of the heads.
    let lines: [ResponseField]

    func answer(
        _ attachment: Int64, _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Disposition {
        let found = find(attachment, request, &endpoint)
        switch found {
        case .nothing: reply.send(.notFound, fields: lines)
        case .limited(let rate): reply.send(.tooManyRequests, fields: lines + rate.refusalFields)
        case .failed: reply.send(.internalServerError, of: endpoint.summary.id, fields: lines)
        case .value(let download): return send(download, request, &reply, ticket, &endpoint, visit)
        }
        return .replied
    }

    /// The file, if the signature of its address entitles to it, or else whoever asks.
    private func find(
        _ attachment: Int64, _ request: borrowing Request, _ endpoint: inout Endpoint
    ) -> Endpoint.Found<Download> {
        let parameters = request.parameters
        let signatures = parameters["s"]
        let peer = Peer(request.peer)
        guard !signatures.isEmpty else {
            if request.repeatedCaller != nil { return .nothing }
            return request.withAuthorization { endpoint.download(attachment, .bearer($0), from: peer) }
        }
        func number(_ name: StaticString) -> Int64? {
            let values = parameters[name]
            return values.count == 1 ? Int64(String(decoding: values[0], as: UTF8.self)) : nil
        }
        guard signatures.count == 1, let viewer = number("v"), let expiry = number("e") else { return .nothing }
        return endpoint.download(
            attachment, .signed(viewer: viewer, expiry: expiry, signature: signatures[0]), from: peer)
    }

    private func send(
        _ download: Download, _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Disposition {
        let tag = "\"\(download.sha256)\""
        // RFC 9110 §13.2.2: in this order.
        if let wanted = request.ifMatch, !wanted.isAny, !wanted.containsStrong(download.sha256) {
            reply.send(.preconditionFailed, fields: lines)
            return .replied
        }
        let known = request.ifNoneMatch
        if known.isAny || known.contains(download.sha256) {
            reply.send(ResponseHead(.notModified, fields: lines + [ResponseField("ETag", tag)]))
            return .replied
        }
        let range = request.range(ofLength: download.size, entityTag: tag)
        guard let (head, bytes) = answer(download, range, tag) else {
            let length = ResponseField("Content-Range", "bytes */\(download.size)")
            reply.send(.rangeNotSatisfiable, fields: lines + [length])
            return .replied
        }
        let path = directory.path(of: download.file)
        if download.isAudited {
            return sendLater(download, head, bytes, path, request, &reply, ticket, &endpoint, visit)
        }
        do throws(FileBody.Failure) {
            try reply.send(head, bytes: bytes) { () throws(FileBody.Failure) in try FileBody(path: path) }
        } catch { refuse(download, error, &reply, &endpoint) }
        return .replied
    }

    private func refuse(
        _ download: Download, _ failure: FileBody.Failure, _ reply: inout Reply, _ endpoint: inout Endpoint
    ) {
        switch failure {
        case .missing:
            endpoint.reportMissing(download)
            reply.send(.notFound, fields: lines)
        case .tooManyOpen: busy(&reply, endpoint)
        }
    }

    /// Sends the file when the audit trail says so.
    private func sendLater(
        _ download: Download, _ head: ResponseHead, _ bytes: Range<Int>, _ path: String,
        _ request: borrowing Request, _ reply: inout Reply, _ ticket: Ticket, _ endpoint: inout Endpoint, _ visit: Visit
    ) -> Disposition {
        let (peer, id) = (request.peer, endpoint.summary.id)
        let file: FileBody
        do throws(FileBody.Failure) { file = try FileBody(path: path) } catch {
            refuse(download, error, &reply, &endpoint)
            return .replied
        }
        do {
            try endpoint.enter(download, peer: peer.text) { [lines] outcome, summaries in
                if outcome == .executed {
                    visit.answered(head.status, bytes: bytes.count, summaries)
                    return ticket.complete(head, bytes: bytes) { file }
                }
                let (head, body) = Self.refusal(outcome, of: id, lines)
                visit.answered(head.status, bytes: body.count, summaries)
                ticket.complete(head, body: body)
            }
            return .deferred
        } catch {
            busy(&reply, endpoint)
            return .replied
        }
    }

    /// The answer where nothing leaves, because its entry is not in the audit trail.
    private static func refusal(
        _ outcome: Endpoint.Outcome, of request: RequestID, _ lines: [ResponseField]
    ) -> (head: ResponseHead, body: [UInt8]) {
        // Seconds, as for changes.
        let (status, wait): (Status, [ResponseField]) =
            switch outcome {
            case .insufficientStorage: (.insufficientStorage, [ResponseField("Retry-After", "10")])
            case .overloaded: (.serviceUnavailable, [ResponseField("Retry-After", "1")])
            default: (.internalServerError, [])
            }
        let head = ResponseHead(status, contentType: "text/plain; charset=utf-8", fields: lines + wait)
        return (head, status.text(of: request))
    }

    private func busy(_ reply: inout Reply, _ endpoint: borrowing Endpoint) {
        let fields = lines + [ResponseField("Retry-After", "1")]
        reply.send(.serviceUnavailable, of: endpoint.summary.id, fields: fields)
    }

    /// The head of the answer and the bytes that follow it; nil when there are none where they were asked for.
    private func answer(
        _ download: Download, _ range: ByteRange, _ tag: String
    ) -> (head: ResponseHead, bytes: Range<Int>)? {
        // A file is kept and never shown: whatever is in it runs nowhere, least of all in the name of this server.
        let fields =
            lines + [
                ResponseField("Content-Type", download.mediaType),
                ResponseField("Content-Disposition", ContentDisposition.attachment(named: download.fileName)),
                ResponseField("X-Content-Type-Options", "nosniff"),
                ResponseField("Content-Security-Policy", "sandbox; default-src 'none'"),
                ResponseField("Cache-Control", "private, no-store"), ResponseField("Referrer-Policy", "no-referrer"),
                ResponseField("ETag", tag), ResponseField("Accept-Ranges", "bytes"),
            ]
        switch range {
        case .whole: return (ResponseHead(.ok, fields: fields), 0..<download.size)
        case .unsatisfiable: return nil
        case .part(let bytes):
            let place = "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(download.size)"
            return (ResponseHead(.partialContent, fields: fields + [ResponseField("Content-Range", place)]), bytes)
        }
    }
}
