/// The parameters of a query or of a form, as `application/x-www-form-urlencoded` of the WHATWG URL Standard §5.1 reads them.
///
/// No input is an error: what does not decode stands for itself, and bytes need not be UTF-8.
package struct QueryParameters {
    private let text: UnsafeRawBufferPointer

    init(_ text: UnsafeRawBufferPointer) { self.text = text }

    /// The decoded values of all parameters of that name, in order.
    package subscript(name: StaticString) -> [[UInt8]] {
        let name = UnsafeRawBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        var values: [[UInt8]] = []
        var rest = text
        while !rest.isEmpty {
            var value = rest.cut(at: UInt8(ascii: "&"))
            if Self.decoded(value.cut(at: UInt8(ascii: "="))).elementsEqual(name) { values.append(Self.decoded(value)) }
        }
        return values
    }

    /// The bytes with `+` as a space and `%XX` as the byte it names.
    static func decoded(_ text: UnsafeRawBufferPointer) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count)
        var index = 0
        while index < text.count {
            if text[index] == UInt8(ascii: "%"), index + 2 < text.count,
                let high = text[index + 1].hexadecimalValue, let low = text[index + 2].hexadecimalValue
            {
                bytes.append(high << 4 | low)
                index += 3
            } else {
                bytes.append(text[index] == UInt8(ascii: "+") ? .space : text[index])
                index += 1
            }
        }
        return bytes
    }
}

extension Request {
    /// What stands behind the question mark.
    package var parameters: QueryParameters { QueryParameters(query ?? UnsafeRawBufferPointer(start: nil, count: 0)) }
}
