/// Base64 with the URL-safe alphabet and no padding: RFC 4648 §5.
package enum Base64URL {
    private static let digits: StaticString = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

    /// The digit of the six lowest bits.
    @inline(__always)
    static func digit(_ value: UInt32) -> UInt8 { digits.utf8Start[Int(value & 63)] }

    package static func encode(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
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
    package static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
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

extension JSONOutput {
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
