import API
import Execution
import HTTP
import Portal

/// GraphQL requests that bring files: <https://github.com/jaydenseric/graphql-multipart-request-spec>.
struct MultipartRoute {
    let desk: AttachmentDesk
    /// The requests that come in on this loop.
    private var running: [StreamID: MultipartRequest] = [:]
    /// Bytes of fields that are kept until the files come.
    private var held: HeldBytes<StreamID>

    init(_ desk: AttachmentDesk, in memory: MemoryBudget) {
        self.desk = desk
        held = HeldBytes(in: memory)
    }

    /// Takes a request whose header section nobody has anything against.
    mutating func begin(
        _ request: borrowing Request, _ boundary: Boundary, _ profile: Profile, _ ticket: Ticket, _ visit: Visit
    ) {
        let peer = request.peer
        running[ticket.stream] = MultipartRequest(
            boundary, profile, desk, visit, authorization: request.withAuthorization { $0.map { Array($0) } },
            peer: Peer(peer), length: request.contentLength)
    }

    /// Nil if the content is not of such a request.
    mutating func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint
    ) -> Reception? {
        guard let request = running[ticket.stream] else { return nil }
        let reception = request.receive(content, isLast: isLast, &reply, ticket, &endpoint)
        guard held.hold(request.held, for: ticket.stream), !reply.isSent else { return reception }
        request.giveUp(&reply, &endpoint)
        return .done(.replied)
    }

    /// Forgets a request that is answered, or whose client has gone.
    mutating func end(_ stream: StreamID) {
        running.removeValue(forKey: stream)?.abandon()
        _ = held.hold(0, for: stream)
    }
}

/// One such request on its way: its fields `operations` and `map`, then files.
private final class MultipartRequest {
    private enum Stage {
        case preamble
        case operations
        case map
        /// What comes is a file, or nothing yet.
        case files(FileCollection, isOpen: Bool)
    }

    private var reader: MultipartReader
    private let profile: Profile
    private let visit: Visit
    private let desk: AttachmentDesk
    private let authorization: [UInt8]?
    private let peer: Peer
    private let deadline: Timestamp
    private var stage = Stage.preamble
    private var operations: [UInt8] = []
    private var map: [UInt8] = []
    /// Parts that must still come.
    private var awaited: Set<String> = []
    private var count = 0
    /// Bytes that are to come, as far as the client says so.
    private let foreseen: Int
    /// Bytes that its sender has paid for.
    private var paid = 0
    /// Whether the client is to wait until what it has sent is on the disk.
    private var mustPause = false

    /// Bytes of the two fields.
    private static let operationsLimit = HTTP.Limits().content
    private static let mapLimit = 64 << 10
    /// Bytes of the whole request.
    private static let limit = 100 << 20
    /// The two fields, and as many files as a record may have.
    private static let partLimit = 52

    init(
        _ boundary: Boundary, _ profile: Profile, _ desk: AttachmentDesk, _ visit: Visit, authorization: [UInt8]?,
        peer: Peer, length: Int?
    ) {
        reader = MultipartReader(boundary: boundary, partLimit: Self.partLimit)
        self.profile = profile
        self.desk = desk
        self.visit = visit
        self.authorization = authorization
        self.peer = peer
        foreseen = length ?? 0
        deadline = desk.newDeadline
    }

    /// Why a request is not carried out.
    private enum Refusal: Error {
        case malformed(String)
        case tooLarge
        case tooLate
        case tooMany
        /// The endpoint has said why.
        case refused(Endpoint.Outcome)
    }

    func receive(
        _ content: UnsafeRawBufferPointer, isLast: Bool, _ reply: inout Reply, _ ticket: Ticket,
        _ endpoint: inout Endpoint
    ) -> Reception {
        mustPause = false
        do throws(Refusal) {
            count += content.count
            if max(count, foreseen) > Self.limit { throw .tooLarge }
            if desk.isOver(deadline) { throw .tooLate }
            try pay(&endpoint)
            try read(content, ticket, &endpoint)
            guard isLast else { return mustPause ? .pause : .more }
            try finish()
            return .done(.deferred)
        } catch {
            answer(error, &reply, &endpoint)
            return .done(.replied)
        }
    }

    /// Bytes of its fields that it keeps.
    var held: Int { operations.capacity + map.capacity }

    /// Answers that too much is kept.
    func giveUp(_ reply: inout Reply, _ endpoint: inout Endpoint) { answer(.tooMany, &reply, &endpoint) }

    func abandon() {
        if case .files(let files, _) = stage { files.abandon() }
    }

    // MARK: Parts

    private func read(
        _ content: UnsafeRawBufferPointer, _ ticket: Ticket, _ endpoint: inout Endpoint
    ) throws(Refusal) {
        var rest = content
        while let event = try next(&rest) {
            switch event {
            case .part(let head): try begin(head, ticket, &endpoint)
            case .data(let bytes): try take(bytes)
            case .end: try endPart(ticket, &endpoint)
            }
        }
    }

    private func next(_ rest: inout UnsafeRawBufferPointer) throws(Refusal) -> MultipartReader.Event? {
        do throws(MultipartReader.Failure) { return try reader.read(&rest) } catch { throw .malformed(error.rawValue) }
    }

    private func begin(_ head: PartHead, _ ticket: Ticket, _ endpoint: inout Endpoint) throws(Refusal) {
        try endPart(ticket, &endpoint)
        switch stage {
        case .preamble where head.name == "operations": stage = .operations
        case .operations where head.name == "map": stage = .map
        case .files(let files, _) where awaited.remove(head.name) != nil:
            files.begin(head.name, named: head.fileName ?? "")
            stage = .files(files, isOpen: true)
        default: throw .malformed("The parts must be operations, map and each file that the map names, once.")
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) throws(Refusal) {
        switch stage {
        case .preamble, .files(_, isOpen: false): break
        case .operations:
            guard operations.count + bytes.count <= Self.operationsLimit else { throw .tooLarge }
            operations += bytes
        case .map:
            guard map.count + bytes.count <= Self.mapLimit else { throw .tooLarge }
            map += bytes
        case .files(let files, isOpen: true):
            if !files.take(Array(bytes), isLast: false) { mustPause = true }
        }
    }

    /// A part is over: of a file all is there, and behind the map it is known what is asked for.
    private func endPart(_ ticket: Ticket, _ endpoint: inout Endpoint) throws(Refusal) {
        switch stage {
        case .preamble, .operations, .files(_, isOpen: false): break
        case .map:
            paid = operations.count
            stage = .files(try awaitFiles(ticket, &endpoint), isOpen: false)
            try pay(&endpoint)
        case .files(let files, isOpen: true):
            _ = files.take([], isLast: true)
            stage = .files(files, isOpen: false)
        }
    }

    /// Charges for what has come, or will, before any file of it is on the disk; nobody does before it is known who pays.
    private func pay(_ endpoint: inout Endpoint) throws(Refusal) {
        let known = max(count, foreseen)
        guard case .files(let files, _) = stage, known > paid else { return }
        if let outcome = endpoint.charge(files, forBytes: paid..<known) { throw .refused(outcome) }
        paid = known
    }

    private func awaitFiles(_ ticket: Ticket, _ endpoint: inout Endpoint) throws(Refusal) -> FileCollection {
        let awaited =
            authorization?.withUnsafeBytes {
                endpoint.awaitFiles(operations: operations, map: map, authorization: $0, from: peer)
            } ?? endpoint.awaitFiles(operations: operations, map: map, authorization: nil, from: peer)
        (operations, map) = ([], [])
        switch awaited {
        case .refused(let outcome): throw .refused(outcome)
        case .pending(let pending):
            self.awaited = pending.parts
            let files = desk.collect(for: pending) {
                ticket.resume()
            } later: { [profile, visit] outcome, summaries, response in
                let head = profile.head(outcome, summaries.last)
                visit.answered(head.status, bytes: response.count, summaries)
                ticket.complete(head, body: response)
            }
            guard let files else { throw .tooMany }
            return files
        }
    }

    private func finish() throws(Refusal) {
        do throws(MultipartReader.Failure) { try reader.finish() } catch { throw .malformed(error.rawValue) }
        guard case .files(let files, _) = stage, awaited.isEmpty else {
            throw .malformed("A part that must come is missing.")
        }
        files.close()
    }

    // MARK: Answers

    private func answer(_ refusal: Refusal, _ reply: inout Reply, _ endpoint: inout Endpoint) {
        switch refusal {
        case .malformed(let message): endpoint.refuse(.badMultipart(message))
        case .tooLarge: endpoint.refuse(.multipartTooLarge)
        case .tooLate: endpoint.refuse(.requestTimeout)
        case .tooMany: endpoint.refuse(.busy)
        case .refused: break
        }
        let head =
            switch refusal {
            case .malformed: profile.head(.badRequest)
            case .tooLarge: profile.head(.contentTooLarge)
            case .tooLate: profile.head(.requestTimeout)
            case .tooMany: profile.head(.serviceUnavailable, ResponseField("Retry-After", "5"))
            case .refused(let outcome): profile.head(outcome, endpoint.lastSummary)
            }
        reply.send(head, body: endpoint.response)
    }
}
