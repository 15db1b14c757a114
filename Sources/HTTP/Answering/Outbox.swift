import CLinux
import Glibc

/// Answers on their way out: what the kernel has not taken yet.
struct Outbox: ~Copyable {
    private let descriptor: Int32
    private var buffer = ByteBuffer()
    /// What is sent behind the buffer.
    private var transfer: FileTransfer?
    /// How far it is with that.
    private var progress = Exchange.Outgoing()

    init(descriptor: Int32) { self.descriptor = descriptor }

    /// Bytes that wait to be sent.
    var pending: Int { buffer.count }

    var outgoing: Exchange.Outgoing {
        var outgoing = progress
        outgoing.pending = pending + (transfer?.remaining ?? 0)
        outgoing.isSendingFile = transfer != nil
        return outgoing
    }

    /// Composes an answer; `isHead` leaves the content out but states its length (RFC 9110 §9.3.2).
    ///
    /// With `more` answers to come it waits for them, else everything leaves in one system call. `body` is not needed afterwards.
    mutating func write(
        _ head: ResponseHead, body: UnsafeRawBufferPointer, isHead: Bool, persistence: Persistence, more: Bool,
        date: borrowing DateField
    ) {
        buffer.append(head, framing: .length(body.count), persistence: persistence, date: date)
        let content = isHead || !head.status.allowsContent ? body[in: 0..<0] : body
        if more && buffer.count + content.count < Self.batch || content.count < Self.copied {
            buffer.append(content)
            if !more { flush() }
        } else {
            send(with: content)
        }
    }

    /// Composes an answer with `bytes` of a file, if it can be opened.
    mutating func write(
        _ head: ResponseHead, bytes: Range<Int>, of open: FileBody.Opening, isHead: Bool, persistence: Persistence,
        date: borrowing DateField
    ) throws(FileBody.Failure) {
        if !isHead, !bytes.isEmpty, head.status.allowsContent {
            transfer = FileTransfer(try open(), bytes: bytes)
        }
        buffer.append(head, framing: .length(bytes.count), persistence: persistence, date: date)
    }

    /// Composes the head of an answer whose content follows.
    mutating func begin(
        _ head: ResponseHead, framing: Framing, persistence: Persistence, date: borrowing DateField
    ) {
        buffer.append(head, framing: framing, persistence: persistence, date: date)
    }

    /// Appends bytes as they are; they leave with the next `flush`.
    mutating func append(_ bytes: UnsafeRawBufferPointer) { buffer.append(bytes) }

    mutating func append(_ text: StaticString) { buffer.append(text) }

    /// Fills in the eight digits of a chunk-size, `place` bytes behind the first that has not been sent.
    mutating func setChunkSize(_ size: Int, at place: Int) {
        for digit in 0..<8 {
            let value = UInt8(truncatingIfNeeded: size >> (4 * (7 - digit)) & 0xF)
            buffer.bytes[place + digit] = value < 10 ? 0x30 + value : 0x37 + value
        }
    }

    /// The kernel takes something again.
    mutating func unblock() { progress.isBlocked = false }

    /// Hands the kernel what it will take now.
    mutating func flush() {
        while !buffer.isEmpty, !progress.hasFailed {
            let flags = transfer == nil ? Self.flags : Self.flags | Int32(MSG_MORE)
            guard let taken = accepted(Glibc.send(descriptor, buffer.bytes.baseAddress, buffer.count, flags))
            else { return }
            buffer.consume(taken)
        }
        if transfer != nil, !progress.hasFailed { sendFile() }
    }

    /// Sends some of the file; the rest when others have had their turn, as if the kernel had taken no more.
    private mutating func sendFile() {
        guard let taken = accepted(transfer?.send(to: descriptor) ?? 0) else { return }
        if taken == 0 {
            // Its length has been promised: nothing else could be told from the rest of the content.
            progress.hasFailed = true
        } else if transfer?.remaining == 0 {
            transfer = nil
        } else {
            progress.isBlocked = true
        }
    }

    /// Sends the buffer and `content` behind it in one call; keeps a copy of what is left.
    private mutating func send(with content: UnsafeRawBufferPointer) {
        var taken = 0
        if !progress.hasFailed {
            var parts = (
                iovec(iov_base: buffer.bytes.baseAddress, iov_len: buffer.count),
                iovec(iov_base: UnsafeMutableRawPointer(mutating: content.baseAddress), iov_len: content.count)
            )
            let result = withUnsafeMutableBytes(of: &parts) { parts in
                var message = msghdr()
                message.msg_iov = parts.baseAddress?.assumingMemoryBound(to: iovec.self)
                message.msg_iovlen = 2
                return sendmsg(descriptor, &message, Self.flags)
            }
            taken = accepted(result) ?? 0
        }
        let ofBuffer = min(taken, buffer.count)
        buffer.consume(ofBuffer)
        buffer.append(content[in: taken - ofBuffer..<content.count])
    }

    /// The bytes taken, or nil if none can be for now or ever.
    private mutating func accepted(_ result: Int) -> Int? {
        guard result < 0 else {
            progress.sent += result
            return result
        }
        switch errno {
        case EAGAIN: progress.isBlocked = true
        case EINTR: break
        default: progress.hasFailed = true
        }
        return nil
    }

    /// Bytes of memory.
    var capacity: Int { buffer.capacity }

    mutating func releaseIfEmpty() { buffer.releaseIfEmpty() }

    /// Gives the connection up with whatever has not been sent.
    mutating func abandon() { progress.hasFailed = true }

    /// Bytes gathered before a batch of pipelined answers is sent.
    private static let batch = 64 * 1024
    /// Content below this is copied behind its head: cheaper than a second part of a vector.
    private static let copied = 4 * 1024
    /// A connection that the client closed is an error, not a signal that ends the process.
    private static let flags = Int32(MSG_NOSIGNAL)
}
