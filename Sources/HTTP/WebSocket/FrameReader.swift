/// Reads what a WebSocket client sends (RFC 6455 §5): a state machine without a socket.
///
/// Frames are taken apart and messages put together as bytes come, however they are cut. Nothing is kept but the message
/// that is not whole yet.
package struct FrameReader {
    package enum Event: Equatable, Sendable {
        /// A whole message, which is UTF-8.
        case text([UInt8])
        case binary
        /// To be answered by a pong with the same payload.
        case ping([UInt8])
        case pong
        /// The peer closes; it may have said why.
        case close(CloseCode?)
    }

    /// The peer broke the protocol: tell it by a close frame and end the connection (§7.1.7).
    package struct Failure: Error, Equatable {
        package let code: CloseCode
    }

    private struct Frame {
        let opcode: HTTP.Frame.Opcode
        let isFinal: Bool
        /// Bytes of the payload that are still to come.
        var remaining: Int
        /// Its masking key: the byte that comes next is masked with the lowest.
        var key: UInt32
    }

    /// The most bytes of a message.
    package var limit: Int
    /// Of a frame whose header is not whole yet.
    private var header: [UInt8] = []
    private var frame: Frame?
    /// The data message that has begun, whether it is text, and its frames so far.
    private var message: (isText: Bool, bytes: [UInt8])?
    /// The payload of a control frame, which may stand between the frames of a message (§5.4).
    private var control: [UInt8] = []

    package init(limit: Int) { self.limit = limit }

    /// Bytes of memory for a message that is not whole yet.
    package var held: Int { (message?.bytes.capacity ?? 0) + control.capacity }

    /// Reads on, and takes what it has read off the front of `bytes`, which it unmasks where they are.
    ///
    /// - Returns: What has happened; nil once all bytes are read. Call it until then.
    package mutating func read(_ bytes: inout UnsafeMutableRawBufferPointer) throws(Failure) -> Event? {
        while true {
            if frame == nil { frame = try beginFrame(&bytes) }
            guard let begun = frame else { return nil }
            let current = take(begun, from: &bytes)
            frame = current.remaining > 0 ? current : nil
            if frame != nil { return nil }
            if let event = try endFrame(current) { return event }
        }
    }

    // MARK: Headers

    /// Nil if the header is not whole yet.
    private mutating func beginFrame(_ bytes: inout UnsafeMutableRawBufferPointer) throws(Failure) -> Frame? {
        while let byte = bytes.first {
            bytes = UnsafeMutableRawBufferPointer(rebasing: bytes.dropFirst())
            header.append(byte)
            guard header.count >= 2 else { continue }
            let length = header[1] & 0x7F
            let lengthBytes = length == 127 ? 8 : length == 126 ? 2 : 0
            guard header.count == 6 + lengthBytes else {
                if header.count == 2 { try checkStart() }
                continue
            }
            let extended = header[2..<2 + lengthBytes].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            defer { header.removeAll(keepingCapacity: true) }
            return try frame(length: lengthBytes == 0 ? UInt64(length) : extended, lengthBytes)
        }
        return nil
    }

    /// The first two bytes, which say whether there may be such a frame here.
    private func checkStart() throws(Failure) {
        // No extension was agreed on that would use the reserved bits; a client has to mask (§5.1).
        guard header[0] & 0x70 == 0, header[1] & 0x80 != 0, let opcode = HTTP.Frame.Opcode(rawValue: header[0] & 0xF)
        else { throw Failure(code: .protocolError) }
        let isFinal = header[0] & 0x80 != 0
        let isInPlace =
            switch opcode {
            case .continuation: message != nil
            case .text, .binary: message == nil
            case .close, .ping, .pong: isFinal && header[1] & 0x7F <= HTTP.Frame.controlLimit
            }
        guard isInPlace else { throw Failure(code: .protocolError) }
    }

    private mutating func frame(length: UInt64, _ lengthBytes: Int) throws(Failure) -> Frame {
        // The shortest form is the only one, and the highest bit is zero (§5.2).
        let least: UInt64 = lengthBytes == 8 ? 0x1_0000 : lengthBytes == 2 ? 126 : 0
        guard length >= least, length <= Int64.max, let opcode = HTTP.Frame.Opcode(rawValue: header[0] & 0xF) else {
            throw Failure(code: .protocolError)
        }
        let known = message?.bytes.count ?? 0
        guard opcode.isControl || length <= UInt64(limit - known) else { throw Failure(code: .messageTooBig) }
        if opcode == .text || opcode == .binary { message = (opcode == .text, []) }
        let key = header[(2 + lengthBytes)...].reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return Frame(opcode: opcode, isFinal: header[0] & 0x80 != 0, remaining: Int(length), key: key)
    }

    // MARK: Payloads

    /// Adds as much of the frame's payload as is here.
    private mutating func take(_ frame: Frame, from bytes: inout UnsafeMutableRawBufferPointer) -> Frame {
        var frame = frame
        let part = UnsafeMutableRawBufferPointer(rebasing: bytes.prefix(frame.remaining))
        bytes = UnsafeMutableRawBufferPointer(rebasing: bytes.dropFirst(part.count))
        part.unmask(frame.key)
        frame.remaining -= part.count
        let turn = UInt32(part.count % 4 * 8)
        if turn > 0 { frame.key = frame.key >> turn | frame.key << (32 - turn) }
        if frame.opcode.isControl { control += part } else { message?.bytes += part }
        return frame
    }

    private mutating func endFrame(_ frame: Frame) throws(Failure) -> Event? {
        if frame.opcode.isControl {
            defer { control.removeAll() }
            switch frame.opcode {
            case .ping: return .ping(control)
            case .pong: return .pong
            default: return .close(try closeCode())
            }
        }
        guard frame.isFinal, let ended = message else { return nil }
        message = nil
        guard ended.isText else { return .binary }
        guard ended.bytes.isUTF8 else { throw Failure(code: .invalidData) }
        return .text(ended.bytes)
    }

    /// §5.5.1: nothing, or a code and a reason in UTF-8.
    private func closeCode() throws(Failure) -> CloseCode? {
        if control.isEmpty { return nil }
        guard control.count >= 2 else { throw Failure(code: .protocolError) }
        let code = CloseCode(rawValue: UInt16(control[0]) << 8 | UInt16(control[1]))
        guard code.maySend else { throw Failure(code: .protocolError) }
        guard Array(control[2...]).isUTF8 else { throw Failure(code: .invalidData) }
        return code
    }
}

extension [UInt8] {
    fileprivate var isUTF8: Bool { (try? UTF8Span(validating: span)) != nil }
}

extension UnsafeMutableRawBufferPointer {
    /// §5.3: the bytes XOR the key, over and over; eight at a time.
    fileprivate func unmask(_ key: UInt32) {
        let wide = UInt64(key) << 32 | UInt64(key)
        var index = 0
        while index + 8 <= count {
            let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self)) ^ wide
            storeBytes(of: word.littleEndian, toByteOffset: index, as: UInt64.self)
            index += 8
        }
        while index < count {
            self[index] ^= UInt8(truncatingIfNeeded: key >> UInt32(index % 4 * 8))
            index += 1
        }
    }
}
