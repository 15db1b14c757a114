import HTTP
import Synchronization

/// What became of the content that clients sent, and of the files that they asked for.
final class Record: Sendable {
    private struct Entries {
        var pieces: [Int] = []
        var received: [UInt8] = []
        var closed: [String] = []
        var tickets: [String: Ticket] = [:]
        var opened = 0
    }

    private let entries = Mutex(Entries())
    private let arrivals = Turnstile()
    private let ends = Turnstile()

    /// The sizes of all pieces of content.
    var pieces: [Int] { entries.withLock { $0.pieces } }
    /// The first bytes of all content.
    var received: String { entries.withLock { String(decoding: $0.received, as: UTF8.self) } }
    /// The paths of the uploads that are over, in order.
    var closed: [String] { entries.withLock { $0.closed } }
    /// How often a file was opened.
    var opened: Int { entries.withLock { $0.opened } }

    func ticket(_ path: String) -> Ticket? { entries.withLock { $0.tickets[path] } }

    /// Waits for a piece of content.
    func awaitPiece() { arrivals.await() }

    /// Waits for the end of an upload.
    func awaitEnd() { ends.await() }

    func took(_ piece: UnsafeRawBufferPointer, _ path: String, _ ticket: Ticket) {
        entries.withLock {
            $0.pieces.append(piece.count)
            if $0.received.count < 1_000 { $0.received += piece }
            $0.tickets[path] = ticket
        }
        arrivals.open()
    }

    func end(_ path: String) {
        entries.withLock { $0.closed.append(path) }
        ends.open()
    }

    func opens() { entries.withLock { $0.opened += 1 } }
}

/// Takes and gives files, each as the path says.
///
/// `/store` counts the bytes, `/late` leaves that to a ticket, `/paused` waits after each piece, `/early` has enough after the first, `/refused`
/// does not even begin, `/small` is buffered, ten bytes of it; `GET /file…` gives the file. Otherwise it echoes.
struct Vault: RequestHandler {
    private struct Upload {
        let path: String
        var count = 0
    }

    let record: Record
    let file: String
    let size: Int
    private var echo = Echo()
    private var uploads: [StreamID: Upload] = [:]

    init(_ record: Record, file: String = "/dev/null", size: Int = 0) {
        self.record = record
        self.file = file
        self.size = size
    }

    mutating func admit(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Admission {
        let path = String(decoding: request.path, as: UTF8.self)
        switch path {
        case "/small": return .buffered(upTo: 10)
        case "/refused":
            reply.send(.forbidden)
            return .refused
        case "/store", "/late", "/paused", "/early":
            uploads[ticket.stream] = Upload(path: path)
            return .streamed
        default: return .buffered()
        }
    }

    mutating func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, reply: inout Reply, ticket: Ticket
    ) -> Reception {
        guard let upload = uploads[ticket.stream] else { return .done(.replied) }
        uploads[ticket.stream]?.count += content.count
        record.took(content, upload.path, ticket)
        switch upload.path {
        case "/early":
            reply.send(.unsupportedMediaType)
            return .done(.replied)
        case "/late" where isLast: return .done(.deferred)
        case "/paused" where !isLast: return .pause
        case _ where isLast:
            let count = Array("\(upload.count + content.count)".utf8)
            count.withUnsafeBytes { reply.send(ResponseHead(.created), body: $0) }
            return .done(.replied)
        default: return .more
        }
    }

    mutating func handle(_ request: borrowing Request, reply: inout Reply, ticket: Ticket) -> Disposition {
        let path = String(decoding: request.path, as: UTF8.self)
        guard path.hasPrefix("/file") else { return echo.handle(request, reply: &reply, ticket: ticket) }
        let (record, file) = (record, path == "/file/gone" ? "/nowhere" : file)
        let isCrowded = path.hasSuffix("crowded")
        let open: @Sendable () throws(FileBody.Failure) -> FileBody = { () throws(FileBody.Failure) in
            record.opens()
            if isCrowded { throw .tooManyOpen }
            return try FileBody(path: file)
        }
        let bytes =
            switch path {
            case "/file/part": size / 4..<size / 2
            case "/file/longer": 0..<size + 1
            case "/file/empty": 0..<0
            default: 0..<size
            }
        if path.hasPrefix("/file/later") {
            ticket.complete(ResponseHead(.ok), bytes: bytes, of: open)
            return .deferred
        }
        do throws(FileBody.Failure) { try reply.send(ResponseHead(.ok), bytes: bytes, of: open) } catch {
            reply.send(error == .missing ? .notFound : .tooManyRequests)
        }
        return .replied
    }

    mutating func closed(_ stream: StreamID) {
        guard let upload = uploads.removeValue(forKey: stream) else { return }
        record.end(upload.path)
    }
}
