/// A media type of RFC 9110 §8.3.1 as views into a field value: `application/json; charset=utf-8`.
package struct MediaType {
    package let type: UnsafeRawBufferPointer
    package let subtype: UnsafeRawBufferPointer
    /// Everything behind the first semicolon.
    private let parameters: UnsafeRawBufferPointer

    /// Reads a Content-Type or one element of Accept; nil if it is not `token/token` with well-formed parameters.
    package init?(_ value: UnsafeRawBufferPointer) {
        var rest = value
        var essence = rest.cutUnquoted(at: UInt8(ascii: ";")).trimmed
        let type = essence.cut(at: UInt8(ascii: "/"))
        guard type.isToken, essence.isToken else { return nil }
        self.type = type
        subtype = essence
        parameters = rest
        while !rest.isEmpty {
            guard Self.cutParameter(&rest) != nil else { return nil }
        }
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
        var rest = parameters
        while !rest.isEmpty {
            if let (found, value) = Self.cutParameter(&rest), found.equals(ignoringCase: name) {
                return Self.unquoted(value)
            }
        }
        return nil
    }

    /// Whether the text is, as far as the type says, UTF-8, the only encoding this server reads and writes.
    package var isUTF8: Bool {
        guard let charset = parameter("charset")?.utf8.map(\.lowercased) else { return true }
        return charset.elementsEqual("utf-8".utf8) || charset.elementsEqual("utf8".utf8)
    }

    /// Takes `OWS [ token "=" ( token / quoted-string ) ] OWS` up to a semicolon off the front (RFC 9110 §5.6.6); nil if it is none.
    private static func cutParameter(
        _ rest: inout UnsafeRawBufferPointer
    ) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        var value = rest.cutUnquoted(at: UInt8(ascii: ";")).trimmed
        if value.isEmpty { return (value, value) }
        let name = value.cut(at: UInt8(ascii: "="))
        let isQuoted = value.count >= 2 && value.first == UInt8(ascii: "\"") && value.last == UInt8(ascii: "\"")
        return name.isToken && (value.isToken || isQuoted) ? (name, value) : nil
    }

    /// RFC 9110 §5.6.4: a backslash stands for the character behind it.
    private static func unquoted(_ value: UnsafeRawBufferPointer) -> String {
        guard value.first == UInt8(ascii: "\"") else { return String(decoding: value, as: UTF8.self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in value.dropFirst().dropLast() {
            if byte == UInt8(ascii: "\\"), !isEscaped {
                isEscaped = true
            } else {
                bytes.append(byte)
                isEscaped = false
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

extension UnsafeRawBufferPointer {
    /// token of RFC 9110 §5.6.2.
    var isToken: Bool { !isEmpty && allSatisfy(\.isTokenCharacter) }

    /// Cuts the part before the first `separator` outside quoted strings off the front; all of it if there is none.
    mutating func cutUnquoted(at separator: UInt8) -> UnsafeRawBufferPointer {
        var index = 0
        var isQuoted = false
        while index < count, isQuoted || self[index] != separator {
            if self[index] == UInt8(ascii: "\"") { isQuoted.toggle() }
            if isQuoted, self[index] == UInt8(ascii: "\\") { index += 1 }
            index += 1
        }
        let end = Swift.min(index, count)
        let part = self[in: 0..<end]
        self = self[in: Swift.min(end + 1, count)..<count]
        return part
    }
}
