/// Ids of nodes, written as rows are stepped.
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
}
