extension UnsafeRawBufferPointer {
    /// The bytes with `%XX` as the byte it names (RFC 3986 §2.1); what does not decode stands for itself.
    ///
    /// - Parameter isForm: Whether `+` is a space, as in forms and queries.
    package func percentDecoded(isForm: Bool = false) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        var index = 0
        while index < count {
            if self[index] == UInt8(ascii: "%"), index + 2 < count,
                let high = self[index + 1].hexadecimalValue, let low = self[index + 2].hexadecimalValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(isForm && self[index] == UInt8(ascii: "+") ? .space : self[index])
                index += 1
            }
        }
        return bytes
    }
}
