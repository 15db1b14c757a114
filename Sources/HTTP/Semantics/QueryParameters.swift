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
            let key = value.cut(at: UInt8(ascii: "="))
            if key.percentDecoded(isForm: true).elementsEqual(name) {
                values.append(value.percentDecoded(isForm: true))
            }
        }
        return values
    }
}

extension Request {
    /// What stands behind the question mark.
    package var parameters: QueryParameters { QueryParameters(query ?? UnsafeRawBufferPointer(start: nil, count: 0)) }
}
