/// Copies text as it stands inside a JSON string and returns where the copy ends.
///
/// Escapes what RFC 8259 §7 requires: quotation mark, reverse solidus, U+0000–U+001F. Whole blocks are copied first and
/// looked at then, as nearly all text needs no escape.
///
/// - Parameter first: Has room for six bytes for each of `length`, the length of `\u001f`.
func copyEscaping(
    _ source: UnsafePointer<UInt8>, _ length: Int, to first: UnsafeMutablePointer<UInt8>
) -> UnsafeMutablePointer<UInt8> {
    var target = first
    var index = 0
    while length - index >= blockLength {
        let plain = copyBlock(source + index, to: target)
        index += plain
        target += plain
        if plain < blockLength {
            target += escape(source[index], into: target)
            index += 1
        }
    }
    if length >= blockLength, target - first == index {
        // Nothing was escaped: the last block may reach back over bytes that are known to be plain.
        let back = blockLength - (length - index)
        let plain = copyBlock(source + index - back, to: target - back) - back
        index += plain
        target += plain
    }
    while index < length {
        let byte = source[index]
        if byte < 0x20 || byte == 0x22 || byte == 0x5C {
            target += escape(byte, into: target)
        } else {
            target[0] = byte
            target += 1
        }
        index += 1
    }
    return target
}

private let blockLength = 8

/// Copies a block and returns how many of its bytes need no escape before the first that does.
@inline(__always)
private func copyBlock(_ source: UnsafePointer<UInt8>, to target: UnsafeMutablePointer<UInt8>) -> Int {
    let block = UnsafeRawPointer(source).loadUnaligned(as: UInt64.self)
    UnsafeMutableRawPointer(target).storeBytes(of: block, as: UInt64.self)
    // Subtraction borrows into the high bit of a byte that is too small. With the bit 0x02 turned over, a quotation mark
    // is 0x20 and control characters stay below, so that one subtraction finds both.
    let each: UInt64 = 0x0101_0101_0101_0101
    let quoteOrControl = (block ^ each &* 0x02) &- each &* 0x21
    let solidus = (block ^ each &* 0x5C) &- each
    let special = (quoteOrControl | solidus) & ~block & (each &* 0x80)
    return special.littleEndian.trailingZeroBitCount >> 3
}

/// Writes the escape of one byte and returns its length.
private func escape(_ byte: UInt8, into target: UnsafeMutablePointer<UInt8>) -> Int {
    target[0] = 0x5C
    switch byte {
    case 0x22, 0x5C: target[1] = byte
    case 0x0A: target[1] = UInt8(ascii: "n")
    case 0x0D: target[1] = UInt8(ascii: "r")
    case 0x09: target[1] = UInt8(ascii: "t")
    default:
        target[1] = UInt8(ascii: "u")
        target[2] = UInt8(ascii: "0")
        target[3] = UInt8(ascii: "0")
        target[4] = hexDigit(byte >> 4)
        target[5] = hexDigit(byte & 0xF)
        return 6
    }
    return 2
}

@inline(__always)
private func hexDigit(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 0x30 + nibble : 0x57 + nibble }
