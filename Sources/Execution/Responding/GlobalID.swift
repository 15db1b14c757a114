/// The opaque `id` of a node: base64url, without padding, of `TypeName:row`.
package enum GlobalID {
    /// The type name and row that `text` names; nil when it is no id of this server.
    package static func decode(_ text: String) -> (typeName: Substring, row: Int64)? {
        // A type name and 19 digits: longer texts are not ours.
        guard text.utf8.count <= 96, let bytes = Base64URL.decode(text.utf8) else { return nil }
        let plain = String(decoding: bytes, as: UTF8.self)
        let parts = plain.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let row = Int64(parts[1]), row > 0, encode(String(parts[0]), row) == text
        else { return nil }
        return (parts[0], row)
    }

    package static func encode(_ typeName: String, _ row: Int64) -> String {
        var output = JSONOutput(capacity: 128)
        output.identifier(prefix: Array((typeName + ":").utf8), row: row)
        // The quotation marks go.
        return String(decoding: output.bytes.dropFirst().dropLast(), as: UTF8.self)
    }
}

extension JSONOutput {
    /// Writes the id of `row` as a JSON string.
    ///
    /// - Parameters:
    ///   - encoded: How the id begins, in base64url already.
    ///   - rest: What follows of the type's name and its colon.
    mutating func identifier(_ encoded: UnsafeBufferPointer<UInt8>, rest: UnsafeBufferPointer<UInt8>, row: Int64) {
        byte(0x22)
        raw(encoded)
        // The plain bytes stand where their encoding, a third longer, cannot reach them.
        let length = rest.count + 20
        reserve(length * 3 + 4)
        let plain = start + count + length * 2
        if let source = rest.baseAddress { plain.update(from: source, count: rest.count) }
        let digits = decimalDigits(of: row, into: plain + rest.count)
        base64URL(UnsafeBufferPointer(start: plain, count: rest.count + digits))
        byte(0x22)
    }

    mutating func identifier(prefix: [UInt8], row: Int64) {
        prefix.withUnsafeBufferPointer { identifier(UnsafeBufferPointer(start: nil, count: 0), rest: $0, row: row) }
    }

    /// Writes the id of `row` of a type that is known only now.
    mutating func identifier(typeName: UnsafeBufferPointer<UInt8>, row: Int64) {
        identifier(prefix: Array(typeName) + [0x3A], row: row)
    }

    /// Writes a list of ids.
    ///
    /// - Parameter text: Rows as `Type:row`, with a space between two.
    mutating func identifiers(_ text: UnsafeBufferPointer<UInt8>) {
        let start = mark
        for name in text.split(separator: UInt8(ascii: " ")) {
            byte(UInt8(ascii: ","))
            byte(0x22)
            base64URL(UnsafeBufferPointer(rebasing: name))
            byte(0x22)
        }
        closeList(from: start)
    }

    /// Writes bytes as base64url without padding (RFC 4648 §5).
    mutating func base64URL(_ bytes: UnsafeBufferPointer<UInt8>) {
        reserve(bytes.count * 4 / 3 + 4)
        var target = start + count
        var index = 0
        while index + 3 <= bytes.count {
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8 | UInt32(bytes[index + 2])
            target[0] = Base64URL.digit(group >> 18)
            target[1] = Base64URL.digit(group >> 12)
            target[2] = Base64URL.digit(group >> 6)
            target[3] = Base64URL.digit(group)
            target += 4
            index += 3
        }
        switch bytes.count - index {
        case 1:
            let group = UInt32(bytes[index]) << 16
            target[0] = Base64URL.digit(group >> 18)
            target[1] = Base64URL.digit(group >> 12)
            target += 2
        case 2:
            let group = UInt32(bytes[index]) << 16 | UInt32(bytes[index + 1]) << 8
            target[0] = Base64URL.digit(group >> 18)
            target[1] = Base64URL.digit(group >> 12)
            target[2] = Base64URL.digit(group >> 6)
            target += 3
        default: break
        }
        count = target - start
    }
}

/// Base64 with the URL-safe alphabet and no padding: RFC 4648 §5.
enum Base64URL {
    private static let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    /// The digit of the six lowest bits.
    @inline(__always)
    static func digit(_ value: UInt32) -> UInt8 { digits.utf8Start[Int(value & 63)] }

    static func encode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var output = JSONOutput(capacity: 64)
        bytes.withUnsafeBufferPointer { output.base64URL($0) }
        return Array(output.bytes)
    }

    private static func value(_ digit: UInt8) -> UInt32? {
        switch digit {
        case 65...90: UInt32(digit) - 65
        case 97...122: UInt32(digit) - 71
        case 48...57: UInt32(digit) + 4
        case 0x2D: 62
        case 0x5F: 63
        default: nil
        }
    }

    /// The bytes that `text` stands for; nil when it is not base64url.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var group: UInt32 = 0
        var bits = 0
        for digit in text {
            guard let value = value(digit) else { return nil }
            group = group << 6 & 0xFFFFFF | value
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: group >> UInt32(bits)))
            }
        }
        // Leftover bits must be zero, or two texts would stand for one value.
        guard bits < 6, group & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
