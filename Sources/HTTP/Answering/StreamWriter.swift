/// Where a handler writes what a stream has to say.
///
/// All that is written in one turn leaves together, as one chunk if the client reads chunks.
package struct StreamWriter: ~Copyable {
    /// How a turn ended the stream.
    enum Ending {
        case finished, cut
    }

    private let outbox: UnsafeMutablePointer<Outbox>
    private let isChunked: Bool
    private let capacity: Int
    /// Milliseconds of the server's clock, which never goes back.
    package let now: Int
    /// Where the chunk of this turn begins among the bytes that wait.
    private var chunk: Int?
    private(set) var ending: Ending?
    private(set) var yields = false

    init(to outbox: UnsafeMutablePointer<Outbox>, mode: Stream.Mode, capacity: Int, now: Int) {
        self.outbox = outbox
        isChunked = mode == .chunked
        self.capacity = capacity
        self.now = now
    }

    /// Bytes that may be written: stop when there are none, `writable` comes when there are some.
    ///
    /// What is written beyond is kept, so that an event may be larger than the room that is left.
    package var room: Int { max(0, capacity - outbox.pointee.pending) }

    package mutating func write(_ bytes: UnsafeRawBufferPointer) {
        guard !bytes.isEmpty, ending == nil else { return }
        if isChunked, chunk == nil {
            chunk = outbox.pointee.pending
            outbox.pointee.append(Self.unknownSize)
        }
        outbox.pointee.append(bytes)
    }

    package mutating func write(_ bytes: [UInt8]) { bytes.withUnsafeBytes { write($0) } }

    package mutating func write(_ text: StaticString) {
        write(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }

    /// Lets others have their turn: `writable` comes again as soon as they have, though little may have been written.
    package mutating func yield() { yields = true }

    /// Ends the stream when everything is sent; the connection goes on if the client may tell the end.
    package mutating func finish() { ending = ending ?? .finished }

    /// Ends the stream and its connection with whatever has not been sent.
    package mutating func cut() { ending = .cut }

    /// Ends the turn: the chunk's size is known.
    consuming func endTurn() {
        if let chunk {
            outbox.pointee.setChunkSize(outbox.pointee.pending - chunk - Self.unknownSize.utf8CodeUnitCount, at: chunk)
            outbox.pointee.append("\r\n")
        }
        // RFC 9112 §7.1: a chunk of no bytes is the last; there are no trailers.
        if isChunked, ending == .finished { outbox.pointee.append("0\r\n\r\n") }
    }

    /// chunk-size of RFC 9112 §7.1 with leading zeros: room for any size a turn can have.
    private static let unknownSize: StaticString = "00000000\r\n"
}
