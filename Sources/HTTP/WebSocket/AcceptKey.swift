/// The proof that a server has read a WebSocket handshake (RFC 6455 §4.2.2, item 5.4).
package enum AcceptKey {
    /// The value of `Sec-WebSocket-Accept`; nil if `key` is no sixteen bytes in base64, as `Sec-WebSocket-Key` has to be.
    package static func answer(to key: UnsafeRawBufferPointer) -> [UInt8]? {
        guard key.count == 24, key[22] == UInt8(ascii: "="), key[23] == UInt8(ascii: "="),
            key.prefix(22).allSatisfy(alphabet.contains)
        else { return nil }
        return base64(SHA1.digest(Array(key) + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11".utf8))
    }

    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// RFC 4648 §4.
    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        var text: [UInt8] = []
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            let bits = group.reduce(0) { $0 << 8 | Int($1) } << ((3 - group.count) * 8)
            for place in 0..<4 {
                text.append(place > group.count ? UInt8(ascii: "=") : alphabet[bits >> (18 - place * 6) & 63])
            }
        }
        return text
    }
}
