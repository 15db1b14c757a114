/// A media type of RFC 9110 §8.3.1 as views into a field value: `application/json; charset=utf-8`.
package struct MediaType {
    package let type: UnsafeRawBufferPointer
    package let subtype: UnsafeRawBufferPointer
    let parameters: Parameters

    /// Reads a Content-Type or one element of Accept; nil if it is not `token/token` with well-formed parameters.
    package init?(_ value: UnsafeRawBufferPointer) {
        var rest = value
        var essence = rest.cutUnquoted(at: UInt8(ascii: ";")).trimmed
        let type = essence.cut(at: UInt8(ascii: "/"))
        guard type.isToken, essence.isToken, let parameters = Parameters(rest) else { return nil }
        self.type = type
        subtype = essence
        self.parameters = parameters
    }

    /// Whether this is that type, whatever its parameters; `other` is written in lower case.
    package func matches(_ other: StaticString) -> Bool {
        let slash = type.count
        guard other.utf8CodeUnitCount == slash + 1 + subtype.count, other.utf8Start[slash] == UInt8(ascii: "/") else {
            return false
        }
        let start = UnsafeRawBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount)
        return type.elementsEqual(start[..<slash], by: { $0.lowercased == $1 })
            && subtype.elementsEqual(start[(slash + 1)...], by: { $0.lowercased == $1 })
    }

    /// The value of a parameter without its quotes; `name` is written in lower case.
    package func parameter(_ name: StaticString) -> String? {
        parameters[name].map { String(decoding: $0, as: UTF8.self) }
    }

    /// Whether the text is, as far as the type says, UTF-8, the only encoding this server reads and writes.
    package var isUTF8: Bool {
        guard let charset = parameter("charset")?.utf8.map(\.lowercased) else { return true }
        return charset.elementsEqual("utf-8".utf8) || charset.elementsEqual("utf8".utf8)
    }
}

extension Request {
    /// The type of the content; nil if none is said, or more than one, or what is said is none.
    ///
    /// RFC 9110 §8.3 leaves it open which of several is meant: two programs in a row could disagree.
    package var contentType: MediaType? {
        count(of: "content-type") == 1 ? header("content-type").flatMap(MediaType.init) : nil
    }
}
