/// The parameters of RFC 9110 §5.6.6, as a view of what stands behind a value's first semicolon: `charset=utf-8; x="a;b"`.
struct Parameters {
    private let text: UnsafeRawBufferPointer

    /// Nil if they are not well-formed.
    init?(_ text: UnsafeRawBufferPointer) {
        self.text = text
        var rest = text
        while !rest.isEmpty {
            guard Self.cut(&rest) != nil else { return nil }
        }
    }

    /// The value of the first parameter of that name, without its quotes; `name` is written in lower case.
    subscript(name: StaticString) -> [UInt8]? {
        var rest = text
        while !rest.isEmpty {
            if let (found, value) = Self.cut(&rest), found.equals(ignoringCase: name) { return value.unquoted }
        }
        return nil
    }

    /// How many parameters have that name.
    func count(of name: StaticString) -> Int {
        var count = 0
        var rest = text
        while !rest.isEmpty {
            if let (found, _) = Self.cut(&rest), found.equals(ignoringCase: name) { count += 1 }
        }
        return count
    }

    /// Takes `OWS [ token "=" ( token / quoted-string ) ] OWS` up to a semicolon off the front; nil if it is none.
    private static func cut(
        _ rest: inout UnsafeRawBufferPointer
    ) -> (name: UnsafeRawBufferPointer, value: UnsafeRawBufferPointer)? {
        var value = rest.cutUnquoted(at: UInt8(ascii: ";")).trimmed
        if value.isEmpty { return (value, value) }
        let name = value.cut(at: UInt8(ascii: "="))
        return name.isToken && (value.isToken || value.isQuotedString) ? (name, value) : nil
    }
}

extension UnsafeRawBufferPointer {
    /// token of RFC 9110 §5.6.2.
    var isToken: Bool { !isEmpty && allSatisfy(\.isTokenCharacter) }

    /// quoted-string of RFC 9110 §5.6.4; control characters have been refused with the line that it stands in.
    fileprivate var isQuotedString: Bool {
        guard count >= 2, self[0] == .quotationMark else { return false }
        var index = 1
        while index < count - 1, self[index] != .quotationMark { index += self[index] == .backslash ? 2 : 1 }
        return index == count - 1 && self[index] == .quotationMark
    }

    /// What a quoted-string means, where a backslash stands for the character behind it; a token means itself.
    fileprivate var unquoted: [UInt8] {
        guard first == .quotationMark else { return Array(self) }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in dropFirst().dropLast() {
            if byte == .backslash, !isEscaped {
                isEscaped = true
            } else {
                bytes.append(byte)
                isEscaped = false
            }
        }
        return bytes
    }

    /// Cuts the part before the first `separator` outside quoted strings off the front; all of it if there is none.
    mutating func cutUnquoted(at separator: UInt8) -> UnsafeRawBufferPointer {
        var index = 0
        var isQuoted = false
        while index < count, isQuoted || self[index] != separator {
            if self[index] == .quotationMark { isQuoted.toggle() }
            if isQuoted, self[index] == .backslash { index += 1 }
            index += 1
        }
        let end = Swift.min(index, count)
        let part = self[in: 0..<end]
        self = self[in: Swift.min(end + 1, count)..<count]
        return part
    }
}

extension UInt8 {
    fileprivate static let quotationMark = UInt8(ascii: "\"")
    fileprivate static let backslash = UInt8(ascii: "\\")
}
