package import SQLite

/// A place in an ordered list: base64url of the order's fingerprint and the row's values in that order.
///
/// It holds no right to anything: rows are found by comparing with the values, behind the same visibility as ever.
package enum Cursor {
    /// The longest cursor that is looked at, in bytes; order columns hold names of at most 255 characters.
    static let maximumLength = 8192

    /// Tells one order of one list from another, so that a cursor is not taken for one of a different list.
    static func fingerprint(_ table: String, _ order: [OrderTerm]) -> UInt16 {
        var hash: UInt32 = 0x811C_9DC5
        func mix(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 0x0100_0193 }
        }
        mix(table)
        for term in order {
            mix(term.column)
            mix(term.isDescending ? " true" : " false")
        }
        return UInt16(truncatingIfNeeded: hash ^ hash >> 16)
    }

    /// The values of `text`; nil when it was not made for this order, which has terms of these kinds.
    package static func decode(_ text: String, _ fingerprint: UInt16, _ kinds: [Orders.Term.Kind]) -> [Value]? {
        guard text.utf8.count <= maximumLength, let bytes = Base64URL.decode(text.utf8), bytes.count >= 2,
            UInt16(bytes[0]) << 8 | UInt16(bytes[1]) == fingerprint
        else { return nil }
        var reader = CursorReader(bytes: bytes[2...])
        var values: [Value] = []
        for kind in kinds {
            switch kind {
            case .integer:
                guard let number = reader.number() else { return nil }
                values.append(.integer(Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)))
            case .text:
                guard let length = reader.number(), let text = reader.text(length) else { return nil }
                values.append(.text(text))
            }
        }
        return reader.bytes.isEmpty ? values : nil
    }

    /// The bytes of a row's cursor, from the order columns that begin at `column`.
    static func encode(
        _ row: StatementRun, from column: Int32, _ fingerprint: UInt16, _ order: [OrderTerm], into bytes: inout [UInt8]
    ) {
        bytes.removeAll(keepingCapacity: true)
        bytes.append(UInt8(fingerprint >> 8))
        bytes.append(UInt8(truncatingIfNeeded: fingerprint))
        for (index, term) in order.enumerated() {
            let column = column + Int32(index)
            switch term.kind {
            case .integer:
                let value = row.integer(column)
                append(UInt64(bitPattern: value << 1 ^ value >> 63), to: &bytes)
            case .text:
                let text = row.text(column)
                append(UInt64(text.count), to: &bytes)
                bytes.append(contentsOf: text)
            }
        }
    }

    /// Seven bits a byte, the lowest first; the high bit says that more follow.
    private static func append(_ number: UInt64, to bytes: inout [UInt8]) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }
}

private struct CursorReader {
    var bytes: ArraySlice<UInt8>

    mutating func number() -> UInt64? {
        var number: UInt64 = 0
        for shift in stride(from: UInt64(0), through: 63, by: 7) {
            guard let byte = bytes.popFirst() else { return nil }
            // The tenth byte has room for one bit.
            guard shift < 63 || byte <= 1 else { return nil }
            number |= UInt64(byte & 0x7F) << shift
            if byte & 0x80 == 0 { return number }
        }
        return nil
    }

    mutating func text(_ length: UInt64) -> String? {
        guard length <= UInt64(bytes.count) else { return nil }
        let text = bytes.prefix(Int(length))
        bytes.removeFirst(Int(length))
        return String(validating: text, as: UTF8.self)
    }
}
