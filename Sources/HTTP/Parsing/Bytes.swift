import Glibc

extension UnsafeRawBufferPointer {
    /// Whether these bytes are exactly `text`.
    package func equals(_ text: StaticString) -> Bool {
        guard count == text.utf8CodeUnitCount, let baseAddress else { return isEmpty && text.utf8CodeUnitCount == 0 }
        return memcmp(baseAddress, text.utf8Start, count) == 0
    }

    /// Whether these bytes are `name` in any letter case; `name` is written in lower case.
    package func equals(ignoringCase name: StaticString) -> Bool {
        guard count == name.utf8CodeUnitCount else { return false }
        let expected = name.utf8Start
        for index in 0..<count where self[index].lowercased != expected[index] { return false }
        return true
    }

    /// The bytes without leading and trailing OWS (RFC 9110 §5.6.3).
    package var trimmed: UnsafeRawBufferPointer {
        var lower = 0
        var upper = count
        while lower < upper, self[lower].isWhitespace { lower += 1 }
        while upper > lower, self[upper - 1].isWhitespace { upper -= 1 }
        return self[in: lower..<upper]
    }

    /// The bytes of `range` as a view of their own.
    subscript(in range: Range<Int>) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: self[range]) }

    /// Cuts the part before the first `separator` off the front; all of it if there is none.
    mutating func cut(at separator: UInt8) -> UnsafeRawBufferPointer {
        let end = index(of: separator) ?? count
        let part = self[in: 0..<end]
        self = self[in: Swift.min(end + 1, count)..<count]
        return part
    }

    /// The index of the first control character at or after `index`, or `count`: RFC 5234's CTL, 0x00–0x1F and 0x7F.
    ///
    /// Eight bytes at a time: this is the one look that is taken at every byte of a header section.
    func firstControl(from index: Int) -> Int {
        var index = index
        while index + 8 <= count {
            let word = UInt64(littleEndian: loadUnaligned(fromByteOffset: index, as: UInt64.self))
            // The high bit of a byte survives where subtracting borrowed: a byte below 0x20, or one that was 0x7F. Only bytes behind
            // such a one can be marked in error, so the first mark is right.
            let below = (word &- 0x2020_2020_2020_2020) & ~word
            let delete = word ^ 0x7F7F_7F7F_7F7F_7F7F
            let equal = (delete &- 0x0101_0101_0101_0101) & ~delete
            let marks = (below | equal) & 0x8080_8080_8080_8080
            if marks != 0 { return index + marks.trailingZeroBitCount / 8 }
            index += 8
        }
        while index < count, self[index] >= 0x20, self[index] != 0x7F { index += 1 }
        return index
    }

    /// The index of the first `byte`.
    func index(of byte: UInt8) -> Int? {
        guard let baseAddress, let found = memchr(baseAddress, Int32(byte), count) else { return nil }
        return UnsafeRawPointer(found) - baseAddress
    }
}

extension UInt8 {
    static let carriageReturn: UInt8 = 0x0D
    static let lineFeed: UInt8 = 0x0A
    static let tab: UInt8 = 0x09
    static let space: UInt8 = 0x20

    var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }

    /// SP or HTAB (RFC 9110 §5.6.3).
    var isWhitespace: Bool { self == .space || self == .tab }

    var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    /// The value of a HEXDIG in any case.
    var hexadecimalValue: UInt8? {
        switch self {
        case 0x30...0x39: self - 0x30
        case 0x41...0x46: self - 0x37
        case 0x61...0x66: self - 0x57
        default: nil
        }
    }

    /// tchar of RFC 9110 §5.6.2: letters, digits and ``!#$%&'*+-.^_`|~``.
    var isTokenCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }

    /// What uri-host and port of RFC 9110 §7.2 can hold: letters, digits and `-._~%!$&'()*+,;=:[]` (RFC 3986 §3.2.2).
    var isHostCharacter: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x24...0x2E, 0x3A, 0x3B, 0x3D, 0x5B, 0x5D, 0x5F, 0x7E: true
        default: false
        }
    }
}
