/// Finds one request in the bytes of a connection: a state machine without a socket.
///
/// Call `parse` with all bytes from the start of the message whenever there are more; it goes on where it stopped, so a message that
/// comes byte by byte costs no more than one that comes whole. After `complete`, take `request(in:)`, then `reset()` for the next.
/// It is strict: whatever two readers of RFC 9112 could frame differently is refused, because that is how requests are smuggled.
package struct RequestParser: ~Copyable {
    package enum Outcome: Equatable, Sendable {
        /// The message is the first so many bytes.
        case complete(consumed: Int)
        /// The header section is complete and content follows: `admit` it, then parse on.
        case head
        /// More bytes are needed.
        case partial
        /// Answer with the status and close: where the next message would start is unknown.
        case malformed(Status)
    }

    /// What comes next in the message.
    enum Stage: Equatable {
        case requestLine, fieldLine
        /// Whether and how much content is read must be said.
        case admission
        /// The rest of content of a known length, so many bytes.
        case content(Int)
        case chunkSize
        /// The rest of a chunk, so many bytes.
        case chunkData(Int)
        case chunkEnd, trailerLine, complete
    }

    let limits: Limits
    var stage = Stage.requestLine
    /// Where the part that comes next begins.
    var cursor = 0
    /// Up to where the current line has been looked at.
    var looked = 0
    var head = RequestHead()
    var fields = Fields()
    /// Where the field lines begin.
    var fieldsStart = 0
    /// The decoded content; chunks are moved together in place, which never takes more room than they had.
    var content = 0..<0
    /// Bytes of content that are read at most.
    private(set) var contentLimit = 0
    /// Bytes of chunk extensions and trailers so far.
    var chunkOverhead = 0

    package init(limits: Limits) { self.limits = limits }

    /// Whether the header section is done and content is awaited.
    var awaitsContent: Bool { stage != .requestLine && stage != .fieldLine }

    /// Makes ready for the next message.
    package mutating func reset() {
        stage = .requestLine
        cursor = 0
        looked = 0
        head = RequestHead()
        fields.removeAll()
        content = 0..<0
        chunkOverhead = 0
    }

    /// Reads on in `bytes`, which begin where the message begins.
    package mutating func parse(_ bytes: UnsafeMutableRawBufferPointer) -> Outcome {
        do {
            while try advance(in: bytes) {}
            return switch stage {
            case .complete: .complete(consumed: cursor)
            case .admission: .head
            default: .partial
            }
        } catch {
            return .malformed(error.status)
        }
    }

    /// Has the content read, so many bytes of it at most.
    package mutating func admit(upTo limit: Int) {
        contentLimit = min(limit, Self.mostContent)
        stage = head.isChunked ? .chunkSize : .content(head.contentLength ?? 0)
    }

    /// Forgets what has been read, so that the content can be taken piece by piece; `bytes` must then begin that much later.
    mutating func drop() -> Int {
        defer {
            looked -= cursor
            cursor = 0
            content = 0..<0
        }
        return cursor
    }

    /// Bytes of content beyond anybody's limit: far from what arithmetic could not hold.
    static let mostContent = 1 << 50

    /// Takes one step; false if the message is complete or needs more bytes.
    private mutating func advance(in bytes: UnsafeMutableRawBufferPointer) throws(Malformed) -> Bool {
        switch stage {
        case .requestLine: try requestLine(UnsafeRawBufferPointer(bytes))
        case .fieldLine: try fieldLine(UnsafeRawBufferPointer(bytes))
        case .content(let rest): try content(rest, in: bytes)
        case .chunkSize: try chunkSize(UnsafeRawBufferPointer(bytes))
        case .chunkData(let length): chunkData(length, in: bytes)
        case .chunkEnd: try chunkEnd(UnsafeRawBufferPointer(bytes))
        case .trailerLine: try trailerLine(UnsafeRawBufferPointer(bytes))
        case .admission, .complete: false
        }
    }

    /// The next line of at most `maximum` bytes without its CRLF; nil if its end is not here yet.
    ///
    /// RFC 9112 §2.2 lets a recipient take a bare LF for a line's end and forbids a bare CR; RFC 9110 §5.5 calls CR, LF and NUL in
    /// a field value dangerous. All control characters but HTAB are refused here, once for every kind of line.
    mutating func line(
        _ bytes: UnsafeRawBufferPointer, maximum: Int, orElse status: Status
    ) throws(Malformed) -> Range<Int>? {
        while true {
            let index = bytes.firstControl(from: looked)
            looked = index
            if index - cursor > maximum { throw Malformed(status) }
            guard index < bytes.count else { return nil }
            if bytes[index] == .tab {
                looked = index + 1
                continue
            }
            guard bytes[index] == .carriageReturn else { throw Malformed(.badRequest) }
            guard index + 1 < bytes.count else { return nil }
            guard bytes[index + 1] == .lineFeed else { throw Malformed(.badRequest) }
            let line = cursor..<index
            move(to: index + 2)
            return line
        }
    }

    mutating func move(to index: Int) {
        cursor = index
        looked = index
    }

    /// The finished request; its views are valid as long as `bytes` are and the parser is not reset.
    package func request(in bytes: UnsafeMutableRawBufferPointer, from peer: PeerAddress = .none) -> Request {
        Request(head: head, fields: fields.view, content: content, message: UnsafeRawBufferPointer(bytes), peer: peer)
    }
}

/// Why a message is refused.
struct Malformed: Error {
    let status: Status

    init(_ status: Status) { self.status = status }
}
