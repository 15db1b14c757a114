/// What a WebSocket frame is (RFC 6455 §5.2).
package enum Frame {
    enum Opcode: UInt8 {
        case continuation = 0x0
        case text = 0x1
        case binary = 0x2
        case close = 0x8
        case ping = 0x9
        case pong = 0xA

        var isControl: Bool { rawValue & 0x8 != 0 }
    }

    /// The most that a control frame may carry (§5.5), in bytes.
    static let controlLimit = 125

    /// A whole text message, as a server sends it: in one frame, not masked (§5.1).
    package static func text(_ payload: UnsafeRawBufferPointer) -> [UInt8] { frame(.text, payload) }

    package static let ping = frame(.ping, UnsafeRawBufferPointer(start: nil, count: 0))

    /// The answer to a ping, with what the ping carried (§5.5.3).
    package static func pong(_ payload: [UInt8]) -> [UInt8] { payload.withUnsafeBytes { frame(.pong, $0) } }

    /// - Parameters:
    ///   - code: Nil if the peer said none, and so none is said (§7.1.5).
    ///   - reason: For people; what is beyond 123 bytes of UTF-8 is left out.
    package static func close(_ code: CloseCode?, _ reason: String = "") -> [UInt8] {
        guard let code else { return [0x80 | Opcode.close.rawValue, 0] }
        var text = reason
        while text.utf8.count > controlLimit - 2 { text.removeLast() }
        let payload = [UInt8(truncatingIfNeeded: code.rawValue >> 8), UInt8(truncatingIfNeeded: code.rawValue)]
        return (payload + text.utf8).withUnsafeBytes { frame(.close, $0) }
    }

    private static func frame(_ opcode: Opcode, _ payload: UnsafeRawBufferPointer) -> [UInt8] {
        var frame = [0x80 | opcode.rawValue]
        frame.reserveCapacity(payload.count + 10)
        switch payload.count {
        case ...controlLimit: frame.append(UInt8(payload.count))
        case ...0xFFFF: frame += [126] + bigEndian(payload.count, bytes: 2)
        default: frame += [127] + bigEndian(payload.count, bytes: 8)
        }
        return frame + payload
    }

    private static func bigEndian(_ number: Int, bytes: Int) -> [UInt8] {
        (1...bytes).map { UInt8(truncatingIfNeeded: number >> ((bytes - $0) * 8)) }
    }
}
